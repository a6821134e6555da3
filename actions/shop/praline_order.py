"""The box of pralines that a shopper is composing, between the flow's slots, the menu and the screens."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.shop import pralines
from actions.shop.choice import position
from actions.shop.pralines import PickupSlot, PralineBox
from actions.shop.visit import Visit

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HOUR = re.compile(r"\b(\d{1,2})(?=[:.]\d\d|\b)", re.ASCII)


def pickup_slots(visit: Visit) -> tuple[PickupSlot, ...]:
    """When a box can be fetched, earliest first."""
    return pralines.slots(visit.shop.data, visit.shop.now())


def box_of(slots: Mapping[str, Any]) -> PralineBox:
    """The box as it has been composed."""
    delivery = slots["praline_delivery"]
    return PralineBox(
        sort=slots["praline_sort"],
        filling=slots["praline_filling"],
        count=int(slots["praline_count"]),
        packaging=slots["praline_packaging"],
        inscription=slots.get("praline_inscription") or "",
        delivery=delivery,
        pickup=slots.get("praline_slot") if delivery == "pickup" else None,
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


def unfinished(visit: Visit, slots: Mapping[str, Any]) -> dict[str, Any]:
    """What the configurator shows of a box that is still being composed; the price as soon as there is one."""
    keys = ("sort", "filling", "count", "packaging", "inscription", "delivery", "slot")
    chosen = {key: slots[f"praline_{key}"] for key in keys if slots.get(f"praline_{key}") is not None}
    if not {"sort", "filling", "count"} <= chosen.keys():
        return chosen
    menu = visit.shop.data.pralines
    packaging = chosen.get("packaging") or min(menu.packagings, key=lambda key: menu.packagings[key].price_cents)
    box = PralineBox(chosen["sort"], chosen["filling"], int(chosen["count"]), packaging, chosen.get("inscription", ""))
    return chosen | {"price_cents": pralines.price_cents(box, menu), "allergens": list(pralines.allergens(box, menu))}


def slot_meant(visit: Visit, answer: str) -> str | None:
    """The first slot that an answer names: "#2", the slot itself, or an hour ("at 2" is 14:00); None without any."""
    values = [slot_value(window) for window in pickup_slots(visit)]
    place = position(answer, [0] * len(values))
    if place is not None:
        return values[place]
    if answer in values:
        return answer
    if ISO_DAY.match(answer):
        return None  # a slot that is offered no longer
    hours = {int(number) for number in HOUR.findall(answer)}
    at = [value for value in values if datetime.fromisoformat(value).hour in hours | {hour + 12 for hour in hours}]
    return at[0] if at else None


def slot_value(window: PickupSlot) -> str:
    """How a slot is named in an answer."""
    return window.start.isoformat(timespec="minutes")
