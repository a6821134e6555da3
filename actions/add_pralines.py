"""Put the composed box of pralines into the basket; it is made once it has been paid."""

from collections.abc import Mapping
from typing import Any

from actions.shop import pralines
from actions.shop.choice import focus_on
from actions.shop.outcome import Outcome, money
from actions.shop.praline_order import box_of, praline_state
from actions.shop.total import total
from actions.shop.visit import Visit

OUTCOMES = ("added",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Add one such box."""
    box, menu = box_of(slots), visit.shop.data.pralines
    change = pralines.change(box, menu)
    visit.stage("add", change)
    focus_on(visit, change.line_id)
    data = {"price": money(change.price_cents), "total": total(visit)}
    return Outcome("added", data, show=praline_state(visit, box))
