"""Say whether something can be brought back."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, count
from actions.shop.visit import Visit

OUTCOMES = ("told",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell for how many days."""
    return Outcome("told", {"days": count(visit.shop.data.returns_days)})
