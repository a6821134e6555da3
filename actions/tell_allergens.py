"""Which of the 14 allergens that must be declared a product contains (Regulation (EU) 1169/2011, Annex II)."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.choice import article_of
from actions.shop.outcome import Outcome, product
from actions.shop.visit import Visit

OUTCOMES = ("contains", "free", "has_asked", "lacks_asked", "lacks_asked_free", "not_food")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Answer what was asked, and always name every declared allergen."""
    article = article_of(visit, slots)
    data = {"product": product(article.name)}
    if article.ingredients is None:
        return Outcome("not_food", data)
    if article.allergens:
        data["allergens"] = facts.labels("allergen", article.allergens)
    asked = slots.get("allergen") or ()
    if not asked:
        return Outcome("contains" if article.allergens else "free", data)
    if contained := [allergen for allergen in asked if allergen in article.allergens]:
        return Outcome("has_asked", data | {"asked": facts.labels("allergen", contained)})
    return Outcome(
        "lacks_asked" if article.allergens else "lacks_asked_free", data | {"asked": facts.labels("allergen", asked)}
    )
