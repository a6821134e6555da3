"""Something like a product, but cheaper."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.amount import in_base_unit
from actions.shop.catalogue import Article
from actions.shop.choice import alike, article_of, focus_on
from actions.shop.outcome import Outcome, money, product
from actions.shop.product_card import cards
from actions.shop.visit import Visit

OUTCOMES = ("found", "none")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Name the most similar product that costs less, by the pack and by the kilo."""
    article = article_of(visit, slots)
    other = next((other for other in alike(visit, article) if _is_cheaper(other, article)), None)
    if not other:
        return Outcome("none", {"product": product(article.name)})
    focus_on(visit, other.gtin)
    data = {
        "product": product(article.name),
        "alternative": product(other.name),
        "price": money(other.price_cents),
        "saving": money(article.price_cents - other.price_cents),
    }
    return Outcome("found", data, show=cards([other]))


def _is_cheaper(other: Article, article: Article) -> bool:
    # A smaller pack for less money is no saving, so what the contents cost must be less, too.
    content, unit = _content(article)
    other_content, other_unit = _content(other)
    return (
        (other.department, other_unit) == (article.department, unit)
        and other.price_cents < article.price_cents
        and other.price_cents * content < article.price_cents * other_content
    )


def _content(article: Article) -> tuple[Decimal, str]:
    return in_base_unit(Decimal(str(article.content_amount)), article.content_unit)
