"""The shop floor: opens visits, and carries out actions by name. The file name of an action is its name."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import actions
from actions.shop.basket import Basket
from actions.shop.checkout import settle
from actions.shop.outcome import Outcome, money, text
from actions.shop.promotions import crossing
from actions.shop.receipt import receipt_number
from actions.shop.record import basket_of, basket_record, basket_view, operation_record
from actions.shop.visit import BasketLocked, Shop, ShopEvent, Visit

Json = dict[str, Any]


def load_actions() -> dict[str, ModuleType]:
    """Every action of the package, by name."""
    found = (entry.name for entry in pkgutil.iter_modules(actions.__path__) if not entry.ispkg)
    return {name: importlib.import_module(f"actions.{name}") for name in found}


class Floor:
    """One shop with its actions."""

    def __init__(self, shop: Shop, known: Mapping[str, ModuleType]) -> None:
        self.shop = shop
        self._actions = known

    def open(
        self,
        *,
        turn_id: str,
        language: str,
        basket: Mapping[str, Any],
        card: str | None,
        memory: Mapping[str, Any],
        commit: Callable[["OpenVisit"], Awaitable[None]],
    ) -> "OpenVisit":
        """The shop as this shopper sees it for one turn. `commit` makes what the visit has staged durable."""
        visit = Visit(self.shop, turn_id, language, basket_of(basket), _no_commit, memory=dict(memory))
        visit.shopper = self.shop.data.shopper(card) if card else None
        opened = OpenVisit(visit, self._actions, visit.basket)
        visit.commit = lambda: commit(opened)
        return opened

    def new_basket(self, basket_id: str) -> Json:
        """An empty basket as the store keeps it."""
        return basket_record(Basket(basket_id))

    def view(self, basket: Mapping[str, Any]) -> Json:
        """A kept basket as the screens show it."""
        return basket_view(basket_of(basket), self.shop.data.bonus)


@dataclass
class OpenVisit:
    """One turn of one shopper, with everything in and out of it as JSON."""

    visit: Visit
    actions: Mapping[str, ModuleType]
    before: Basket

    async def run(self, action: str, slots: Mapping[str, Any]) -> Outcome:
        """Carry out an action. While a payment is on its way nothing may change: outcome payment_pending."""
        try:
            outcome: Outcome = await self.actions[action].run(self.visit, slots)
        except BasketLocked:
            return Outcome("payment_pending")
        return outcome

    async def settle(self, payment_id: str, cents: int, card: str) -> ShopEvent | None:
        """Ask the bank again about a payment in the outbox; None while it is silent, or when all has been said."""
        settlement = await settle(self.visit, payment_id, cents, card)
        if settlement == "pending" or not self.visit.operations:
            return None
        data = {"total": money(cents), "receipt": text(receipt_number(payment_id))}
        return ShopEvent("payment_settled" if settlement == "paid" else "payment_failed", data)

    def news(self) -> tuple[ShopEvent, ...]:
        """What the shop has to announce of this turn's changes; each is announced once."""
        event = crossing(self.before, self.visit.basket, self.visit.shop.data.bonus)
        self.before = self.visit.basket
        return (event,) if event else ()

    @property
    def basket(self) -> Json:
        """The basket as the store keeps it."""
        return basket_record(self.visit.basket)

    @property
    def view(self) -> Json:
        """The basket as the screens show it."""
        return basket_view(self.visit.basket, self.visit.shop.data.bonus)

    @property
    def operations(self) -> tuple[Json, ...]:
        """The ledger entries of this turn."""
        return tuple(operation_record(entry, self.visit.basket.basket_id) for entry in self.visit.operations)

    @property
    def deliveries(self) -> tuple[Json, ...]:
        """What goes into the outbox."""
        return tuple({"key": d.key, "kind": d.kind, "payload": dict(d.payload)} for d in self.visit.outbox)

    @property
    def delivered(self) -> tuple[str, ...]:
        """What is done with in the outbox."""
        return tuple(self.visit.delivered)

    @property
    def memory(self) -> Json:
        """What the actions remember."""
        return self.visit.memory

    @property
    def card(self) -> str | None:
        """The customer card in the unit, if it is one of the shop's."""
        return self.visit.shopper.card if self.visit.shopper else None

    @property
    def first_name(self) -> str | None:
        """The first name of the card's holder."""
        return self.visit.shopper.first_name if self.visit.shopper else None

    @property
    def preferred_language(self) -> str | None:
        """The language that the card's holder prefers."""
        return self.visit.shopper.language if self.visit.shopper else None


async def _no_commit() -> None:
    """Nothing has been staged yet."""
