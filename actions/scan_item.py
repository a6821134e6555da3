"""A barcode was scanned at the cart."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.choice import focus_on
from actions.shop.gtin import is_gtin
from actions.shop.outcome import Outcome, text
from actions.shop.shelf import put
from actions.shop.visit import Visit

OUTCOMES = ("added", "unknown", "bad_code", "sold_out", "too_many", "not_enough")
ONE = Decimal(1)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Put one of what was scanned into the basket."""
    code = slots.get("product") or ""
    if not is_gtin(code):
        return Outcome("bad_code")
    article = visit.shop.catalogue.get(code)
    if not article:
        return Outcome("unknown", {"gtin": text(code)})
    focus_on(visit, code)
    return put(visit, article, ONE)
