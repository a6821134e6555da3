"""Say when the shop is open."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, clock, day
from actions.shop.visit import Visit

OUTCOMES = ("open", "closed")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Tell today's hours, or those of the next open day."""
    data, today = visit.shop.data, visit.shop.now().date()
    if hours := data.hours_on(today):
        return Outcome("open", {"opens": clock(hours.opens), "closes": clock(hours.closes)})
    next_day = data.next_open_day(today)
    hours = data.hours_on(next_day)
    assert hours, f"the shop is closed on {next_day}, its next open day"
    return Outcome("closed", {"day": day(next_day), "opens": clock(hours.opens), "closes": clock(hours.closes)})
