"""A market with a dozen products, small enough to know by heart, for the tests of the actions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from actions.shop.bank import MemoryBank
from actions.shop.basket import Basket
from actions.shop.outcome import Outcome
from actions.shop.shopper import Shopper
from actions.shop.store import CITY_KAUF, Placement, ShopData, load_shop
from actions.shop.visit import Shop, Visit

THURSDAY_EVENING = datetime(2026, 10, 1, 18, 30, tzinfo=UTC)


def gtin(number: int) -> str:
    body = f"20{number:010d}"
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-weighed % 10}"


@dataclass(frozen=True)
class Product:
    gtin: str
    called: tuple[str, ...]
    name: Mapping[str, str]
    price_cents: int
    content_amount: float
    content_unit: str
    department: str = "dairy"
    stock: int = 50
    sold_by_weight: bool = False
    deposit_cents: int = 0
    vat_percent: int = 7
    price_before_cents: int | None = None
    low_30d_cents: int = 100
    unit_price_cents: int = 100
    unit_price_amount: int = 1
    unit_price_unit: str = "kg"
    aisle: int = 4
    shelf: str = "B2"
    origin: str = "DE"
    ingredients: Mapping[str, str] | None = field(
        default_factory=lambda: {"de": "Zutaten", "en": "Stuff", "tr": "Her şey"}
    )
    allergens: tuple[str, ...] = ()
    nutrition: Mapping[str, float] | None = None
    diet: tuple[str, ...] = ()
    description: Mapping[str, str] = field(default_factory=dict)
    seller: str = "city_kauf"
    rating_average: float = 4.6
    rating_count: int = 132
    reviews: Sequence[Mapping[str, Any]] = ()
    age_from: int | None = None


def product(number: int, called: str, name: str, price_cents: int, content: str, **more: Any) -> Product:
    amount, unit = content.split()
    names = {"de": name, "en": f"{name} (en)", "tr": f"{name} (tr)"}
    return Product(gtin(number), tuple(called.split(", ")), names, price_cents, float(amount), unit, **more)


MILK = product(
    1,
    "milch, vollmilch, milk, süt",
    "Frische Vollmilch 1 l",
    129,
    "1 l",
    allergens=("milk",),
    nutrition={"energy_kcal": 65, "fat_g": 3.8, "sugars_g": 4.8, "protein_g": 3.4, "salt_g": 0.13},
    reviews=({"stars": 5, "lang": "en", "text": "Creamy."}, {"stars": 4, "lang": "de", "text": "Sehr frisch."}),
)
AYRAN = product(2, "ayran", "Ayran 250 ml", 79, "250 ml", deposit_cents=25, allergens=("milk",))
GOUDA = product(
    3,
    "käse, gouda",
    "Gouda am Stück 400 g",
    399,
    "400 g",
    price_before_cents=499,
    low_30d_cents=379,
    department="cheese",
)
FETA = product(4, "käse, feta", "Feta 200 g", 249, "200 g", diet=("vegetarian",), department="cheese")
MINI_GOUDA = product(5, "käse, minigouda", "Gouda mini 100 g", 149, "100 g", department="cheese")
BUTTER = product(6, "butter", "Butter 250 g", 219, "250 g", stock=0)
YOGHURT = product(7, "joghurt", "Joghurt 150 g", 59, "150 g", stock=3, rating_count=0)
TOMATOES = product(8, "tomaten", "Rispentomaten lose 1 kg", 299, "1 kg", department="fruit", sold_by_weight=True)
FLOUR = product(9, "mehl", "Weizenmehl 1 kg", 99, "1 kg", department="baking", stock=0, allergens=("gluten",))
HONEY = product(10, "honig", "Honig 500 g", 599, "500 g", department="spreads", origin="TR", low_30d_cents=599)
WINE = product(11, "wein", "Rotwein 0,75 l", 2999, "0.75 l", department="wine", vat_percent=19, rating_count=9)
SOAP = product(12, "seife", "Seife 100 g", 129, "100 g", department="drugstore", ingredients=None)
RICE_PUDDING = product(13, "milchreis", "Milchreis 200 g", 89, "200 g", department="desserts", allergens=("milk",))
PRODUCTS = (
    MILK,
    AYRAN,
    GOUDA,
    FETA,
    MINI_GOUDA,
    BUTTER,
    YOGHURT,
    TOMATOES,
    FLOUR,
    HONEY,
    WINE,
    SOAP,
    RICE_PUDDING,
)


@dataclass(frozen=True)
class Hit:
    product: Product
    score: float = 1.0
    why: str = "name"


@dataclass(frozen=True)
class Results:
    hits: Sequence[Hit]
    excluded: Mapping[str, int] = field(default_factory=dict)
    nearest: Hit | None = None
    nearest_fails: Sequence[str] = ()


class Market:
    """Finds a product by one of the words that it is called; those of the same department are alike."""

    def __init__(self, products: Sequence[Product] = PRODUCTS) -> None:
        self.products = products

    def get(self, gtin: str) -> Product | None:
        return next((product for product in self.products if product.gtin == gtin), None)

    def match(self, words: str, language: str) -> Sequence[Hit]:
        return [Hit(product) for product in self.products if words.lower() in product.called]

    def search(
        self,
        words: str,
        language: str,
        *,
        max_price_cents: int | None = None,
        diet: Sequence[str] = (),
        free_of: Sequence[str] = (),
        department: str | None = None,
        partner: str | None = None,
        in_stock: bool = True,
        limit: int = 12,
    ) -> Results:
        def fails(product: Product) -> list[str]:
            reasons = {
                "too_expensive": max_price_cents is not None and product.price_cents > max_price_cents,
                "contains": bool(set(product.allergens) & set(free_of)),
                "other_diet": not set(diet) <= set(product.diet),
                "other_department": department not in (None, product.department),
                "other_partner": partner not in (None, product.seller),
                "sold_out": in_stock and not product.stock,
            }
            return [reason for reason, is_so in reasons.items() if is_so]

        called = [product for product in self.products if not words or words.lower() in product.called]
        hits = [Hit(product) for product in called if not fails(product)][:limit]
        if hits or not called:
            return Results(hits)
        return Results((), nearest=Hit(called[0]), nearest_fails=fails(called[0]))

    def similar(self, gtin: str, limit: int = 5) -> Sequence[Hit]:
        product = self.get(gtin)
        assert product
        others = [other for other in self.products if other.stock and other.gtin != gtin]
        hits = [Hit(other, 1.0 if other.department == product.department else 0.4) for other in others]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]


AYSE = Shopper(
    card="1001",
    first_name="Ayşe",
    language="tr",
    purchases={FETA.gtin: 7},
    allergies=(),
    consents=frozenset({"profiling"}),
    card_limit_cents=50000,
    is_premium=False,
)
BEN = replace(AYSE, card="1002", first_name="Ben", consents=frozenset(), card_limit_cents=100)

WORDS = {"de": "Gut und günstig", "en": "Good value", "tr": "Uygun"}


@cache
def shop_data() -> ShopData:
    offers = (
        Placement(GOUDA.gtin, "city_kauf", sponsored=False, text=WORDS),
        Placement(HONEY.gtin, "hofladen_sonnental", sponsored=True, text=WORDS),
        Placement(SOAP.gtin, "city_kauf", sponsored=False, text=WORDS),
    )
    return replace(load_shop(CITY_KAUF), offers=offers, shoppers=(AYSE, BEN))


async def commit() -> None:
    """Everything is durable already: it is in memory."""


def a_visit(
    shopper: Shopper | None = None,
    *,
    products: Sequence[Product] = PRODUCTS,
    data: ShopData | None = None,
    now: datetime = THURSDAY_EVENING,
    bank_mode: str = "normal",
) -> Visit:
    """A turn of a shopper who speaks German, with nothing in the basket."""
    known = data or shop_data()
    bank = MemoryBank({holder.card: holder.card_limit_cents for holder in known.shoppers}, bank_mode)
    shop = Shop(Market(products), known, bank, lambda: now)
    return Visit(shop, "turn-1", "de", Basket("cart-7"), commit, shopper)


async def act(action: str, visit: Visit, /, **slots: Any) -> Outcome:
    """Run the action; whatever it brings back or remembers must be declared, and JSON."""
    module = import_module(f"actions.{action}")
    outcome: Outcome = await module.run(visit, slots)
    assert outcome.name in module.OUTCOMES
    assert all("type" in value for value in outcome.data.values())
    json.dumps([asdict(outcome), visit.memory])
    return outcome


async def a_visit_with(*products: Product, amount: str = "1", shopper: Shopper | None = None, **more: Any) -> Visit:
    """A visit with so much of each of these in the basket, the last one last spoken of."""
    visit = a_visit(shopper, **more)
    for one in products:
        await act("match_product", visit, product=one.gtin)
        quantity = {"amount": amount, "unit": "kg" if one.sold_by_weight else "piece"}
        outcome = await act("add_to_basket", visit, article=one.gtin, quantity=quantity)
        assert outcome.name == "added"
    return visit


def in_basket(visit: Visit) -> dict[str, Decimal]:
    """How much of what is in the basket, by the first word of its German name."""
    return {line.name["de"].split()[0]: line.amount for line in visit.basket.lines}


def cents(outcome: Outcome, name: str) -> int:
    return int(outcome.data[name]["cents"])


def names(outcome: Outcome, name: str) -> list[str]:
    """The German names in a list of products or items; a marked one by the name under its mark."""
    return [value.get("value", value)["name"]["de"] for value in outcome.data[name]["items"]]


def keys(outcome: Outcome, name: str) -> list[str]:
    """The keys in a list of labels."""
    return [value["key"] for value in outcome.data[name]["items"]]
