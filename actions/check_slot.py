"""Look which pick-up slot an answer means."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.praline_order import slot_meant
from actions.shop.visit import Visit

OUTCOMES = ("fine", "unknown")
SILENT = ("fine",)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Keep the slot that is meant: a place in the list, the slot itself, or an hour at which one begins."""
    meant = slot_meant(visit, slots["praline_slot"])
    return Outcome("fine", slots={"praline_slot": meant}) if meant else Outcome("unknown")
