"""What Sally says of products in more than one place, as values."""

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_decimal

from actions.shop.catalogue import Article
from actions.shop.outcome import Value, count, label, money, product, several, text, unit


def price(article: Article) -> dict[str, Value]:
    """The price, and beside it the unit price (Grundpreis), as the price indication law has it."""
    return {
        "price": money(article.price_cents),
        "unit_price": money(article.unit_price_cents),
        "unit": unit(Decimal(article.unit_price_amount), article.unit_price_unit),
    }


def rating(article: Article) -> dict[str, Value]:
    """The average number of stars, written the way each language writes it, and how many shoppers gave them."""
    stars = {language: format_decimal(article.rating_average, "0.0", locale=language) for language in article.name}
    return {"stars": text(stars), "reviews": count(article.rating_count)}


def names(articles: Iterable[Article]) -> Value:
    """The names of several products."""
    return several(product(article.name) for article in articles)


def labels(entity: str, keys: Iterable[str]) -> Value:
    """Several words of one entity: allergens, reasons."""
    return several(label(entity, key) for key in keys)
