"""What goes into the basket and out of it: each action's outcome, and the basket."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.basket import fold
from actions.shop.visit import BasketLocked
from tests.actions.market import (
    AYRAN,
    AYSE,
    BUTTER,
    FLOUR,
    GOUDA,
    HONEY,
    MILK,
    RICE_PUDDING,
    TOMATOES,
    WINE,
    YOGHURT,
    Product,
    a_visit,
    a_visit_with,
    act,
    cents,
    gtin,
    in_basket,
    names,
)
from tests.actions.market import product as a_product

TWO = {"amount": "2"}
EGGS = a_product(60, "eier", "Freilandeier 10 Stück", 349, "10 piece")
TOILET_PAPER = a_product(61, "toilettenpapier", "Toilettenpapier 8 Rollen", 399, "8 piece", department="household")


async def test_two_ayran_go_into_the_basket_with_their_deposit() -> None:
    visit = a_visit()
    outcome = await act("add_to_basket", visit, article=AYRAN.gtin, quantity=TWO)
    assert outcome.name == "added"
    assert outcome.data["item"] == {"type": "item", "name": AYRAN.name, "amount": "2", "unit": "piece"}
    assert (cents(outcome, "line_total"), cents(outcome, "total")) == (208, 208)
    assert in_basket(visit) == {"Ayran": 2}


async def test_two_more_are_told_as_two_more() -> None:
    visit = await a_visit_with(AYRAN)
    outcome = await act("add_to_basket", visit, article=AYRAN.gtin, quantity=TWO)
    assert outcome.data["item"]["amount"] == "2"
    assert (cents(outcome, "line_total"), cents(outcome, "total")) == (208, 312)
    assert in_basket(visit) == {"Ayran": 3}


@pytest.mark.parametrize(
    ("product", "quantity", "amount"),
    [
        (MILK, None, "1"),
        (TOMATOES, None, "1"),
        (TOMATOES, {"amount": "0.5", "unit": "kg"}, "0.5"),
        (TOMATOES, {"amount": "1", "unit": "pound"}, "0.5"),
        (replace(FLOUR, stock=9), {"amount": "2", "unit": "kg"}, "2"),
        (EGGS, {"amount": "20"}, "2"),
        (EGGS, {"amount": "2", "unit": "box"}, "2"),
        (TOILET_PAPER, {"amount": "2"}, "2"),
        (MILK, {"amount": "2", "unit": "bottle"}, "2"),
    ],
)
async def test_a_quantity_becomes_pieces_or_kilograms(product: Product, quantity: Any, amount: str) -> None:
    visit = a_visit(products=[product])
    outcome = await act("add_to_basket", visit, article=product.gtin, quantity=quantity)
    assert outcome.name == "added"
    assert [line.amount for line in visit.basket.lines] == [Decimal(amount)]


@pytest.mark.parametrize("amount", ["0", "-2", "0.5", "nan", "1e9", "", "zwei", None])
async def test_an_impossible_quantity_adds_nothing(amount: Any) -> None:
    visit = a_visit()
    outcome = await act("add_to_basket", visit, article=MILK.gtin, quantity={"amount": amount})
    assert (outcome.name, outcome.data["product"]["name"]) == ("bad_quantity", MILK.name)
    assert in_basket(visit) == {}


@pytest.mark.parametrize(
    ("product", "quantity"), [(TOMATOES, {"amount": "3"}), (EGGS, {"amount": "12"}), (EGGS, {"amount": "6"})]
)
async def test_a_number_that_is_no_amount_of_the_goods_adds_nothing(product: Product, quantity: Any) -> None:
    """ "Three tomatoes" were three kilos, and "twelve eggs" twelve boxes of ten."""
    visit = a_visit(products=[product])
    outcome = await act("add_to_basket", visit, article=product.gtin, quantity=quantity)
    assert (outcome.name, outcome.data["product"]["name"]) == ("bad_quantity", product.name)
    assert in_basket(visit) == {}
    assert visit.memory["refused"] == product.gtin


@pytest.mark.parametrize(
    ("product", "already", "wanted", "expected", "value"),
    [
        (MILK, "1", "20", "too_many", ("limit", 20)),
        (YOGHURT, "2", "2", "not_enough", ("available", 3)),
    ],
)
async def test_the_basket_holds_only_so_much(
    product: Product, already: str, wanted: str, expected: str, value: tuple[str, int]
) -> None:
    visit = await a_visit_with(product, amount=already)
    outcome = await act("add_to_basket", visit, article=product.gtin, quantity={"amount": wanted})
    assert outcome.name == expected
    assert outcome.data[value[0]]["number"] == value[1]
    assert list(in_basket(visit).values()) == [Decimal(already)]


async def test_another_number_after_a_refusal_is_for_what_was_refused() -> None:
    """ "Fifty milks", "at most twenty", "then three" made three of the ayran that was in the basket."""
    visit = await a_visit_with(AYRAN)
    assert (await act("add_to_basket", visit, article=MILK.gtin, quantity={"amount": "50"})).name == "too_many"
    outcome = await act("change_quantity", visit, quantity={"amount": "3"})
    assert (outcome.name, outcome.data["item"]["amount"]) == ("changed", "3")
    assert in_basket(visit) == {"Ayran": 1, "Frische": 3}
    assert "refused" not in visit.memory
    await act("change_quantity", visit, quantity={"amount": "2"})
    assert in_basket(visit) == {"Ayran": 1, "Frische": 2}


async def test_a_refused_number_may_be_refused_again() -> None:
    visit = await a_visit_with(AYRAN)
    await act("add_to_basket", visit, article=YOGHURT.gtin, quantity={"amount": "9"})
    assert (await act("change_quantity", visit, quantity={"amount": "8"})).name == "not_enough"
    assert (await act("change_quantity", visit, quantity={"amount": "3"})).name == "changed"
    assert in_basket(visit) == {"Ayran": 1, "Joghurt": 3}


async def test_what_is_sold_out_is_not_added() -> None:
    visit = a_visit()
    outcome = await act("add_to_basket", visit, article=BUTTER.gtin, quantity={"amount": "50"})
    assert outcome.name == "sold_out"
    assert in_basket(visit) == {}


async def test_a_scanned_barcode_puts_one_in() -> None:
    visit = await a_visit_with(MILK)
    outcome = await act("scan_item", visit, product=AYRAN.gtin)
    assert (outcome.name, outcome.data["item"]["amount"]) == ("added", "1")
    assert in_basket(visit) == {"Frische": 1, "Ayran": 1}
    await act("change_quantity", visit, quantity={"amount": "3"})
    assert in_basket(visit) == {"Frische": 1, "Ayran": 3}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (gtin(999), "unknown"),
        ("4006381333932", "bad_code"),
        ("milch", "bad_code"),
        ("", "bad_code"),
        (None, "bad_code"),
        (BUTTER.gtin, "sold_out"),
    ],
)
async def test_a_scan_that_fits_nothing_adds_nothing(code: str | None, expected: str) -> None:
    visit = a_visit()
    assert (await act("scan_item", visit, product=code)).name == expected
    assert in_basket(visit) == {}


@pytest.mark.parametrize(("product", "amount", "expected"), [(MILK, "20", "too_many"), (YOGHURT, "3", "not_enough")])
async def test_a_scan_has_the_same_limits(product: Product, amount: str, expected: str) -> None:
    visit = await a_visit_with(product, amount=amount)
    assert (await act("scan_item", visit, product=product.gtin)).name == expected
    assert list(in_basket(visit).values()) == [Decimal(amount)]


@pytest.mark.parametrize(
    ("slots", "left"),
    [
        ({"product": "Milch"}, {"Ayran": 3, "Milchreis": 3}),
        ({"product": MILK.gtin}, {"Ayran": 3, "Milchreis": 3}),
        ({"product": "Vollmilch", "quantity": {"amount": "1"}}, {"Frische": 2, "Ayran": 3, "Milchreis": 3}),
        ({"product": "Ayrans", "quantity": {"amount": "9"}}, {"Frische": 3, "Milchreis": 3}),
        ({"product_choice": "#2"}, {"Frische": 3, "Milchreis": 3}),
        ({"product_choice": "#-1"}, {"Frische": 3, "Ayran": 3}),
        ({"product_choice": "#cheapest"}, {"Frische": 3, "Milchreis": 3}),
        ({}, {"Frische": 3, "Ayran": 3}),
    ],
)
async def test_what_is_named_is_taken_out(slots: dict[str, Any], left: dict[str, int]) -> None:
    visit = await a_visit_with(MILK, AYRAN, RICE_PUDDING, amount="3")
    outcome = await act("remove_from_basket", visit, **slots)
    assert outcome.name == "removed"
    assert in_basket(visit) == left
    assert cents(outcome, "total") == sum(line.total_cents for line in visit.basket.lines)


async def test_what_is_taken_out_is_named_as_much_as_it_was() -> None:
    visit = await a_visit_with(MILK, amount="3")
    outcome = await act("remove_from_basket", visit, quantity={"amount": "5"})
    assert outcome.data["item"]["amount"] == "3"


async def test_taking_out_milk_leaves_the_milk_rice() -> None:
    """ "Take the milk out" took out the rice pudding, because its name begins with milk."""
    visit = await a_visit_with(RICE_PUDDING)
    outcome = await act("remove_from_basket", visit, product="Milch")
    assert (outcome.name, outcome.data["product"]["name"]) == ("not_in_basket", MILK.name)
    assert in_basket(visit) == {"Milchreis": 1}


async def test_unknown_words_are_said_back() -> None:
    outcome = await act("remove_from_basket", await a_visit_with(MILK), product="flurbelwax")
    assert (outcome.name, outcome.data["product"]["text"]) == ("not_in_basket", "flurbelwax")


@pytest.mark.parametrize(
    "slots",
    [{}, {"product_choice": "#7"}, {"product": "milch", "quantity": {"amount": "0.5", "unit": "bottle"}}],
)
async def test_unclear_what_to_take_out_takes_nothing_out(slots: dict[str, Any]) -> None:
    visit = await a_visit_with(MILK, AYRAN)
    visit.memory["focus"] = HONEY.gtin
    assert (await act("remove_from_basket", visit, **slots)).name == "what"
    assert in_basket(visit) == {"Frische": 1, "Ayran": 1}


async def test_the_only_line_needs_no_name() -> None:
    visit = await a_visit_with(MILK)
    visit.memory.clear()
    assert (await act("remove_from_basket", visit)).name == "removed"
    assert (await act("remove_from_basket", visit)).name == "empty"


async def test_an_article_that_left_the_catalogue_can_still_be_taken_out() -> None:
    visit = await a_visit_with(MILK, products=[MILK, AYRAN])
    visit.shop = a_visit(products=[AYRAN]).shop
    assert (await act("change_quantity", visit, product="Vollmilch", quantity=TWO)).name == "changed"
    assert (await act("remove_from_basket", visit, product="Vollmilch")).name == "removed"


async def test_each_undo_takes_one_change_back() -> None:
    visit = await a_visit_with(MILK, AYRAN)
    await act("clear_basket", visit)
    undone = await act("undo", visit)
    assert (undone.name, cents(undone, "total")) == ("undone", 233)
    assert list(in_basket(visit)) == ["Frische", "Ayran"], "in the order they came"
    await act("undo", visit)
    assert in_basket(visit) == {"Frische": 1}
    await act("undo", visit)
    assert (await act("undo", visit)).name == "nothing"
    assert in_basket(visit) == {}


async def test_the_basket_is_read_out() -> None:
    outcome = await act("show_basket", await a_visit_with(MILK, AYRAN, amount="2"))
    assert (outcome.name, names(outcome, "items")) == ("shown", [MILK.name["de"], AYRAN.name["de"]])
    assert cents(outcome, "total") == 466


@pytest.mark.parametrize(
    ("product", "amount", "expected", "values"),
    [
        (MILK, "2", "told", {"total": 258}),
        (AYRAN, "2", "with_deposit", {"total": 208, "deposit": 50}),
        (WINE, "10", "with_bonus", {"total": 29090, "bonus": 900}),
    ],
)
async def test_the_total_is_told(product: Product, amount: str, expected: str, values: dict[str, int]) -> None:
    outcome = await act("tell_total", await a_visit_with(product, amount=amount))
    assert outcome.name == expected
    assert {name: cents(outcome, name) for name in values} == values
    assert outcome.data["count"]["number"] == int(amount)


async def test_the_deposit_is_told() -> None:
    outcome = await act("tell_deposit", await a_visit_with(AYRAN, amount="3"))
    assert (outcome.name, cents(outcome, "deposit")) == ("told", 75)
    assert (await act("tell_deposit", await a_visit_with(MILK))).name == "none"


async def test_the_basket_is_emptied() -> None:
    visit = await a_visit_with(MILK, TOMATOES)
    assert (await act("clear_basket", visit)).name == "cleared"
    assert in_basket(visit) == {}


@pytest.mark.parametrize("action", ["show_basket", "tell_total", "clear_basket", "remove_from_basket"])
async def test_an_empty_basket_is_said_to_be_empty(action: str) -> None:
    assert (await act(action, a_visit())).name == "empty"


async def test_while_a_payment_is_on_its_way_the_basket_stays_as_it_is() -> None:
    visit = await a_visit_with(MILK, shopper=AYSE, bank_mode="down")
    await act("review_checkout", visit)
    await act("pay", visit)
    with pytest.raises(BasketLocked):
        await act("add_to_basket", visit, article=GOUDA.gtin)
    assert in_basket(visit) == {"Frische": 1}


PRODUCTS = st.sampled_from([MILK, AYRAN, TOMATOES, YOGHURT])
QUANTITIES = st.fixed_dictionaries(
    {"amount": st.sampled_from(["0", "1", "2", "0.5", "250", "-1", "21"])},
    optional={"unit": st.sampled_from(["kg", "g", "piece", "pack", "l", "pound"])},
)
STEPS = st.one_of(
    st.tuples(st.just("add_to_basket"), PRODUCTS, QUANTITIES),
    st.tuples(st.just("remove_from_basket"), PRODUCTS, QUANTITIES),
    st.tuples(st.just("change_quantity"), PRODUCTS, QUANTITIES),
    st.tuples(st.sampled_from(["undo", "scan_item", "clear_basket"]), PRODUCTS, st.none()),
)


@given(st.lists(STEPS, max_size=12))
async def test_whatever_is_asked_the_basket_is_the_sum_of_its_operations(steps: list[Any]) -> None:
    visit = a_visit()
    for action, product, quantity in steps:
        await act(action, visit, product=product.gtin, article=product.gtin, quantity=quantity)
        assert all(0 < line.amount <= 20 for line in visit.basket.lines)
    assert fold("cart-7", [*visit.operations, *visit.operations]) == visit.basket
