"""Put a product into the basket."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import article_of
from actions.shop.outcome import Outcome
from actions.shop.shelf import put_said
from actions.shop.visit import Visit

OUTCOMES = ("added", "too_many", "not_enough", "sold_out", "bad_quantity")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Put in what was asked for, or nothing at all."""
    return put_said(visit, article_of(visit, slots), slots.get("quantity"))
