"""Say what is in the basket."""

from collections.abc import Mapping
from typing import Any

from actions.shop.lines import item_of
from actions.shop.outcome import Outcome, several
from actions.shop.total import total
from actions.shop.visit import Visit

OUTCOMES = ("shown", "empty")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Name every line and the total."""
    if not visit.basket.lines:
        return Outcome("empty")
    items = several(item_of(line) for line in visit.basket.lines)
    return Outcome("shown", {"items": items, "total": total(visit)})
