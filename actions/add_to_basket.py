"""Put a product into the basket."""

from collections.abc import Mapping
from typing import Any

from actions.shop.amount import amount_of
from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, product
from actions.shop.shelf import put
from actions.shop.visit import Visit

OUTCOMES = ("added", "too_many", "not_enough", "sold_out", "bad_quantity")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Put in what was asked for, or nothing at all."""
    article = article_of(visit, slots)
    quantity = slots.get("quantity")
    # Nobody means kilos by "three bananas"; how many grams a banana has we do not know.
    is_count = article.sold_by_weight and quantity and "unit" not in quantity
    amount = None if is_count else amount_of(quantity, article)
    outcome = put(visit, article, amount) if amount else Outcome("bad_quantity", {"product": product(article.name)})
    if outcome.name != "added":
        visit.memory["refused"] = article.gtin
    return outcome
