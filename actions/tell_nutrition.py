"""The nutrition facts of a product, per 100 g or ml."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, product, quantity
from actions.shop.visit import Visit

OUTCOMES = ("told", "none")
FACTS = (
    ("energy", "energy_kcal", "kcal"),
    ("fat", "fat_g", "g"),
    ("sugars", "sugars_g", "g"),
    ("protein", "protein_g", "g"),
    ("salt", "salt_g", "g"),
)


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Tell what people ask for: energy, fat, sugars, protein, salt."""
    article = article_of(visit, slots)
    data = {"product": product(article.name)}
    if not article.nutrition:
        return Outcome("none", data)
    facts = ((name, Decimal(str(article.nutrition[key])), unit) for name, key, unit in FACTS)
    return Outcome("told", data | {name: quantity(amount, unit) for name, amount, unit in facts})
