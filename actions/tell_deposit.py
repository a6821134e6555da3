"""Say how much deposit is in the basket."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, money
from actions.shop.visit import Visit

OUTCOMES = ("told", "none")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell the sum of the deposits."""
    deposit_cents = visit.basket.deposit_cents
    return Outcome("told", {"deposit": money(deposit_cents)}) if deposit_cents else Outcome("none")
