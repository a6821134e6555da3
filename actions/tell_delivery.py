"""Say what delivery costs."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, money
from actions.shop.visit import Visit

OUTCOMES = ("told",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell what it costs, and from which sum on it is free."""
    delivery = visit.shop.data.delivery
    return Outcome("told", {"fee": money(delivery.fee_cents), "free_from": money(delivery.free_from_cents)})
