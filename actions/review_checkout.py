"""Read the amount back before it is paid."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.checkout import readiness
from actions.shop.outcome import Outcome, count, money
from actions.shop.total import bonus, due_cents, total
from actions.shop.visit import Visit

OUTCOMES = ("ready", "ready_bonus", "empty", "not_ready")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell the amount, or everything that is still missing."""
    if not visit.basket.lines:
        return Outcome("empty")
    if missing := readiness(visit):
        return Outcome("not_ready", {"missing": facts.labels("missing", missing)})
    visit.memory["read_back_cents"] = due_cents(visit)
    data = {"total": total(visit), "count": count(visit.basket.pieces)}
    earned = bonus(visit).cents
    return Outcome("ready_bonus", data | {"bonus": money(earned)}) if earned else Outcome("ready", data)
