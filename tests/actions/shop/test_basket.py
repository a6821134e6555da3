"""The basket is the sum of its operations."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.basket import Basket, Change, Operation, Payment, apply, fold, round_cents

TEA = Change("tea", Decimal(1), {"de": "Tee"}, 199, deposit_cents=25)
ARTICLES = ("tea", "bread", "milk", "honey")


def add(op_id: str, line_id: str, amount: int | str) -> Operation:
    price_cents = 100 + len(line_id)
    return Operation(op_id, "add", (Change(line_id, Decimal(amount), {"de": line_id}, price_cents),))


def undo(op_id: str, basket: Basket) -> Operation:
    _, changes = basket.undoable[-1]
    return Operation(op_id, "undo", tuple(change.reversed() for change in changes))


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    """What can happen to a basket: things go in and out, it is cleared, and changes are taken back."""
    basket, operations = Basket("cart-7"), list[Operation]()
    for number in range(draw(st.integers(0, 25))):
        kind = draw(st.sampled_from(["add", "remove", "clear", "undo"]))
        if kind == "add" or not basket.lines:
            operation = add(str(number), draw(st.sampled_from(ARTICLES)), draw(st.integers(1, 9)))
        elif kind == "undo" and basket.undoable:
            operation = undo(str(number), basket)
        elif kind == "clear":
            changes = (change_of(line.line_id, -line.amount) for line in basket.lines)
            operation = Operation(str(number), "clear", tuple(changes))
        else:
            line = draw(st.sampled_from(basket.lines))
            taken = draw(st.integers(1, int(line.amount)))
            operation = Operation(str(number), "remove", (change_of(line.line_id, Decimal(-taken)),))
        operations.append(operation)
        basket = apply(basket, operation)
    return operations


def change_of(line_id: str, amount: Decimal) -> Change:
    return Change(line_id, amount, {"de": line_id}, 100 + len(line_id))


def amounts(basket: Basket) -> dict[str, Decimal]:
    return {line.line_id: line.amount for line in basket.lines}


def test_two_teas_become_one_line_of_two() -> None:
    basket = fold("cart-7", [Operation("1", "add", (TEA,)), Operation("2", "add", (TEA,))])
    assert amounts(basket) == {"tea": 2}
    assert (basket.goods_cents, basket.deposit_cents, basket.pieces) == (398, 50, 2)


def test_goods_by_weight_are_rounded_once_a_line_and_count_as_one() -> None:
    tomatoes = Change("tomatoes", Decimal("0.335"), {}, 299, unit="kg")
    basket = fold("cart-7", [Operation("1", "add", (tomatoes,))])
    assert (basket.goods_cents, basket.pieces) == (100, 1)


@pytest.mark.parametrize(("amount", "cents"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.49", 2), ("-0.5", -1)])
def test_half_a_cent_is_rounded_away_from_zero(amount: str, cents: int) -> None:
    assert round_cents(Decimal(amount)) == cents


def test_a_payment_on_its_way_is_remembered_until_it_is_settled() -> None:
    requested = Operation("2", "pay_requested", details={"payment_id": "p", "cents": 224, "card": "1001"})
    basket = fold("cart-7", [Operation("1", "add", (TEA,)), requested])
    assert (basket.payment, basket.pending_payment) == (Payment("p", 224, "1001"), "p")
    declined = apply(basket, Operation("3", "pay_declined"))
    assert (declined.pending_payment, declined.attempt, declined.order, amounts(declined)) == (None, 2, 1, {"tea": 1})
    paid = apply(basket, Operation("3", "paid", details={"payment_id": "p"}))
    assert (paid.pending_payment, paid.attempt, paid.order, paid.lines, paid.paid) == (None, 1, 2, (), ("p",))


def test_nothing_can_be_taken_out_that_is_not_in() -> None:
    with pytest.raises(AssertionError, match="no line of tea"):
        fold("cart-7", [add("1", "tea", -1)])
    with pytest.raises(AssertionError, match="line tea would fall to -1"):
        fold("cart-7", [add("1", "tea", 1), add("2", "tea", -2)])


@given(histories(), st.data())
def test_however_often_operations_are_repeated_each_counts_once(
    operations: list[Operation], data: st.DataObject
) -> None:
    repeated = list(operations)
    for operation in operations:
        for _ in range(data.draw(st.integers(0, 2))):
            first = repeated.index(operation)
            repeated.insert(data.draw(st.integers(first + 1, len(repeated))), operation)
    assert fold("cart-7", repeated) == fold("cart-7", operations)


@given(st.lists(st.tuples(st.sampled_from(ARTICLES), st.integers(1, 9)), max_size=12), st.randoms())
def test_in_whatever_order_goods_come_the_basket_costs_the_same(goods: list[tuple[str, int]], random: Random) -> None:
    operations = [add(str(number), *good) for number, good in enumerate(goods)]
    shuffled = random.sample(operations, len(operations))
    one, other = fold("cart-7", operations), fold("cart-7", shuffled)
    assert (amounts(one), one.goods_cents) == (amounts(other), other.goods_cents)


@given(histories())
def test_no_line_is_ever_empty_or_negative(operations: list[Operation]) -> None:
    basket = Basket("cart-7")
    for operation in operations:
        basket = apply(basket, operation)
        assert all(line.amount > 0 for line in basket.lines)
        assert basket.goods_cents >= 0


@given(histories().filter(lambda operations: len(operations) <= 20))
def test_taking_everything_back_leaves_an_empty_basket(operations: list[Operation]) -> None:
    basket = fold("cart-7", operations)
    while basket.undoable:
        basket = apply(basket, undo(f"back {basket.version}", basket))
    assert basket.lines == ()
