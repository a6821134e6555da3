"""Another number of what is in the basket."""

from decimal import Decimal
from typing import Any

import pytest

from actions.shop.outcome import Outcome
from actions.shop.visit import Visit
from tests.actions.market import (
    AYRAN,
    BUTTER,
    MILK,
    TOMATOES,
    YOGHURT,
    Product,
    a_visit,
    a_visit_with,
    act,
    cents,
    in_basket,
)

TWO = {"amount": "2"}


async def test_no_three() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    outcome = await act("change_quantity", visit, quantity={"amount": "3"})
    assert (outcome.name, outcome.data["item"]["amount"]) == ("changed", "3")
    assert (cents(outcome, "line_total"), cents(outcome, "total")) == (312, 441)
    assert in_basket(visit) == {"Frische": 1, "Ayran": 3}


async def test_a_change_to_the_same_number_is_no_change() -> None:
    visit = await a_visit_with(MILK)
    outcome = await act("change_quantity", visit, quantity={"amount": "1"})
    assert outcome.name == "changed"
    assert len(visit.operations) == 1


async def test_what_was_changed_by_name_is_what_is_spoken_of() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    await act("change_quantity", visit, product="milch", quantity=TWO)
    await act("change_quantity", visit, quantity={"amount": "4"})
    assert in_basket(visit) == {"Frische": 4, "Ayran": 1}


@pytest.mark.parametrize(
    "quantity", [{"amount": "1.5"}, {"amount": "1500", "unit": "g"}, {"amount": "3", "unit": "pound"}]
)
async def test_tomatoes_are_changed_in_kilograms(quantity: dict[str, str]) -> None:
    visit = await a_visit_with(TOMATOES)
    assert (await act("change_quantity", visit, quantity=quantity)).name == "changed"
    assert in_basket(visit) == {"Rispentomaten": Decimal("1.5")}


async def test_zero_takes_it_out() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    outcome = await act("change_quantity", visit, quantity={"amount": "0"})
    assert (outcome.name, cents(outcome, "total")) == ("removed", 129)
    assert in_basket(visit) == {"Frische": 1}


@pytest.mark.parametrize(
    ("product", "quantity", "expected"),
    [
        (MILK, {"amount": "21"}, "too_many"),
        (YOGHURT, {"amount": "4"}, "not_enough"),
        (MILK, {"amount": "1.5"}, "bad_quantity"),
        (MILK, {"amount": "-1"}, "bad_quantity"),
        (TOMATOES, {"amount": "2", "unit": "bottle"}, "bad_quantity"),
    ],
)
async def test_a_change_that_cannot_be_changes_nothing(product: Product, quantity: Any, expected: str) -> None:
    visit = await a_visit_with(product)
    outcome = await act("change_quantity", visit, quantity=quantity)
    assert (outcome.name, outcome.data["product"]["name"]) == (expected, product.name)
    assert list(in_basket(visit).values()) == [1]


async def refused(visit: Visit, product: Product, amount: str) -> Outcome:
    """So much of it is wanted and cannot be put in."""
    await act("match_product", visit, product=product.gtin)
    outcome = await act("add_to_basket", visit, article=product.gtin, quantity={"amount": amount})
    assert outcome.name != "added"
    return outcome


async def test_fewer_of_what_was_refused_are_put_in() -> None:
    """ "Only three are left." "Then three." changed the ayran, which was put in before."""
    visit = await a_visit_with(AYRAN)
    assert (await refused(visit, YOGHURT, "4")).name == "not_enough"
    outcome = await act("change_quantity", visit, quantity={"amount": "3"})
    assert (outcome.name, outcome.data["item"]["name"]) == ("changed", YOGHURT.name)
    assert in_basket(visit) == {"Ayran": 1, "Joghurt": 3}
    await act("change_quantity", visit, quantity={"amount": "1"})
    assert in_basket(visit) == {"Ayran": 1, "Joghurt": 1}, "it is what is spoken of now"


async def test_as_many_as_before_are_refused_again() -> None:
    visit = await a_visit_with(AYRAN)
    await refused(visit, YOGHURT, "4")
    assert (await act("change_quantity", visit, quantity={"amount": "5"})).name == "not_enough"
    assert (await act("change_quantity", visit, quantity={"amount": "0.5"})).name == "bad_quantity"
    assert in_basket(visit) == {"Ayran": 1}


async def test_of_what_is_sold_out_there_are_no_fewer() -> None:
    visit = await a_visit_with(AYRAN)
    assert (await refused(visit, BUTTER, "2")).name == "sold_out"
    assert (await act("change_quantity", visit, quantity={"amount": "1"})).name == "not_in_basket"
    assert in_basket(visit) == {"Ayran": 1}


async def test_a_refusal_is_forgotten_when_something_else_is_spoken_of() -> None:
    visit = await a_visit_with(AYRAN)
    await refused(visit, YOGHURT, "4")
    await act("match_product", visit, product="ayran")
    await act("change_quantity", visit, quantity={"amount": "3"})
    assert in_basket(visit) == {"Ayran": 3}


async def test_after_another_question_the_last_change_is_corrected() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    await act("change_quantity", visit, product="milch", quantity=TWO)
    await act("match_product", visit, product="honig")
    assert (await act("change_quantity", visit, quantity={"amount": "3"})).name == "changed"
    assert in_basket(visit) == {"Frische": 3, "Ayran": 1}


async def test_a_product_that_is_named_and_not_in_the_basket_is_put_in() -> None:
    visit = await a_visit_with(AYRAN)
    outcome = await act("change_quantity", visit, product="milch", quantity=TWO)
    assert (outcome.name, outcome.data["item"]["amount"]) == ("changed", "2")
    assert in_basket(visit) == {"Ayran": 1, "Frische": 2}


@pytest.mark.parametrize("words", ["flurbelwax", "käse", "butter"])
async def test_what_is_unknown_unclear_or_sold_out_is_not_put_in(words: str) -> None:
    visit = await a_visit_with(AYRAN)
    assert (await act("change_quantity", visit, product=words, quantity=TWO)).name == "not_in_basket"
    assert in_basket(visit) == {"Ayran": 1}


async def test_in_an_empty_basket_nothing_can_be_changed() -> None:
    assert (await act("change_quantity", a_visit(), quantity=TWO)).name == "not_in_basket"


async def test_with_nothing_spoken_of_the_last_line_is_changed() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    visit.memory.clear()
    await act("change_quantity", visit, quantity=TWO)
    assert in_basket(visit) == {"Frische": 1, "Ayran": 2}
