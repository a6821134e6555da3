"""A customer card was pushed in: find out who is shopping."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, text
from actions.shop.visit import Visit

OUTCOMES = ("welcomed", "unknown")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Greet the holder of the card; a card that is not on file makes a guest."""
    visit.shopper = visit.shop.data.shopper(slots["card"])
    if not visit.shopper:
        return Outcome("unknown")
    return Outcome("welcomed", {"first_name": text(visit.shopper.first_name)})
