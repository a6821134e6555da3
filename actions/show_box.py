"""Show the box of pralines as far as it has been composed."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.praline_order import unfinished
from actions.shop.visit import Visit

OUTCOMES = ("shown",)
SILENT = ("shown",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Put what has been chosen on the screens, with what it costs so far, and remember it for questions about it."""
    visit.memory["box"] = unfinished(visit, slots)
    return Outcome("shown", show={"praline": visit.memory["box"]})
