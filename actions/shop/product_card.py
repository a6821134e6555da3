"""What the screens show of a product."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from actions.shop.catalogue import Article
from actions.shop.offers import Reason
from actions.shop.store import PralineMenu


def product_card(article: Article, reason: Reason | None = None) -> dict[str, Any]:
    """One product as JSON; `reason` is why it is offered, if it is."""
    return {
        "gtin": article.gtin,
        "department": article.department,
        "name": dict(article.name),
        "price_cents": article.price_cents,
        "unit_price_cents": article.unit_price_cents,
        "unit_price_amount": article.unit_price_amount,
        "unit_price_unit": article.unit_price_unit,
        "price_before_cents": article.price_before_cents,
        "low_30d_cents": article.low_30d_cents,
        "deposit_cents": article.deposit_cents,
        "aisle": article.aisle,
        "shelf": article.shelf,
        "stock": article.stock,
        "allergens": list(article.allergens),
        "diet": list(article.diet),
        "seller": article.seller,
        "sponsored": reason is not None and reason.kind == "sponsored",
        "why": asdict(reason) if reason else None,
        "rating_average": article.rating_average,
        "rating_count": article.rating_count,
    }


def cards(articles: Iterable[Article]) -> dict[str, Any]:
    """What to show for these products."""
    return {"products": [product_card(article) for article in articles]}


def product_page(article: Article) -> dict[str, Any]:
    """Everything that is known of a product, as JSON."""
    return product_card(article) | {
        "description": dict(article.description),
        "content": {"amount": article.content_amount, "unit": article.content_unit},
        "vat_percent": article.vat_percent,
        "origin": article.origin,
        "ingredients": dict(article.ingredients) if article.ingredients else None,
        "nutrition": dict(article.nutrition) if article.nutrition else None,
        "reviews": [dict(review) for review in article.reviews],
        "age_from": article.age_from,
    }


def menu_view(menu: PralineMenu) -> dict[str, Any]:
    """What a praline box can be made of, as JSON."""
    parts = {"sort": menu.sorts, "filling": menu.fillings, "packaging": menu.packagings}
    return {
        "options": {
            part: {
                key: {"price_cents": option.price_cents, "allergens": list(option.allergens)}
                for key, option in options.items()
            }
            for part, options in parts.items()
        },
        "min": menu.min_count,
        "max": menu.max_count,
        "inscription_limit": menu.inscription_limit,
        "inscription_price_cents": menu.inscription_price_cents,
    }
