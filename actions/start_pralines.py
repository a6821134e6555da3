"""A box of pralines is begun."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.visit import Visit

OUTCOMES = ("started",)
SILENT = ("started",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Show the configurator. "Are there nuts in it?" no longer means what was spoken of before."""
    visit.memory |= {"focus": None, "choices": [], "box": None}
    return Outcome("started", show={"praline": {}})
