"""Whether a product is still there, and what is when it is not."""

from collections.abc import Mapping
from typing import Any

from actions.shop.choice import alike, article_of, focus_on
from actions.shop.outcome import Outcome, count, money, product
from actions.shop.product_card import cards
from actions.shop.visit import Visit

OUTCOMES = ("plenty", "few", "out", "out_alternative")
FEW = 5


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Say how many are left, or name the product most like it."""
    article = article_of(visit, slots)
    data = {"product": product(article.name)}
    if article.stock:
        left = {"stock": count(article.stock), "aisle": count(article.aisle)}
        return Outcome("few" if article.stock <= FEW else "plenty", data | left)
    other = next(iter(alike(visit, article)), None)
    if not other:
        return Outcome("out", data)
    focus_on(visit, other.gtin)
    alternative = {"alternative": product(other.name), "price": money(other.price_cents)}
    return Outcome("out_alternative", data | alternative, show=cards([other]))
