"""Say why the shopper sees an offer."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.catalogue import Article
from actions.shop.choice import meant
from actions.shop.offers import Reason
from actions.shop.outcome import Outcome, count, product, text
from actions.shop.visit import Visit

OUTCOMES = ("bought", "popular", "sponsored", "no_offer")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Tell the reason for the offer that is meant, or else for the first one."""
    reasons = visit.memory.get("last_offers") or {}
    offered = (article for article in meant(visit, slots) if article.gtin in reasons)
    article = next(offered, None) or visit.shop.catalogue.get(next(iter(reasons), ""))
    if not article:
        return Outcome("no_offer")
    return _explanation(visit, article, Reason(**reasons[article.gtin]))


def _explanation(visit: Visit, article: Article, reason: Reason) -> Outcome:
    data = {"product": product(article.name)}
    bought = visit.shop.catalogue.get(reason.gtin) if reason.gtin else None
    if bought:
        return Outcome("bought", data | {"reason_product": product(bought.name), "times": count(reason.times)})
    if reason.partner:
        return Outcome("sponsored", data | {"partner": text(visit.shop.data.partners[reason.partner])})
    return Outcome("popular", data | facts.rating(article))
