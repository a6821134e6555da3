"""The private bonus, and what is left to pay."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.basket import Basket, Operation, apply
from actions.shop.outcome import money, percent
from actions.shop.promotions import allocate, amount_due_cents, bonus, crossing
from actions.shop.store import BonusRules
from actions.shop.visit import ShopEvent

RULES = BonusRules(Decimal(3), 20000)
MakeBasket = Callable[..., Basket]


@pytest.mark.parametrize(
    ("goods", "cents", "missing"),
    [(0, 0, 20001), (19999, 0, 2), (20000, 0, 1), (20001, 600, 0), (20050, 602, 0), (100000, 3000, 0)],
)
def test_the_bonus_is_for_goods_over_two_hundred_euros(
    basket: MakeBasket, goods: int, cents: int, missing: int
) -> None:
    earned = bonus(basket(goods), RULES)
    assert (earned.cents, earned.missing_cents, earned.reached) == (cents, missing, missing == 0)


def test_deposit_earns_no_bonus(basket: MakeBasket) -> None:
    assert not bonus(basket(19990, deposit_cents=100), RULES).reached


def test_buying_what_is_missing_reaches_the_bonus(basket: MakeBasket) -> None:
    missing = bonus(basket(15000), RULES).missing_cents
    assert bonus(basket(15000 + missing), RULES).reached
    assert not bonus(basket(15000 + missing - 1), RULES).reached


def test_due_are_goods_and_deposit_less_the_bonus(basket: MakeBasket) -> None:
    assert amount_due_cents(basket(30000, deposit_cents=25), RULES) == 30000 + 25 - 900


def test_passing_the_threshold_is_an_event_each_way(basket: MakeBasket) -> None:
    below, above = basket(20000), basket(20050)
    assert crossing(below, above, RULES) == ShopEvent(
        "bonus_reached", {"bonus": money(602), "percent": percent(Decimal(3))}
    )
    assert crossing(above, below, RULES) == ShopEvent("bonus_lost", {"missing": money(1)})


def test_staying_on_one_side_is_no_event(basket: MakeBasket) -> None:
    assert crossing(basket(100), basket(200), RULES) is None
    assert crossing(basket(20100), basket(20200), RULES) is None


def test_paying_loses_no_bonus(basket: MakeBasket) -> None:
    """The shopper heard "you have lost your bonus" after the thank-you, because paying empties the basket."""
    before = basket(25000)
    assert crossing(before, apply(before, Operation("2", "paid", details={"payment_id": "p"})), RULES) is None


def test_the_largest_remainder_gets_the_cent_that_is_left() -> None:
    assert allocate(100, [1, 1, 1]) == (34, 33, 33)
    assert allocate(10, [5, 3, 2]) == (5, 3, 2)
    assert allocate(7, [1, 1, 3]) == (2, 1, 4)
    assert allocate(0, [0, 0]) == (0, 0)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_the_parts_add_up_and_are_a_cent_from_their_share_at_most(cents: int, weights: list[int]) -> None:
    parts = allocate(cents, weights)
    assert sum(parts) == cents
    assert all(abs(part - cents * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))
