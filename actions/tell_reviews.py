"""What other shoppers say of a product."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, product, text
from actions.shop.visit import Visit

OUTCOMES = ("told", "quoted", "none")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Tell the average, and quote the first review in the shopper's language."""
    article = article_of(visit, slots)
    data = {"product": product(article.name)}
    if not article.rating_count:
        return Outcome("none", data)
    data |= facts.rating(article)
    quote = next((review["text"] for review in article.reviews if review["lang"] == visit.language), None)
    return Outcome("quoted", data | {"quote": text(quote)}) if quote else Outcome("told", data)
