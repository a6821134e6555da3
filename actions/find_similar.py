"""Products like a product."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import NAMED, alike, article_of, name_several
from actions.shop.outcome import Outcome, product
from actions.shop.visit import Visit

OUTCOMES = ("found", "none")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Name the most similar ones."""
    article = article_of(visit, slots)
    similar = alike(visit, article)
    if not similar:
        return Outcome("none", {"product": product(article.name)})
    visit.memory["last_search"] = {"gtins": [other.gtin for other in similar], "named": NAMED}
    return name_several(visit, "found", similar, product=product(article.name))
