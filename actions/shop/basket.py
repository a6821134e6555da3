"""The basket is the sum of its operations.

Every change, also "clear" and "undo", is an operation with signed line changes, like an entry in a ledger:
nothing is ever edited or removed. Adding the same operation twice changes nothing, so whatever the network
repeats, each change counts exactly once. Goods keep the price they had when they were put in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

UNDO_DEPTH = 20


@dataclass(frozen=True)
class Change:
    """So many more (or fewer) of one line. `name` is by language; money in euro cents a piece or a kg."""

    line_id: str
    amount: Decimal
    name: Mapping[str, str]
    price_cents: int
    deposit_cents: int = 0
    vat_percent: int = 7
    unit: str = "piece"
    details: Mapping[str, Any] = field(default_factory=dict)

    def reversed(self) -> "Change":
        """The same change, the other way round."""
        return replace(self, amount=-self.amount)


@dataclass(frozen=True)
class Operation:
    """One entry of the ledger. `kind`: add, remove, set, clear, undo, pay_requested, paid, pay_declined."""

    op_id: str
    kind: str
    changes: tuple[Change, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Payment:
    """So much to be taken from a customer card; `payment_id` names it once and for all."""

    payment_id: str
    cents: int
    card: str


@dataclass(frozen=True)
class Line:
    """One product in the basket."""

    line_id: str
    name: Mapping[str, str]
    amount: Decimal
    unit: str
    price_cents: int
    deposit_cents: int
    vat_percent: int
    details: Mapping[str, Any]

    @cached_property
    def goods_cents(self) -> int:
        """What the goods cost, without deposit, rounded once per line."""
        return round_cents(self.price_cents * self.amount)

    @cached_property
    def total_cents(self) -> int:
        """Goods and deposit."""
        return self.goods_cents + round_cents(self.deposit_cents * self.amount)


@dataclass(frozen=True)
class Basket:
    """The lines in the order they came, what can be undone, and how far paying has come.

    `paid` are the payments of the orders before this one; `attempt` counts the tries to pay this one, because a
    bank answers the same payment the same way for ever: after a refusal the next try needs a name of its own.
    """

    basket_id: str
    lines: tuple[Line, ...] = ()
    version: int = 0
    paid: tuple[str, ...] = ()
    attempt: int = 1
    payment: Payment | None = None
    undoable: tuple[tuple[str, tuple[Change, ...]], ...] = ()

    @property
    def order(self) -> int:
        """Which order this is, from 1; each payment opens the next."""
        return len(self.paid) + 1

    @property
    def pending_payment(self) -> str | None:
        """The payment that is on its way to the bank."""
        return self.payment.payment_id if self.payment else None

    @cached_property
    def goods_cents(self) -> int:
        """The goods without deposits."""
        return sum(line.goods_cents for line in self.lines)

    @cached_property
    def deposit_cents(self) -> int:
        """The deposits."""
        return sum(line.total_cents - line.goods_cents for line in self.lines)

    @property
    def pieces(self) -> int:
        """How many articles, goods by weight counting as one each."""
        return sum(int(line.amount) if line.unit == "piece" else 1 for line in self.lines)

    def line(self, line_id: str) -> Line | None:
        """The line of this product, if it is in the basket."""
        return next((line for line in self.lines if line.line_id == line_id), None)


def round_cents(amount: Decimal | int) -> int:
    """The shop's one rounding rule: to the nearest cent, half a cent away from zero (kaufmännisch)."""
    return int(Decimal(amount).quantize(Decimal(1), rounding="ROUND_HALF_UP"))


def apply(basket: Basket, operation: Operation) -> Basket:
    """The basket after one more operation. A payment empties it and opens the next order."""
    version = basket.version + 1
    if operation.kind == "paid":
        return Basket(basket.basket_id, version=version, paid=(*basket.paid, operation.details["payment_id"]))
    if operation.kind == "pay_requested":
        details = operation.details
        return replace(
            basket, version=version, payment=Payment(details["payment_id"], details["cents"], details["card"])
        )
    if operation.kind == "pay_declined":
        return replace(basket, version=version, payment=None, attempt=basket.attempt + 1)
    lines = basket.lines
    for change in operation.changes:
        lines = _with_change(lines, change)
    return replace(basket, lines=lines, version=version, undoable=_undoable(basket, operation))


def fold(basket_id: str, operations: Iterable[Operation]) -> Basket:
    """The basket that these operations add up to; an `op_id` seen before counts once."""
    basket, seen = Basket(basket_id), set[str]()
    for operation in operations:
        if operation.op_id not in seen:
            seen.add(operation.op_id)
            basket = apply(basket, operation)
    return basket


def _with_change(lines: tuple[Line, ...], change: Change) -> tuple[Line, ...]:
    known = next((line for line in lines if line.line_id == change.line_id), None)
    if known is None:
        amount = change.amount
        new = Line(
            change.line_id,
            change.name,
            amount,
            change.unit,
            change.price_cents,
            change.deposit_cents,
            change.vat_percent,
            change.details,
        )
        assert amount > 0, f"no line of {change.line_id} to take {-amount} from"
        return (*lines, new)
    amount = known.amount + change.amount
    assert amount >= 0, f"line {change.line_id} would fall to {amount}"
    return tuple(
        replace(line, amount=amount) if line is known else line for line in lines if amount or line is not known
    )


def _undoable(basket: Basket, operation: Operation) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    if operation.kind == "undo":
        return basket.undoable[:-1]
    if operation.changes:
        return (*basket.undoable, (operation.op_id, operation.changes))[-UNDO_DEPTH:]
    return basket.undoable
