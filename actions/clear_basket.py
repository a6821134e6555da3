"""Empty the basket."""

from collections.abc import Mapping
from typing import Any

from actions.shop.lines import change_by
from actions.shop.outcome import Outcome
from actions.shop.visit import Visit

OUTCOMES = ("cleared", "empty")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Take every line out, as one change that can be undone."""
    if not visit.basket.lines:
        return Outcome("empty")
    visit.stage("clear", *(change_by(line, -line.amount) for line in visit.basket.lines))
    return Outcome("cleared")
