"""One turn in the shop as an action sees it: who is shopping, what is in the basket, and the shop's ports.

Operations are staged here and committed with the conversation at the end of the turn, in one transaction.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.shop.bank import Bank
from actions.shop.basket import Basket, Change, Operation, apply
from actions.shop.catalogue import Catalogue
from actions.shop.shopper import Shopper
from actions.shop.store import ShopData


@dataclass(frozen=True)
class Shop:
    """What does not change during a turn: the ports, the rules and the demo data."""

    catalogue: Catalogue
    data: ShopData
    bank: Bank
    now: Callable[[], datetime]


class BasketLocked(Exception):
    """A payment for this basket is on its way; until the bank has answered nothing may change."""


@dataclass(frozen=True)
class Delivery:
    """A message to the outside world, kept in the outbox until it has been delivered. `key` makes it unique."""

    key: str
    kind: str
    payload: Mapping[str, Any]


@dataclass
class Visit:
    """One turn of one shopper. `turn_id` is unique per turn and the same when the turn is repeated."""

    shop: Shop
    turn_id: str
    language: str
    basket: Basket
    commit: Callable[[], Awaitable[None]]
    """Makes everything staged so far durable and leaves it listed here; called before anything outside acts."""
    shopper: Shopper | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    """What actions remember from one turn to the next: JSON values only. Keys: focus (GTIN last spoken of),
    choices, refused (GTIN of what could not be put in), last_search, last_offers, read_back_cents, box."""
    operations: list[Operation] = field(default_factory=list)
    outbox: list[Delivery] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    """Keys of outbox messages that have been dealt with."""

    def stage(self, kind: str, *changes: Change, **details: Any) -> Operation:
        """Add one operation to this turn; the basket shows it at once. Raises BasketLocked."""
        if changes and self.basket.pending_payment:
            raise BasketLocked(self.basket.pending_payment)
        return self.record(Operation(f"{self.turn_id}:{len(self.operations) + 1}", kind, changes, details))

    def record(self, operation: Operation) -> Operation:
        """Add an operation that has an `op_id` of its own, whatever the turn: a payment counts once."""
        self.basket = apply(self.basket, operation)
        self.operations.append(operation)
        return operation


@dataclass(frozen=True)
class ShopEvent:
    """Something that happened in the shop without being asked for, such as bonus_reached or payment_settled."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
