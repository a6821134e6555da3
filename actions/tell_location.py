"""Where a product stands."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, count, product, text
from actions.shop.visit import Visit

OUTCOMES = ("told",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Name the aisle and the shelf, and show the way."""
    article = article_of(visit, slots)
    data = {"product": product(article.name), "aisle": count(article.aisle), "shelf": text(article.shelf)}
    return Outcome("told", data, show={"place": {"aisle": article.aisle, "shelf": article.shelf}})
