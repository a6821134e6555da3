"""Another number of what is in the basket: "no, three"."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.shop.amount import amount_of
from actions.shop.basket import Line
from actions.shop.choice import candidates, focus_on
from actions.shop.lines import change_by, goods_of, item_of, line_in_focus, line_named, words_for_line
from actions.shop.outcome import Outcome, money, product
from actions.shop.shelf import put_said, refusal
from actions.shop.total import total
from actions.shop.visit import Visit

OUTCOMES = ("changed", "removed", "not_in_basket", "not_enough", "too_many", "bad_quantity")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Make the line that is meant as long as was said; zero takes it out."""
    line = _line(visit, slots)
    if not line:
        return _put(visit, slots) or Outcome("not_in_basket")
    focus_on(visit, line.line_id)
    amount = amount_of(slots.get("quantity"), goods_of(visit, line))
    if amount is None:
        return Outcome("bad_quantity", {"product": product(line.name)})
    refused = refusal(visit, line.line_id, line.name, amount) if amount > line.amount else None
    return refused or _change(visit, line, amount)


def _put(visit: Visit, slots: Mapping[str, Any]) -> Outcome | None:
    """A number of what is not in the basket yet: of a product that is named, or of what could not be put in."""
    words = words_for_line(slots) or visit.memory.get("refused")
    found = candidates(visit, words) if words else ()
    if len(found) != 1:
        return None
    focus_on(visit, found[0].gtin)
    outcome = put_said(visit, found[0], slots.get("quantity"))
    if outcome.name == "sold_out":
        return None
    return replace(outcome, name="changed") if outcome.name == "added" else outcome


def _line(visit: Visit, slots: Mapping[str, Any]) -> Line | None:
    if words := words_for_line(slots):
        return line_named(visit, words)
    if visit.memory.get("refused"):
        return None  # "no, three" of something that could not be put in must not change the ayran
    return line_in_focus(visit) or _last_changed(visit)


def _last_changed(visit: Visit) -> Line | None:
    """The line of the last change: "no, three" corrects it, also when the price of something else was asked since."""
    changes = visit.basket.undoable[-1][1] if visit.basket.undoable else ()
    return visit.basket.line(changes[-1].line_id) if changes else None


def _change(visit: Visit, line: Line, amount: Decimal) -> Outcome:
    if amount != line.amount:
        visit.stage("set", change_by(line, amount - line.amount))
    after = visit.basket.line(line.line_id)
    if not after:
        return Outcome("removed", {"product": product(line.name), "total": total(visit)})
    return Outcome("changed", {"item": item_of(after), "line_total": money(after.total_cents), "total": total(visit)})
