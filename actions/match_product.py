"""Turn the shopper's words, or the answer to "which of these?", into one product."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.shop.choice import NAMED, focus_on, meant, name_several
from actions.shop.outcome import Outcome, choices, product, text
from actions.shop.visit import Visit

OUTCOMES = ("found", "several", "missing", "unknown")
SILENT = ("found", "several", "missing", "unknown")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Find the product and leave its GTIN in the slot `article`; the slot that is asked again is emptied."""
    found = meant(visit, slots)
    if len(found) == 1:
        focus_on(visit, found[0].gtin)
        return Outcome("found", slots={"article": found[0].gtin})
    if found:
        answers = choices("product_choice", ((product(article.name), article.gtin) for article in found[:NAMED]))
        named = name_several(visit, "several", found[:NAMED], choices=answers)
        return replace(named, slots={"product_choice": None, "options": [article.gtin for article in found[:NAMED]]})
    said = slots.get("product") or slots.get("product_choice")
    if said and not said.startswith("#"):
        return Outcome("unknown", {"query": text(said)})
    return Outcome("missing", slots={"product": None})
