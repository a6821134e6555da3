"""Which line of the basket is meant, and changes to it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.amount import Goods, Measure
from actions.shop.basket import Change, Line
from actions.shop.choice import position
from actions.shop.names import is_called
from actions.shop.outcome import Value, item
from actions.shop.visit import Visit


def words_for_line(slots: Mapping[str, Any]) -> str | None:
    """What the shopper said or pointed at to name a line; None when nothing."""
    return slots.get("product") or slots.get("product_choice")


def line_named(visit: Visit, words: str) -> Line | None:
    """The line that these words name ("#2", an id, a name or a synonym); the newest of those that fit equally well."""
    lines = visit.basket.lines
    if words.startswith("#"):
        place = position(words, [line.price_cents for line in lines])
        return None if place is None else lines[place]
    if exact := visit.basket.line(words):
        return exact
    ranks = {hit.product.gtin: rank for rank, hit in enumerate(visit.shop.catalogue.match(words, visit.language))}
    fitting = [line for line in reversed(lines) if line.line_id in ranks or is_called(line.name, words)]
    return min(fitting, key=lambda line: ranks.get(line.line_id, len(ranks)), default=None)


def line_in_focus(visit: Visit) -> Line | None:
    """The line of the product last spoken of, if it is in the basket."""
    return visit.basket.line(visit.memory.get("focus") or "")


def goods_of(visit: Visit, line: Line) -> Goods:
    """How the goods of a line are counted or weighed."""
    return visit.shop.catalogue.get(line.line_id) or Measure(sold_by_weight=line.unit == "kg", content_unit=line.unit)


def change_by(line: Line, amount: Decimal) -> Change:
    """So much more, or less, of what is in the basket, at the price it was put in for."""
    return Change(
        line.line_id,
        amount,
        line.name,
        line.price_cents,
        line.deposit_cents,
        line.vat_percent,
        line.unit,
        line.details,
    )


def item_of(line: Line, amount: Decimal | None = None) -> Value:
    """The line as Sally names it: 2 × Ayran; or so much of it."""
    return item(line.name, line.amount if amount is None else amount, line.unit)
