"""Reads catalogues from JSON lines: one product a line, one file per department."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.products import Allergen, Diet, Product, Unit

Cents = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(min_length=1)]


class FeedError(ValueError):
    """A catalogue that cannot be used. `problems` holds all of them as "file:line: what. What to do."."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Texts(_Strict):
    de: Text
    en: Text
    tr: Text


class _Synonyms(_Strict):
    de: tuple[Text, ...] = Field(min_length=1)
    en: tuple[Text, ...] = Field(min_length=1)
    tr: tuple[Text, ...] = Field(min_length=1)


class _Content(_Strict):
    amount: float = Field(gt=0)
    unit: Unit


class _Rating(_Strict):
    average: float = Field(ge=1, le=5)
    count: int = Field(ge=0)


class _Line(_Strict):
    gtin: str
    department: Text
    brand: str
    name: _Texts
    description: _Texts
    synonyms: _Synonyms
    price_cents: int = Field(gt=0)
    content: _Content
    deposit_cents: Cents
    vat_percent: Literal[7, 19]
    stock: int = Field(ge=0)
    aisle: int = Field(ge=1)
    shelf: Text
    origin: str = Field(pattern="^[A-Z]{2}$")
    ingredients: _Texts | None
    allergens: tuple[Allergen, ...]
    nutrition: Mapping[str, float] | None
    diet: tuple[Diet, ...]
    seller: Text
    price_before_cents: int | None
    low_30d_cents: Cents
    rating: _Rating
    reviews: tuple[Mapping[str, Any], ...]
    age_from: int | None


def read_products(files: Iterable[Path]) -> tuple[Product, ...]:
    """All products of the files, in order. Raises FeedError with every problem at once."""
    products: dict[str, Product] = {}
    problems: list[str] = []
    for where, line in _lines(files):
        try:
            product = _product(_Line.model_validate_json(line))
        except ValidationError as error:
            problems += [f"{where}: {_worded(detail)}" for detail in error.errors()]
            continue
        problems += [f"{where}: {what}" for what in _contradictions(product, products)]
        products[product.gtin] = product
    if problems:
        raise FeedError(problems)
    return tuple(products.values())


def is_gtin(digits: str) -> bool:
    """Whether these are 8, 12, 13 or 14 digits whose last is the check digit (GS1 General Specifications, 7.9)."""
    if len(digits) not in (8, 12, 13, 14) or not (digits.isascii() and digits.isdigit()):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return weighted % 10 == 0


def _lines(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        for number, line in enumerate(file.read_bytes().splitlines(), 1):
            if line.strip():
                yield f"{file.name}:{number}", line


def _contradictions(product: Product, earlier: Mapping[str, Product]) -> Iterator[str]:
    if not is_gtin(product.gtin):
        yield f'gtin "{product.gtin}" has a wrong check digit or length. Correct the number.'
    if product.gtin in earlier:
        yield f'gtin "{product.gtin}" is also "{earlier[product.gtin].name["de"]}". Give each product its own.'
    if product.price_before_cents is not None and product.price_before_cents <= product.price_cents:
        yield "price_before_cents is not above price_cents. Raise it or write null."


def _worded(detail: Mapping[str, Any]) -> str:
    path = ".".join(str(step) for step in detail["loc"]) or "line"
    if detail["type"] == "extra_forbidden":
        return f'key "{path}" is not known. Remove it or correct its spelling.'
    return f"{path}: {detail['msg']}. Correct the value."


def _product(line: _Line) -> Product:
    plain = line.model_dump(exclude={"content", "rating"})
    return Product(
        **plain,
        content_amount=line.content.amount,
        content_unit=line.content.unit,
        rating_average=line.rating.average,
        rating_count=line.rating.count,
    )
