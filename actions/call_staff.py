"""Call a colleague to the shopper."""

from collections.abc import Mapping
from typing import Any

from actions.shop.outcome import Outcome
from actions.shop.visit import Delivery, Visit

OUTCOMES = ("called",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Leave the call in the outbox; the conversation goes with it by the basket's id."""
    payload = {"basket_id": visit.basket.basket_id, "language": visit.language}
    visit.outbox.append(Delivery(f"{visit.turn_id}:staff", "staff", payload))
    return Outcome("called")
