"""Read a composed box of pralines back, with its price and allergens."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts, pralines
from actions.shop.outcome import Outcome, count, label, money, text
from actions.shop.praline_order import box_of, praline_state
from actions.shop.visit import Visit

OUTCOMES = ("quoted", "quoted_inscription")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Say everything that the shopper is about to order."""
    box, menu = box_of(visit, slots), visit.shop.data.pralines
    data = {
        "count": count(box.count),
        "sort": label("praline_sort", box.sort),
        "filling": label("praline_filling", box.filling),
        "packaging": label("praline_packaging", box.packaging),
        "delivery": label("praline_delivery", box.delivery),
        "price": money(pralines.price_cents(box, menu)),
        "allergens": facts.labels("allergen", pralines.allergens(box, menu)),
    }
    show = praline_state(visit, box)
    if not box.inscription:
        return Outcome("quoted", data, show=show)
    return Outcome("quoted_inscription", data | {"inscription": text(box.inscription)}, show=show)
