"""What a product costs, with its unit price."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, money, product
from actions.shop.visit import Visit

OUTCOMES = ("told", "reduced")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """With a reduction, tell the lowest price of the last 30 days (Directive 98/6/EC, Article 6a)."""
    article = article_of(visit, slots)
    data = {"product": product(article.name), **facts.price(article)}
    if article.price_before_cents is None:
        return Outcome("told", data)
    before = {"price_before": money(article.price_before_cents), "low_30d": money(article.low_30d_cents)}
    return Outcome("reduced", data | before)
