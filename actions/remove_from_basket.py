"""Take a product, or some of it, out of the basket."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.shop.amount import amount_of
from actions.shop.basket import Line
from actions.shop.choice import candidates, focus_on
from actions.shop.lines import change_by, goods_of, item_of, line_in_focus, line_named, words_for_line
from actions.shop.outcome import Outcome, Value, product, text
from actions.shop.total import total
from actions.shop.visit import Visit

OUTCOMES = ("removed", "not_in_basket", "what", "empty")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Take out the line that is meant; with a quantity, at most that much of it."""
    if not visit.basket.lines:
        return Outcome("empty")
    words = words_for_line(slots)
    line = line_named(visit, words) if words else _line_unnamed(visit)
    if not line and words and not words.startswith("#"):
        return Outcome("not_in_basket", {"product": _name(visit, words)})
    amount = line and _amount(visit, line, slots.get("quantity"))
    if not line or not amount:
        return Outcome("what")
    focus_on(visit, line.line_id)
    visit.stage("remove", change_by(line, -amount))
    return Outcome("removed", {"item": item_of(line, amount), "total": total(visit)})


def _line_unnamed(visit: Visit) -> Line | None:
    lines = visit.basket.lines
    return line_in_focus(visit) or (lines[0] if len(lines) == 1 else None)


def _amount(visit: Visit, line: Line, quantity: Any) -> Decimal | None:
    if quantity is None:
        return line.amount
    amount = amount_of(quantity, goods_of(visit, line))
    return amount and min(amount, line.amount)


def _name(visit: Visit, words: str) -> Value:
    found = candidates(visit, words)
    return product(found[0].name) if len(found) == 1 else text(words)
