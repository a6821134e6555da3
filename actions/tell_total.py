"""Say how much it is so far."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, count, money
from actions.shop.total import bonus, total
from actions.shop.visit import Visit

OUTCOMES = ("told", "with_deposit", "with_bonus", "empty")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell what is due, and the bonus or else the deposit that is in it."""
    basket = visit.basket
    if not basket.lines:
        return Outcome("empty")
    data = {"total": total(visit), "count": count(basket.pieces)}
    if earned := bonus(visit).cents:
        return Outcome("with_bonus", data | {"bonus": money(earned)})
    if basket.deposit_cents:
        return Outcome("with_deposit", data | {"deposit": money(basket.deposit_cents)})
    return Outcome("told", data)
