"""Say when the pralines can be fetched."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import NAMED
from actions.shop.outcome import Outcome, choices, several, slot
from actions.shop.praline_order import box_of, pickup_slots, praline_state, slot_value
from actions.shop.visit import Visit

OUTCOMES = ("offered",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Name the next slots and show all of them."""
    windows = [(slot(window.start, window.end), slot_value(window)) for window in pickup_slots(visit)]
    earliest = several(window for window, _value in windows[:NAMED])
    data = {"slots": earliest, "choices": choices("praline_slot", windows)}
    return Outcome("offered", data, show=praline_state(visit, box_of(slots)))
