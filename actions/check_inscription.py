"""Check what shall be written on a box of pralines."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome, count
from actions.shop.pralines import check_inscription
from actions.shop.visit import Visit

OUTCOMES = ("fine", "refused")
SILENT = ("fine",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Keep the words as they will be written, or ask for others."""
    menu = visit.shop.data.pralines
    written = check_inscription(slots.get("praline_inscription") or "", menu)
    if written is None:
        return Outcome("refused", {"limit": count(menu.inscription_limit)})
    return Outcome("fine", slots={"praline_inscription": written})
