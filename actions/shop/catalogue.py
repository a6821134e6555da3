"""The catalogue as the shop's actions see it: a port, offered by `retrieval` and joined in `assistant.wiring`."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Article(Protocol):
    """One product. Money is in euro cents; texts are by language code (de, en, tr)."""

    @property
    def gtin(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...
    @property
    def description(self) -> Mapping[str, str]: ...
    @property
    def price_cents(self) -> int: ...
    @property
    def price_before_cents(self) -> int | None: ...
    @property
    def low_30d_cents(self) -> int: ...
    @property
    def content_amount(self) -> float: ...
    @property
    def content_unit(self) -> str: ...
    @property
    def unit_price_cents(self) -> int: ...
    @property
    def unit_price_amount(self) -> int: ...
    @property
    def unit_price_unit(self) -> str: ...
    @property
    def sold_by_weight(self) -> bool: ...
    @property
    def deposit_cents(self) -> int: ...
    @property
    def vat_percent(self) -> int: ...
    @property
    def stock(self) -> int: ...
    @property
    def aisle(self) -> int: ...
    @property
    def shelf(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def ingredients(self) -> Mapping[str, str] | None: ...
    @property
    def allergens(self) -> tuple[str, ...]: ...
    @property
    def nutrition(self) -> Mapping[str, float] | None: ...
    @property
    def diet(self) -> tuple[str, ...]: ...
    @property
    def seller(self) -> str: ...
    @property
    def rating_average(self) -> float: ...
    @property
    def rating_count(self) -> int: ...
    @property
    def reviews(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def age_from(self) -> int | None: ...


class Hit(Protocol):
    """A product found, with its score in 0…1 and why: which field matched."""

    @property
    def product(self) -> Article: ...
    @property
    def score(self) -> float: ...
    @property
    def why(self) -> str: ...


class Results(Protocol):
    """What a search found, best first; how many each filter excluded; and the nearest one that did not fit."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def excluded(self) -> Mapping[str, int]: ...
    @property
    def nearest(self) -> Hit | None: ...
    @property
    def nearest_fails(self) -> Sequence[str]: ...


class Catalogue(Protocol):
    """Finding products."""

    def get(self, gtin: str) -> Article | None:
        """The product with this GTIN."""

    def match(self, words: str, language: str) -> Sequence[Hit]:
        """The products that a shopper's words for ONE product may mean, best first; empty when none.

        One hit means that it is clear. Several mean that the shopper must be asked.
        """

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
        """Products that fit a wish; filters are exact. Empty `words` means: anything that passes the filters.

        `nearest_fails` of the result names why the nearest one fails: keys too_expensive, contains, sold_out,
        other_diet, other_department, other_partner.
        """

    def similar(self, gtin: str, limit: int = 5) -> Sequence[Hit]:
        """Products like this one, best first, in stock, without itself."""
