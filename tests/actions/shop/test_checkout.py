"""Paying once, whatever fails on the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from actions.shop.basket import Change, Operation
from actions.shop.checkout import Settlement, payment_id, readiness, request_payment, settle
from actions.shop.pralines import PralineBox
from actions.shop.pralines import change as box_change
from actions.shop.receipt import receipt_number
from actions.shop.visit import Visit

DUE_CENTS = 250


async def pay(visit: Visit) -> Settlement:
    payment = await request_payment(visit)
    return await settle(visit, payment.payment_id, payment.cents, payment.card)


async def turn(world: Any, turn_id: str) -> Settlement:
    """One turn in which the shopper pays, with its commit at the end."""
    visit = world.visit(turn_id)
    result = await pay(visit)
    world.write(visit)
    return result


async def deliver(world: Any) -> list[Settlement]:
    """What the outbox worker does: settle what is still to be delivered."""
    results = []
    for delivery in list(world.outbox.values()):
        visit = world.visit(f"outbox:{delivery.key}")
        payload = delivery.payload
        results.append(await settle(visit, delivery.key, payload["cents"], payload["card"]))
        world.write(visit)
    return results


async def test_paying_takes_the_money_and_opens_the_next_order(world: Any) -> None:
    assert await turn(world, "pay") == "paid"
    assert world.bank.taken_cents == DUE_CENTS
    basket = world.basket()
    assert (basket.lines, basket.order, basket.pending_payment, world.outbox) == ((), 2, None, {})


async def test_the_receipt_is_in_the_ledger(world: Any) -> None:
    await turn(world, "pay")
    paper = world.ledger["cart-7-1-1:paid"].details["receipt"]
    assert (paper["number"], paper["total_cents"], paper["deposit_cents"]) == (
        receipt_number("cart-7-1-1"),
        DUE_CENTS,
        50,
    )


async def test_the_request_is_durable_before_the_bank_is_asked(world: Any) -> None:
    await request_payment(world.visit("pay"))
    assert world.basket().pending_payment == "cart-7-1-1"
    assert world.outbox["cart-7-1-1"].payload == {"basket_id": "cart-7", "cents": DUE_CENTS, "card": "1001"}
    assert world.bank.answers == {}


async def test_a_refusal_books_nothing_and_keeps_the_basket(world: Any) -> None:
    world.bank.limits = {"1001": 100}
    assert await turn(world, "pay") == "declined"
    basket = world.basket()
    assert (world.bank.taken_cents, basket.pending_payment, basket.pieces, world.outbox) == (0, None, 2, {})


async def test_after_a_refusal_a_smaller_basket_can_be_paid(world: Any, change: Callable[..., Change]) -> None:
    """The bank answered "declined" for ever, because the second try had the name of the first."""
    world.bank.limits = {"1001": 200}
    assert await turn(world, "pay") == "declined"
    visit = world.visit("remove")
    visit.stage("remove", change("tea", -1))
    world.write(visit)
    assert payment_id(world.basket()) == "cart-7-1-2"
    assert await turn(world, "pay again") == "paid"
    assert world.bank.taken_cents == 125


@pytest.mark.parametrize("mode", ["down", "slow"])
async def test_without_an_answer_the_payment_stays_in_the_outbox_until_there_is_one(world: Any, mode: str) -> None:
    world.bank.mode = mode
    assert await turn(world, "pay") == "pending"
    assert (world.basket().pending_payment, list(world.outbox)) == ("cart-7-1-1", ["cart-7-1-1"])
    assert await deliver(world) == ["pending"]
    world.bank.mode = "normal"
    assert await deliver(world) == ["paid"]
    assert (world.bank.taken_cents, world.basket().order, world.outbox) == (DUE_CENTS, 2, {})


async def test_saying_pay_again_while_it_is_pending_asks_for_the_same_payment(world: Any) -> None:
    world.bank.mode = "slow"
    assert await turn(world, "pay") == "pending"
    world.bank.mode = "normal"
    world.shopper = replace(world.shopper, card="1002")  # another card is in the unit by now
    assert await turn(world, "pay again") == "paid"
    assert world.bank.taken_cents == DUE_CENTS
    assert [operation.kind for operation in world.ledger.values()] == ["add", "pay_requested", "paid"]


async def test_what_was_paid_before_is_paid_again_with_the_same_receipt_and_no_new_entry(world: Any) -> None:
    await turn(world, "pay")
    visit = world.visit("late")
    assert await settle(visit, "cart-7-1-1", DUE_CENTS, "1001") == "paid"
    assert (visit.operations, visit.delivered, visit.basket.paid) == ([], ["cart-7-1-1"], ("cart-7-1-1",))


async def test_what_was_declined_before_stays_declined(world: Any) -> None:
    world.bank.mode = "declining"
    await turn(world, "pay")
    world.bank.mode = "normal"
    visit = world.visit("late")
    assert await settle(visit, "cart-7-1-1", DUE_CENTS, "1001") == "declined"
    assert visit.operations == []


async def test_the_shopper_and_the_worker_settling_at_once_book_once(world: Any) -> None:
    visit = world.visit("pay")
    await request_payment(visit)
    worker = world.visit("outbox")
    for each in (visit, worker):
        assert await settle(each, "cart-7-1-1", DUE_CENTS, "1001") == "paid"
        world.write(each)
    assert (world.bank.taken_cents, world.basket().order, world.outbox) == (DUE_CENTS, 2, {})


@pytest.mark.parametrize("crash_at", [1, 2, 3])
@pytest.mark.parametrize("next_step", ["worker", "same turn again"])
async def test_the_power_may_go_at_any_step(world: Any, crash: type[Exception], crash_at: int, next_step: str) -> None:
    """After a crash between the bank's answer and the ledger, the repeated turn took its "paid" for a repetition."""
    world.crash_at = crash_at
    try:
        await turn(world, "pay")
    except crash:
        assert world.bank.taken_cents in (0, DUE_CENTS)
        if next_step == "worker":
            await deliver(world)
        if world.basket().order == 1:
            await turn(world, "pay")
    assert (world.bank.taken_cents, world.basket().order, world.outbox) == (DUE_CENTS, 2, {})


def test_nothing_is_in_the_way_of_a_good_basket(world: Any) -> None:
    assert readiness(world.visit("t")) == ()


def test_everything_in_the_way_is_told_at_once(world: Any, change: Callable[..., Change]) -> None:
    world.shopper = None
    yesterday = PralineBox("dark", "none", 12, "box", delivery="pickup", pickup="2026-09-30T10:00+00:00")
    late = box_change(yesterday, world.shop.data.pralines)
    world.ledger["2"] = Operation("2", "add", (change("tea", 60), late))
    assert readiness(world.visit("t")) == ("card", "stock", "pralines")


def test_goods_that_left_the_catalogue_are_out_of_stock(world: Any, change: Callable[..., Change]) -> None:
    world.ledger["2"] = Operation("2", "add", (change("gone"),))
    assert readiness(world.visit("t")) == ("stock",)


def test_a_praline_box_to_come_is_not_in_the_way(world: Any) -> None:
    tomorrow = PralineBox("dark", "none", 12, "box", delivery="pickup", pickup="2026-10-02T10:00+00:00")
    boxes = [box_change(box, world.shop.data.pralines) for box in (tomorrow, PralineBox("milk", "none", 4, "tin"))]
    world.ledger["2"] = Operation("2", "add", tuple(boxes))
    assert readiness(world.visit("t")) == ()
