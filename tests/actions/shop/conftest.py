"""A tiny shop for the tests of its rules: a catalogue by hand, the demo shop's files, and a clock that stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from actions.shop.bank import MemoryBank
from actions.shop.basket import Basket, Change, Operation, fold
from actions.shop.shopper import Shopper
from actions.shop.store import CITY_KAUF, ShopData, load_shop
from actions.shop.visit import Delivery, Shop, Visit

NOW = datetime(2026, 10, 1, 18, 30, tzinfo=UTC)  # a Thursday


@dataclass(frozen=True)
class Product:
    """An article with the values that the rules look at; the rest is the same for all."""

    gtin: str
    department: str = "drinks"
    price_cents: int = 100
    stock: int = 50
    allergens: tuple[str, ...] = ()
    rating_average: float = 4.0
    rating_count: int = 100
    name: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    price_before_cents: int | None = None
    low_30d_cents: int = 100
    content_amount: float = 1
    content_unit: str = "l"
    unit_price_cents: int = 100
    unit_price_amount: int = 1
    unit_price_unit: str = "l"
    sold_by_weight: bool = False
    deposit_cents: int = 0
    vat_percent: int = 19
    aisle: int = 1
    shelf: str = "A1"
    origin: str = "DE"
    ingredients: Mapping[str, str] | None = None
    nutrition: Mapping[str, float] | None = None
    diet: tuple[str, ...] = ()
    seller: str = "city_kauf"
    reviews: Sequence[Mapping[str, Any]] = ()
    age_from: int | None = None


class Shelf:
    """A catalogue of these products that finds them by their GTIN only."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.products = {product.gtin: product for product in products}

    def get(self, gtin: str) -> Product | None:
        return self.products.get(gtin)

    def match(self, words: str, language: str) -> Sequence[Any]:
        return ()

    def search(self, words: str, language: str, **filters: Any) -> Any:
        raise NotImplementedError

    def similar(self, gtin: str, limit: int = 5) -> Sequence[Any]:
        return ()


class Crash(Exception):
    """The power went."""


@dataclass
class World:
    """What outlives a turn: the ledger, the outbox, the bank. It loses power before durable step `crash_at`."""

    shop: Shop
    bank: MemoryBank
    shopper: Shopper | None
    ledger: dict[str, Operation] = field(default_factory=dict)
    outbox: dict[str, Delivery] = field(default_factory=dict)
    step: int = 0
    crash_at: int = 0

    def basket(self) -> Basket:
        return fold("cart-7", self.ledger.values())

    def visit(self, turn_id: str) -> Visit:
        async def commit() -> None:
            self.write(visit)

        visit = Visit(self.shop, turn_id, "de", self.basket(), commit, self.shopper)
        return visit

    def write(self, visit: Visit) -> None:
        self.step += 1
        if self.step == self.crash_at:
            raise Crash
        for operation in visit.operations:
            self.ledger.setdefault(operation.op_id, operation)
        self.outbox |= {delivery.key: delivery for delivery in visit.outbox}
        for key in visit.delivered:
            self.outbox.pop(key, None)


@pytest.fixture(scope="session")
def data() -> ShopData:
    return load_shop(CITY_KAUF)


@pytest.fixture
def shopper() -> Shopper:
    return Shopper("1001", "Katharina", "de", {}, (), frozenset(), 50000, is_premium=False)


@pytest.fixture
def product() -> type[Product]:
    return Product


@pytest.fixture
def shelf() -> type[Shelf]:
    return Shelf


@pytest.fixture
def change() -> Callable[..., Change]:
    """So much of one line: change("tea", 2, price_cents=199)."""

    def make(line_id: str, amount: str | int = 1, price_cents: int = 100, **more: Any) -> Change:
        return Change(line_id, Decimal(amount), {"de": line_id}, price_cents, **more)

    return make


@pytest.fixture
def basket(change: Callable[..., Change]) -> Callable[..., Basket]:
    """A basket with one line: basket(20001) costs 200.01 €."""

    def make(cents: int, **more: Any) -> Basket:
        return fold("cart-7", [Operation("1", "add", (change("tea", 1, cents, **more),))])

    return make


@pytest.fixture
def world(data: ShopData, shopper: Shopper, change: Callable[..., Change]) -> World:
    """A shopper with 2 teas of 1.00 € and 25 cents deposit each in the basket."""
    bank = MemoryBank({"1001": 50000})
    shelf = Shelf([Product("tea", deposit_cents=25)])
    world = World(Shop(shelf, data, bank, lambda: NOW), bank, shopper)
    world.ledger["1"] = Operation("1", "add", (change("tea", 2, deposit_cents=25, vat_percent=19),))
    return world


@pytest.fixture
def crash() -> type[Crash]:
    return Crash
