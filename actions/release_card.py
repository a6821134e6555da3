"""The customer card was pulled out: the basket stays, what was known of the person goes."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.visit import Visit

OUTCOMES = ("released",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Go on with a guest; offers chosen for this person are forgotten."""
    visit.shopper = None
    visit.memory.pop("last_offers", None)
    return Outcome("released")
