"""What the box of pralines costs so far, and which allergens are in it."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.outcome import Outcome, money
from actions.shop.visit import Visit

OUTCOMES = ("told", "told_free", "too_early")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Speak of the box that is being composed, not of any product."""
    box = visit.memory.get("box") or {}
    if "price_cents" not in box:
        return Outcome("too_early")
    price = {"price": money(box["price_cents"])}
    if not box["allergens"]:
        return Outcome("told_free", price)
    return Outcome("told", price | {"allergens": facts.labels("allergen", box["allergens"])})
