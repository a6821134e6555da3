"""Say how much is missing for the bonus, or what it brings."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, money, percent
from actions.shop.total import bonus
from actions.shop.visit import Visit

OUTCOMES = ("missing", "reached")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell the bonus, or what it takes to earn it."""
    earned = bonus(visit)
    share = {"percent": percent(earned.percent)}
    if earned.reached:
        return Outcome("reached", share | {"bonus": money(earned.cents)})
    threshold_cents = visit.shop.data.bonus.over_cents
    return Outcome("missing", share | {"missing": money(earned.missing_cents), "threshold": money(threshold_cents)})
