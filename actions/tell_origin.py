"""Which country a product comes from."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, country, product
from actions.shop.visit import Visit

OUTCOMES = ("told",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Name the country."""
    article = article_of(visit, slots)
    return Outcome("told", {"product": product(article.name), "country": country(article.origin)})
