"""What a product is made of."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, product, text
from actions.shop.visit import Visit

OUTCOMES = ("told", "none")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Read out the list of ingredients, if there is one on file."""
    article = article_of(visit, slots)
    named = {"product": product(article.name)}
    if not article.ingredients:
        return Outcome("none", named)
    return Outcome("told", named | {"ingredients": text(article.ingredients)})
