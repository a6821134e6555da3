"""The outbox asks until it is answered, and one stubborn payment stands in nobody's way."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from assistant.outbox import Outbox
from assistant.wiring import MemoryBank, Sally
from tests.cart import Cart

MILK = '/add_to_basket{"product": "2003000100006"}'


class Bank:
    """Answers as it is told to: True, False, or an error, by the payment's key."""

    def __init__(self, **answers: bool | Exception) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def waiting(self) -> list[dict[str, Any]]:
        return [{"key": key, "session_id": "s", "payload": {}} for key in self.answers]

    async def settle(self, _session_id: str, _payment: Mapping[str, Any], key: str) -> bool:
        self.asked.append(key)
        answer = self.answers[key]
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_everything_is_tried_once_a_sweep() -> None:
    bank = Bank(a=True, b=False, c=True)
    assert await Outbox(bank.waiting, bank.settle).sweep() == 2
    assert bank.asked == ["a", "b", "c"]


async def test_one_that_fails_stands_in_nobodys_way(caplog: pytest.LogCaptureFixture) -> None:
    bank = Bank(a=AssertionError("broken"), b=True)
    assert await Outbox(bank.waiting, bank.settle).sweep() == 1
    assert bank.asked == ["a", "b"]
    assert "payment a stays in the outbox" in caplog.text


async def test_it_goes_on_after_an_error_until_it_is_cancelled(caplog: pytest.LogCaptureFixture) -> None:
    tries = asyncio.Queue[int]()

    async def unreadable() -> list[dict[str, Any]]:
        tries.put_nowait(1)
        raise OSError("locked")

    worker = asyncio.create_task(Outbox(unreadable, Bank().settle, pause_s=0).run())
    for _ in range(3):
        await tries.get()
    worker.cancel()
    assert isinstance((await asyncio.gather(worker, return_exceptions=True))[0], asyncio.CancelledError)
    assert "the outbox could not be read" in caplog.text


async def test_a_payment_is_settled_once_and_the_shopper_is_told(sally: Sally, cart: Cart, bank: MemoryBank) -> None:
    bank.mode = "down"
    await cart.turn("card_in", card="1001")
    await cart.press(MILK)
    await cart.press("/checkout")
    assert [reply["key"] for reply in (await cart.press("/affirm"))["replies"]] == ["utter_pay_pending"]
    assert (await cart.basket())["payment_pending"] is True
    await sally.outbox.sweep()
    assert bank.taken_cents == 0
    bank.mode = "normal"
    for _ in range(3):
        await sally.outbox.sweep()
    assert bank.taken_cents == 129
    events = await sally.store.events(cart.session_id, 0)
    told = [event.data["reply"]["key"] for event in events if event.kind == "sally"]
    assert told.count("utter_payment_settled") == 1
    assert (await cart.basket())["lines"] == []
    assert [entry["kind"] for entry in await sally.store.operations(cart.session_id)] == [
        "add",
        "pay_requested",
        "paid",
    ]


async def test_calls_for_staff_do_not_keep_payments_waiting(sally: Sally, cart: Cart, bank: MemoryBank) -> None:
    """Five hundred shoppers had called for help, and no payment was ever asked for again."""
    from assistant.turn import Message

    for number in range(505):
        await sally.turns.take(cart.session_id, Message(f"help-{number}", "button", "/talk_to_human"))
    assert len(await sally.store.undelivered(1_000, kind="staff")) > 500
    bank.mode = "down"
    await cart.turn("card_in", card="1001")
    await cart.press(MILK)
    await cart.press("/checkout")
    await cart.press("/affirm")
    bank.mode = "normal"
    await sally.outbox.sweep()
    assert bank.taken_cents == 129
