"""The exit: the amount is read back, and paid once."""

import pytest

from actions.shop.bank import MemoryBank
from actions.shop.outcome import Outcome
from actions.shop.shopper import Shopper
from actions.shop.visit import Visit
from tests.actions.market import AYRAN, AYSE, BEN, MILK, WINE, a_visit, a_visit_with, act, cents, in_basket, keys


async def at_the_exit(shopper: Shopper = AYSE, bank_mode: str = "normal") -> Visit:
    """Two ayran in the basket, the amount read back."""
    visit = await a_visit_with(AYRAN, amount="2", shopper=shopper, bank_mode=bank_mode)
    assert (await act("review_checkout", visit)).name == "ready"
    return visit


def bank_of(visit: Visit) -> MemoryBank:
    assert isinstance(visit.shop.bank, MemoryBank)
    return visit.shop.bank


async def test_the_amount_is_read_back() -> None:
    visit = await a_visit_with(AYRAN, amount="2", shopper=AYSE)
    outcome = await act("review_checkout", visit)
    assert (outcome.name, cents(outcome, "total"), outcome.data["count"]["number"]) == ("ready", 208, 2)
    assert visit.memory["read_back_cents"] == 208


async def test_the_bonus_is_read_back_too() -> None:
    outcome = await act("review_checkout", await a_visit_with(WINE, amount="7", shopper=AYSE))
    assert (outcome.name, cents(outcome, "total"), cents(outcome, "bonus")) == ("ready_bonus", 20363, 630)


async def test_everything_that_is_missing_is_told_at_once() -> None:
    visit = await a_visit_with(MILK, products=[MILK])
    visit.shop = a_visit(products=[]).shop
    outcome = await act("review_checkout", visit)
    assert (outcome.name, keys(outcome, "missing")) == ("not_ready", ["card", "stock"])


@pytest.mark.parametrize("action", ["review_checkout", "pay"])
async def test_an_empty_basket_is_not_paid(action: str) -> None:
    assert (await act(action, a_visit(AYSE))).name == "empty"


async def test_paying_takes_the_money_and_empties_the_basket() -> None:
    visit = await at_the_exit()
    outcome = await act("pay", visit)
    assert (outcome.name, cents(outcome, "total")) == ("paid", 208)
    assert outcome.data["receipt"]["text"] == outcome.show["receipt"]["number"]
    assert outcome.show["receipt"]["total_cents"] == 208
    assert outcome.ends_visit
    assert bank_of(visit).taken_cents == 208
    assert in_basket(visit) == {}


async def test_a_refusal_keeps_the_basket_and_can_be_tried_again() -> None:
    visit = await at_the_exit(BEN)
    outcome = await act("pay", visit)
    assert (outcome.name, cents(outcome, "total"), outcome.ends_visit) == ("declined", 208, False)
    assert in_basket(visit) == {"Ayran": 2}
    visit.shopper = AYSE
    assert (await act("pay", visit)).name == "paid"
    assert bank_of(visit).taken_cents == 208


@pytest.mark.parametrize("mode", ["down", "slow"])
async def test_a_silent_bank_leaves_the_payment_pending_and_takes_the_money_once(mode: str) -> None:
    visit = await at_the_exit(bank_mode=mode)
    outcome = await act("pay", visit)
    assert (outcome.name, cents(outcome, "total")) == ("pending", 208)
    assert in_basket(visit) == {"Ayran": 2}
    bank_of(visit).mode = "normal"
    assert (await act("pay", visit)).name == "paid"
    assert bank_of(visit).taken_cents == 208
    assert len(visit.outbox) == 1


async def test_another_amount_than_was_read_back_is_read_back_first() -> None:
    visit = await at_the_exit()
    await act("add_to_basket", visit, article=MILK.gtin)
    outcome = await act("pay", visit)
    assert (outcome.name, cents(outcome, "total")) == ("amount_changed", 337)
    assert bank_of(visit).taken_cents == 0
    assert (await act("pay", visit)).name == "paid"


async def test_nothing_is_paid_that_was_never_read_back() -> None:
    visit = await a_visit_with(MILK, shopper=AYSE)
    assert (await act("pay", visit)).name == "amount_changed"
    assert bank_of(visit).taken_cents == 0


async def test_a_card_pulled_out_after_the_read_back_pays_nothing() -> None:
    visit = await at_the_exit()
    await act("release_card", visit)
    assert await act("pay", visit) == Outcome("not_ready"), "the review that follows says what is missing"
    assert (await act("review_checkout", visit)).name == "not_ready"
    assert bank_of(visit).taken_cents == 0


async def test_a_payment_that_is_on_its_way_needs_nothing_more() -> None:
    visit = await at_the_exit(bank_mode="down")
    await act("pay", visit)
    await act("release_card", visit)
    assert (await act("pay", visit)).name == "pending"
