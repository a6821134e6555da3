"""The customer-card bank, in memory and over HTTP."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from actions.shop.bank import BankAnswer, BankUnavailable, HttpBank, MemoryBank

Handler = Callable[[httpx.Request], Any]


async def ask(handler: Handler, timeout_s: float = 2) -> BankAnswer:
    bank = HttpBank("http://bank.example", timeout_s, httpx.MockTransport(handler))
    try:
        return await bank.pay("cart-7-1-1", 250, "1001")
    finally:
        await bank.aclose()


def decide(status: str, code: int = 201) -> Handler:
    return lambda request: httpx.Response(code, json={"id": "auth_1", "status": status})


async def test_money_is_reserved_and_then_taken_each_with_a_key_of_its_own() -> None:
    asked = list[tuple[str, str, object]]()

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, request.headers["Idempotency-Key"], json.loads(request.content)))
        status = "captured" if request.url.path.endswith("/capture") else "authorised"
        return httpx.Response(201, json={"id": "auth_1", "status": status})

    assert await ask(handler) == BankAnswer("captured", "auth_1")
    assert asked == [
        ("/authorisations", "cart-7-1-1", {"amount_cents": 250, "currency": "EUR", "card": "1001"}),
        ("/authorisations/auth_1/capture", "cart-7-1-1:capture", {}),
    ]


async def test_a_refusal_is_an_answer() -> None:
    assert await ask(decide("declined")) == BankAnswer("declined", "auth_1")


async def test_a_bank_that_has_already_taken_the_money_is_not_asked_to_take_it() -> None:
    assert await ask(decide("captured", 200)) == BankAnswer("captured", "auth_1")


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def lost(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow")


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        (unreachable, "no answer"),
        (lost, "no answer"),
        (decide("authorised", 500), "only status 500"),
        (decide("authorised", 409), "only status 409"),
        (decide("perhaps"), "only something that is no authorisation"),
        (lambda request: httpx.Response(200, text="<html>"), "only something that is no authorisation"),
        (decide("authorised"), 'no money taken, only "authorised",'),
    ],
)
async def test_an_answer_that_cannot_be_used_is_none(handler: Handler, why: str) -> None:
    with pytest.raises(BankUnavailable) as caught:
        await ask(handler)
    assert str(caught.value) == f"http://bank.example: {why} within 2 s. Ask again for the same payment."


async def test_the_time_limit_holds_for_both_steps_together() -> None:
    async def handler(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(BankUnavailable):
        await ask(handler, timeout_s=0.01)


async def test_the_bank_in_memory_takes_money_once_and_knows_its_limits() -> None:
    bank = MemoryBank({"1001": 500})

    asked = [("a", 300, "1001"), ("a", 300, "1001"), ("b", 501, "1001"), ("c", 1, "9999")]
    assert [(await bank.pay(*each)).status for each in asked] == ["captured", "captured", "declined", "declined"]
    assert bank.taken_cents == 300


@pytest.mark.parametrize(("mode", "taken"), [("down", 0), ("slow", 300)])
async def test_the_bank_in_memory_can_be_silent_before_or_after_taking_money(mode: str, taken: int) -> None:
    bank = MemoryBank({"1001": 500}, mode)
    with pytest.raises(BankUnavailable):
        await bank.pay("a", 300, "1001")
    assert bank.taken_cents == taken
