"""How much a shopper means."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.amount import Measure, amount_of

PACK_OF_FLOUR = Measure(sold_by_weight=False, content_amount=1, content_unit="kg")
PACK_OF_CHEESE = Measure(sold_by_weight=False, content_amount=0.2, content_unit="kg")
BOTTLE = Measure(sold_by_weight=False, content_amount=500, content_unit="ml")
EGGS = Measure(sold_by_weight=False, content_amount=10, content_unit="piece", department="dairy")
ROLLS = Measure(sold_by_weight=False, content_amount=6, content_unit="piece", department="bakery")
TOILET_PAPER = Measure(sold_by_weight=False, content_amount=8, content_unit="piece", department="household")
TOMATOES = Measure(sold_by_weight=True, content_amount=1, content_unit="kg")


@pytest.mark.parametrize(
    ("said", "goods", "amount"),
    [
        (None, PACK_OF_FLOUR, "1"),
        (None, TOMATOES, "1"),
        ({}, PACK_OF_FLOUR, "1"),
        ({"amount": "3"}, PACK_OF_FLOUR, "3"),
        ({"amount": 3}, PACK_OF_FLOUR, "3"),
        ({"amount": "3.0", "unit": None}, PACK_OF_FLOUR, "3"),
        ({"amount": "1"}, EGGS, "1"),
        ({"amount": "10"}, EGGS, "1"),
        ({"amount": "20"}, EGGS, "2"),
        ({"amount": "20", "unit": "piece"}, EGGS, "2"),
        ({"amount": "12"}, EGGS, None),
        ({"amount": "6"}, EGGS, None),
        ({"amount": "12"}, ROLLS, "2"),
        ({"amount": "4"}, ROLLS, None),
        ({"amount": "4", "unit": "pack"}, ROLLS, "4"),
        ({"amount": "2"}, TOILET_PAPER, "2"),
        ({"amount": "8"}, TOILET_PAPER, "1"),
        ({"amount": "16"}, TOILET_PAPER, "2"),
        ({"amount": "12"}, TOILET_PAPER, None),
        ({"amount": "2", "unit": "box"}, EGGS, "2"),
        ({"amount": "0"}, BOTTLE, "0"),
        ({"amount": "2", "unit": "kg"}, PACK_OF_FLOUR, "2"),
        ({"amount": "500", "unit": "g"}, PACK_OF_FLOUR, None),
        ({"amount": "600", "unit": "g"}, PACK_OF_CHEESE, "3"),
        ({"amount": "1", "unit": "pound"}, PACK_OF_CHEESE, None),
        ({"amount": "1.5", "unit": "l"}, BOTTLE, "3"),
        ({"amount": "1", "unit": "kg"}, BOTTLE, None),
        ({"amount": "1", "unit": "kg"}, EGGS, None),
        ({"amount": "1", "unit": "furlong"}, BOTTLE, None),
        ({"amount": "0.5", "unit": "bottle"}, BOTTLE, None),
        ({"amount": "2"}, TOMATOES, "2"),
        ({"amount": "250", "unit": "g"}, TOMATOES, "0.25"),
        ({"amount": "1.500", "unit": "kg"}, TOMATOES, "1.5"),
        ({"amount": "10", "unit": "pound"}, TOMATOES, "5"),
        ({"amount": "0.333333", "unit": "kg"}, TOMATOES, "0.333"),
        ({"amount": "2", "unit": "piece"}, TOMATOES, None),
        ({"amount": "1", "unit": "l"}, TOMATOES, None),
        ("2", BOTTLE, None),
        ([2], BOTTLE, None),
    ],
)
def test_what_is_said_is_so_much(said: Any, goods: Measure, amount: str | None) -> None:
    found = amount_of(said, goods)
    assert (None if found is None else str(found)) == amount


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.decimals()),
    st.sampled_from(["kg", "g", "l", "ml", "piece", "pound", "pack", "", None]),
    st.sampled_from([PACK_OF_FLOUR, BOTTLE, EGGS, TOILET_PAPER, TOMATOES]),
)
def test_whatever_is_said_the_amount_can_be_had(number: Any, unit: str | None, goods: Measure) -> None:
    amount = amount_of({"amount": number, "unit": unit}, goods)
    assert amount is None or (amount >= 0 and amount % (Decimal("0.001") if goods.sold_by_weight else 1) == 0)
