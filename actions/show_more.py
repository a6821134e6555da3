"""More results of the last search."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import NAMED, name_several
from actions.shop.outcome import Outcome
from actions.shop.visit import Visit

OUTCOMES = ("shown", "no_more", "no_search")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Name the next ones."""
    search = visit.memory.get("last_search")
    if not search:
        return Outcome("no_search")
    named = search["named"]
    rest = (visit.shop.catalogue.get(gtin) for gtin in search["gtins"][named : named + NAMED])
    articles = [article for article in rest if article]
    if not articles:
        return Outcome("no_more")
    visit.memory["last_search"] = {**search, "named": named + NAMED}
    return name_several(visit, "shown", articles)
