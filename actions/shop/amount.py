"""How much a shopper means: "two", "half a kilo", "a pack" become pieces, or kilograms of goods sold by weight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?", re.ASCII)
COUNTED_SINGLY = frozenset({"bakery", "dairy"})
"""Where goods in packs are rolls and eggs, which people count one by one; two toilet papers are two packs."""
WHOLE_UNITS = frozenset({"piece", "pack", "bottle", "can", "box"})
MEASURES = {"kg": ("g", 1000), "pound": ("g", 500), "g": ("g", 1), "l": ("ml", 1000), "ml": ("ml", 1)}
GRAM = Decimal("0.001")


class Goods(Protocol):
    """What matters about a product when it is counted or weighed."""

    @property
    def sold_by_weight(self) -> bool: ...
    @property
    def content_amount(self) -> float: ...
    @property
    def content_unit(self) -> str: ...
    @property
    def department(self) -> str: ...


@dataclass(frozen=True)
class Measure:
    """Goods that are not in the catalogue: a box of pralines."""

    sold_by_weight: bool
    content_amount: float = 1
    content_unit: str = "piece"
    department: str = ""


def amount_of(quantity: Any, goods: Goods) -> Decimal | None:
    """Pieces, or kg of goods sold by weight: one when nothing was said, None when the quantity does not fit.

    `quantity` is the slot, {"amount": "0.5", "unit": "kg"}. Without a unit it counts in the unit of the goods.
    """
    said = {} if quantity is None else quantity
    if not isinstance(said, Mapping) or not NUMBER.fullmatch(number := str(said.get("amount", 1))):
        return None
    unit = said.get("unit") or ("kg" if goods.sold_by_weight else "piece")
    amount = _weighed(Decimal(number), unit) if goods.sold_by_weight else _counted(Decimal(number), unit, goods)
    return None if amount is None else _plain(amount)


def in_base_unit(amount: Decimal, unit: str) -> tuple[Decimal, str]:
    """The same in grams or millilitres, so that it can be compared; any other unit stays as it is."""
    base, factor = MEASURES.get(unit, (unit, 1))
    return amount * factor, base


def _weighed(number: Decimal, unit: str) -> Decimal | None:
    grams, base = in_base_unit(number, unit)
    return (grams / 1000).quantize(GRAM) if base == "g" else None


def _counted(number: Decimal, unit: str, goods: Goods) -> Decimal | None:
    holds = Decimal(str(goods.content_amount)) if goods.content_unit == "piece" else Decimal(1)
    if unit == "piece" and holds > 1 < number and (number >= holds or goods.department in COUNTED_SINGLY):
        number /= holds  # twenty eggs are two boxes of ten, and six are none at all
    elif unit not in WHOLE_UNITS:
        wanted, base = in_base_unit(number, unit)
        content, content_base = in_base_unit(Decimal(str(goods.content_amount)), goods.content_unit)
        if base != content_base:
            return None
        number = wanted / content
    return number if number == number.to_integral_value() else None


def _plain(amount: Decimal) -> Decimal:
    # Without trailing zeros and exponents: 1.500 is 1.5, and 10 stays 10.
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
