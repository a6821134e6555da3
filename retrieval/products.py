"""What a product is, and what a search answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, get_args

Language = str
Allergen = Literal[
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soy", "milk",
    "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
]  # fmt: skip
Diet = Literal["vegan", "vegetarian", "halal", "gluten_free", "lactose_free", "organic", "sugar_free", "low_fat"]
Unit = Literal["g", "kg", "ml", "l", "piece", "m", "wash"]
Fails = Literal["too_expensive", "contains", "sold_out", "other_diet", "other_department", "other_partner"]

ALLERGENS: frozenset[str] = frozenset(get_args(Allergen))
DIETS: frozenset[str] = frozenset(get_args(Diet))

_UNIT_PRICE: Mapping[str, tuple[str, int]] = {
    "g": ("kg", 1000), "kg": ("kg", 1), "ml": ("l", 1000), "l": ("l", 1), "piece": ("piece", 1), "m": ("m", 1),
    "wash": ("wash", 1),
}  # fmt: skip
_COUNTERS = frozenset({"fruit_vegetables", "fish", "meat_sausage", "cheese"})
_LOOSE = "lose"


@dataclass(frozen=True)
class Product:
    """One product. Money is in euro cents; texts are by language code (de, en, tr)."""

    gtin: str
    department: str
    brand: str
    name: Mapping[Language, str]
    description: Mapping[Language, str]
    synonyms: Mapping[Language, tuple[str, ...]]
    price_cents: int
    content_amount: float
    content_unit: str
    deposit_cents: int
    vat_percent: int
    stock: int
    aisle: int
    shelf: str
    origin: str
    ingredients: Mapping[Language, str] | None
    allergens: tuple[str, ...]
    nutrition: Mapping[str, float] | None
    diet: tuple[str, ...]
    seller: str
    price_before_cents: int | None
    low_30d_cents: int
    rating_average: float
    rating_count: int
    reviews: Sequence[Mapping[str, Any]]
    age_from: int | None

    @property
    def unit_price_cents(self) -> int:
        """The Grundpreis (PAngV § 4): cents per kilogram, litre, metre, piece or wash, rounded half up."""
        per = _UNIT_PRICE[self.content_unit][1]
        exact = Decimal(self.price_cents) * per / Decimal(str(self.content_amount))
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def unit_price_amount(self) -> int:
        """How many `unit_price_unit` the unit price is for."""
        return 1

    @property
    def unit_price_unit(self) -> str:
        """What the unit price is for: kg, l, m, piece or wash."""
        return _UNIT_PRICE[self.content_unit][0]

    @property
    def sold_by_weight(self) -> bool:
        """Whether the shopper takes as much as they like and pays by the kilogram.

        Loose tea comes in packs, so only what a counter or the greengrocer's shelf offers is weighed.
        """
        is_kilogram = self.content_unit == "kg" and self.content_amount == 1
        return is_kilogram and self.department in _COUNTERS and _LOOSE in self.name["de"].split()


@dataclass(frozen=True)
class Hit:
    """A product found, its score in 0…1, and why: which field matched (synonym, name, words, similar, filters)."""

    product: Product
    score: float
    why: str


@dataclass(frozen=True)
class Results:
    """What a search found, best first; how many each filter excluded; and the nearest one that did not fit."""

    hits: tuple[Hit, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    nearest: Hit | None = None
    nearest_fails: tuple[Fails, ...] = ()
