"""From the shelf into the basket: how much of a product one shopper can have."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.amount import amount_of
from actions.shop.basket import Change
from actions.shop.catalogue import Article
from actions.shop.outcome import Outcome, count, item, money, product
from actions.shop.total import total
from actions.shop.visit import Visit


def put(visit: Visit, article: Article, amount: Decimal) -> Outcome:
    """Put so much of a product into the basket, or say why that cannot be: sold_out, too_many, not_enough."""
    if not article.stock:
        return Outcome("sold_out", {"product": product(article.name)})
    before = visit.basket.line(article.gtin)
    if refused := refusal(visit, article.gtin, article.name, amount + (before.amount if before else 0)):
        return refused
    change = _change(article, amount)
    visit.stage("add", change)
    after = visit.basket.line(article.gtin)
    assert after, f"{article.gtin} was put into the basket and is not in it"
    return Outcome(
        "added",
        {
            "item": item(article.name, amount, change.unit),
            "line_total": money(after.total_cents - (before.total_cents if before else 0)),
            "total": total(visit),
        },
    )


def put_said(visit: Visit, article: Article, quantity: Any) -> Outcome:
    """Put in as much as was said (the slot `quantity`); what was refused is remembered, for another number of it."""
    # Nobody means kilos by "three bananas"; how many grams a banana has we do not know.
    is_count = article.sold_by_weight and quantity and "unit" not in quantity
    amount = None if is_count else amount_of(quantity, article)
    outcome = put(visit, article, amount) if amount else Outcome("bad_quantity", {"product": product(article.name)})
    if outcome.name != "added":
        visit.memory["refused"] = article.gtin
    return outcome


def refusal(visit: Visit, line_id: str, name: Mapping[str, str], amount: Decimal) -> Outcome | None:
    """Why one basket cannot hold a line of so much: too_many, not_enough; None when it can."""
    limit = visit.shop.data.limit_per_product
    if amount > limit:
        return Outcome("too_many", {"product": product(name), "limit": count(limit)})
    article = visit.shop.catalogue.get(line_id)
    if article and amount > article.stock:
        return Outcome("not_enough", {"product": product(name), "available": count(article.stock)})
    return None


def _change(article: Article, amount: Decimal) -> Change:
    return Change(
        article.gtin,
        amount,
        article.name,
        article.price_cents,
        article.deposit_cents,
        article.vat_percent,
        "kg" if article.sold_by_weight else "piece",
    )
