"""Read a composed box of pralines back, with its price and allergens."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts, pralines
from actions.shop.outcome import Outcome, Value, count, label, money, series, slot, text
from actions.shop.praline_order import box_of, pickup_slots, praline_state, slot_value
from actions.shop.pralines import PralineBox
from actions.shop.visit import Visit

OUTCOMES = ("quoted", "quoted_inscription")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Say everything that the shopper is about to order."""
    box, menu = box_of(slots), visit.shop.data.pralines
    data = {
        "count": count(box.count),
        "sort": label("praline_sort", box.sort),
        "filling": label("praline_filling", box.filling),
        "packaging": label("praline_packaging", box.packaging),
        "delivery": _delivery(visit, box),
        "price": money(pralines.price_cents(box, menu)),
        "allergens": facts.labels("allergen", pralines.allergens(box, menu)),
    }
    show = praline_state(visit, box)
    if not box.inscription:
        return Outcome("quoted", data, show=show)
    return Outcome("quoted_inscription", data | {"inscription": text(box.inscription)}, show=show)


def _delivery(visit: Visit, box: PralineBox) -> Value:
    """How the box gets to the shopper, and when it can be fetched."""
    how = label("praline_delivery", box.delivery)
    window = next((window for window in pickup_slots(visit) if slot_value(window) == box.pickup), None)
    return series([how, slot(window.start, window.end)]) if window else how
