"""The bank for trying things out, spoken to by the client that the shop uses."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.shop.bank import BankUnavailable, HttpBank
from actions.shop.demo_bank import create_app

CHARGE = {"amount_cents": 250, "currency": "EUR", "card": "1001"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def network(ledger: Path) -> httpx.ASGITransport:
    return httpx.ASGITransport(create_app(ledger))


@pytest.fixture
async def browser(network: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=network, base_url="http://bank") as client:
        yield client


@pytest.fixture
async def bank(network: httpx.ASGITransport) -> AsyncIterator[HttpBank]:
    client = HttpBank("http://bank", 5, network)
    yield client
    await client.aclose()


async def payments(browser: httpx.AsyncClient) -> list[tuple[int, str]]:
    ledger = (await browser.get("/ledger")).json()
    return [(payment["amount_cents"], payment["status"]) for payment in ledger["payments"]]


async def charge(browser: httpx.AsyncClient, key: str, **change: Any) -> httpx.Response:
    return await browser.post("/authorisations", json=CHARGE | change, headers={"Idempotency-Key": key})


async def test_the_same_payment_is_taken_once(browser: httpx.AsyncClient, bank: HttpBank) -> None:
    first, second = await bank.pay("p1", 250, "1001"), await bank.pay("p1", 250, "1001")
    assert first == second
    assert first.status == "captured"
    assert await payments(browser) == [(250, "captured")]


async def test_asked_twice_at_once_it_is_taken_once(browser: httpx.AsyncClient, bank: HttpBank) -> None:
    one, other = await asyncio.gather(bank.pay("p1", 250, "1001"), bank.pay("p1", 250, "1001"))
    assert one == other
    assert await payments(browser) == [(250, "captured")]


async def test_the_ledger_outlives_the_bank(bank: HttpBank, ledger: Path) -> None:
    restarted = HttpBank("http://bank", 5, httpx.ASGITransport(create_app(ledger)))
    assert await bank.pay("p1", 250, "1001") == await restarted.pay("p1", 250, "1001")
    await restarted.aclose()


async def test_more_than_the_card_allows_is_declined(browser: httpx.AsyncClient, bank: HttpBank) -> None:
    assert (await bank.pay("p1", 2001, "1003")).status == "declined"
    assert (await bank.pay("p2", 1, "9999")).status == "declined"
    assert await payments(browser) == [(2001, "declined"), (1, "declined")]


async def test_the_same_key_replays_the_first_answer_and_refuses_another_body(browser: httpx.AsyncClient) -> None:
    first, replayed, other = (
        await charge(browser, "k"),
        await charge(browser, "k"),
        await charge(browser, "k", amount_cents=1),
    )
    assert (first.status_code, replayed.status_code, other.status_code) == (201, 201, 409)
    assert first.json() == replayed.json()
    assert replayed.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert other.json()["code"] == "idempotency_conflict"


async def test_a_failure_of_the_bank_is_not_remembered(browser: httpx.AsyncClient, bank: HttpBank) -> None:
    await browser.put("/mode", json={"mode": "down"})
    with pytest.raises(BankUnavailable):
        await bank.pay("p1", 250, "1001")
    assert await payments(browser) == []
    await browser.put("/mode", json={"mode": "normal"})
    assert (await bank.pay("p1", 250, "1001")).status == "captured"


async def test_a_slow_bank_takes_the_money_once_however_often_the_shop_gives_up(
    browser: httpx.AsyncClient, bank: HttpBank, network: httpx.ASGITransport
) -> None:
    impatient = HttpBank("http://bank", 0.1, network)
    await browser.put("/mode", json={"mode": "slow"})
    for _ in range(2):
        with pytest.raises(BankUnavailable):
            await impatient.pay("p1", 250, "1001")
    await impatient.aclose()
    await browser.put("/mode", json={"mode": "normal"})
    assert (await bank.pay("p1", 250, "1001")).status == "captured"
    assert await payments(browser) == [(250, "captured")]


async def test_a_declining_bank_declines_for_good(browser: httpx.AsyncClient, bank: HttpBank) -> None:
    assert (await browser.put("/mode", json={"mode": "declining"})).json() == {"mode": "declining"}
    assert (await bank.pay("p1", 250, "1001")).status == "declined"
    await browser.put("/mode", json={"mode": "normal"})
    assert (await bank.pay("p1", 250, "1001")).status == "declined"
    assert (await bank.pay("p2", 250, "1001")).status == "captured"


@pytest.mark.parametrize("change", [{"amount_cents": 0}, {"amount_cents": "250"}, {"currency": "TRY"}, {"tip": 1}])
async def test_what_is_no_charge_is_refused(browser: httpx.AsyncClient, change: dict[str, Any]) -> None:
    response = await charge(browser, "k", **change)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
    assert (await charge(browser, "k")).status_code == 201


async def test_requests_without_a_key_or_a_payment_are_refused(browser: httpx.AsyncClient) -> None:
    keyless = await browser.post("/authorisations", json=CHARGE)
    assert (keyless.status_code, keyless.json()["code"]) == (400, "idempotency_key_required")
    key = {"Idempotency-Key": "k"}
    assert (await browser.post("/authorisations/none/capture", headers=key)).status_code == 404
    declined = (await charge(browser, "d", card="9999")).json()["id"]
    key = {"Idempotency-Key": "d:capture"}
    assert (await browser.post(f"/authorisations/{declined}/capture", headers=key)).status_code == 409
    assert (await browser.put("/mode", json={"mode": "angry"})).json() == {
        "type": "invalid_request",
        "code": "invalid_request",
        "message": 'Send {"mode": …} with one of normal, slow, down, declining.',
    }


async def test_it_says_that_it_is_there(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/healthz")).json() == {"status": "ok", "mode": "normal"}
