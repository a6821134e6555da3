"""The box of pralines that a shopper is composing, between the flow's slots, the menu and the screens."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.shop import pralines
from actions.shop.choice import position
from actions.shop.pralines import PickupSlot, PralineBox
from actions.shop.visit import Visit


def pickup_slots(visit: Visit) -> tuple[PickupSlot, ...]:
    """When a box can be fetched, earliest first."""
    return pralines.slots(visit.shop.data, visit.shop.now())


def box_of(visit: Visit, slots: Mapping[str, Any]) -> PralineBox:
    """The box as it has been composed."""
    delivery = slots["praline_delivery"]
    answer = slots.get("praline_slot")
    return PralineBox(
        sort=slots["praline_sort"],
        filling=slots["praline_filling"],
        count=int(slots["praline_count"]),
        packaging=slots["praline_packaging"],
        inscription=slots.get("praline_inscription") or "",
        delivery=delivery,
        pickup=_pickup(answer, pickup_slots(visit)) if delivery == "pickup" and answer else None,
    )


def praline_state(visit: Visit, box: PralineBox) -> dict[str, Any]:
    """What the configurator on the screen shows."""
    menu = visit.shop.data.pralines
    state = {
        "sort": box.sort,
        "filling": box.filling,
        "count": box.count,
        "packaging": box.packaging,
        "inscription": box.inscription,
        "delivery": box.delivery,
        "price_cents": pralines.price_cents(box, menu),
        "allergens": list(pralines.allergens(box, menu)),
    }
    if box.pickup:
        state["slot"] = box.pickup
    if box.delivery == "pickup":
        state["slots"] = [
            {"value": slot_value(window), "start": slot_value(window), "end": window.end.isoformat(timespec="minutes")}
            for window in pickup_slots(visit)
        ]
    return {"praline": state}


def _pickup(answer: str, windows: Sequence[PickupSlot]) -> str | None:
    values = [slot_value(window) for window in windows]
    place = position(answer, [0] * len(values))
    if place is not None:
        return values[place]
    # Only a slot that the shop offers can be booked: any other answer gets the earliest, as the screen shows.
    return answer if answer in values else next(iter(values), None)


def slot_value(window: PickupSlot) -> str:
    """How a slot is named in an answer."""
    return window.start.isoformat(timespec="minutes")
