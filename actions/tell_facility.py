"""Say where the toilet, the car park or the deposit machine is."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.outcome import Outcome, label, text
from actions.shop.visit import Visit

OUTCOMES = ("told", "list")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Tell the place, or which facilities there are."""
    facilities = visit.shop.data.facilities
    key = slots.get("facility") or ""
    if key not in facilities:
        return Outcome("list", {"facilities": facts.labels("facility", facilities)})
    return Outcome("told", {"facility": label("facility", key), "place": text(facilities[key])})
