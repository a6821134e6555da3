"""Take the last change of the basket back."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.total import total
from actions.shop.visit import Visit

OUTCOMES = ("undone", "nothing")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Add the opposite of the last change."""
    if not visit.basket.undoable:
        return Outcome("nothing")
    undone, changes = visit.basket.undoable[-1]
    visit.stage("undo", *(change.reversed() for change in changes), undone=undone)
    return Outcome("undone", {"total": total(visit)})
