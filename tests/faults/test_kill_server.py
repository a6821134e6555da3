"""`sally serve` is killed at work, and started again on the same data. The device sends again what was not answered."""

import asyncio
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.store.store import Store
from assistant.wiring import Parts, audit
from tests.process import Process

pytestmark = pytest.mark.slow
KILLS = 4
MILK = "2003000100006"


class Device:
    """A cart with one session, that repeats a message until it is answered."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.client = httpx.Client(base_url=process.url, timeout=30)
        opened = self.client.post("/api/v1/sessions", json={"language": "de"}).json()
        self.session_id = opened["session_id"]
        self.path = f"/api/v1/sessions/{self.session_id}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        self.restarts = 0

    def send(self, message_id: str, kind: str, **values: str) -> dict[str, Any]:
        body = {"message_id": message_id, "type": kind, **values}
        while True:
            try:
                response = self.client.post(
                    f"/api/v1/sessions/{self.session_id}/turns", json=body, headers=self.headers
                )
            except httpx.TransportError:
                self.process.end()
                self.process.start()
                self.restarts += 1
                continue
            assert response.status_code == 200, response.text
            return dict(response.json())

    @property
    def basket(self) -> dict[str, Any]:
        return dict(self.client.get(f"{self.path}/basket", headers=self.headers).json())


@pytest.fixture
def process(parts: Parts, tmp_path: Path) -> Iterator[Process]:
    """A server that need not learn any more."""
    assert parts
    with Process(tmp_path / "data") as process:
        yield process


@pytest.fixture
def device(process: Process) -> Iterator[Device]:
    device = Device(process)
    with closing(device.client):
        yield device


def payments(data: Path) -> list[tuple[int, str]]:
    """(cents, status) of each payment in the bank's own books."""
    with closing(sqlite3.connect(data / "bank.db", timeout=5)) as bank:
        return bank.execute("SELECT amount_cents, status FROM payments").fetchall()


async def books(data: Path, session_id: str) -> tuple[dict[str, Any], list[str]]:
    """The kept basket, which must be what the ledger adds up to, and the kinds of the ledger's entries."""
    store = await Store.open(f"sqlite:///{data / 'sally.db'}")
    try:
        saved, _replay = await store.load(session_id)
        assert saved is not None
        assert await audit(store, session_id, saved.basket)
        operations = await store.operations(session_id)
        assert len({entry["op_id"] for entry in operations}) == len(operations)
        numbers = [event.seq for event in await store.events(session_id, 0, limit=100_000)]
        assert numbers == list(range(1, len(numbers) + 1))
        return saved.basket, [entry["kind"] for entry in operations]
    finally:
        await store.close()


async def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    process: Process, device: Device, parts: Parts
) -> None:
    seed = random.randrange(1_000_000)  # noqa: S311
    chance = random.Random(seed)  # noqa: S311  # chooses moments, no secrets
    goods = [product.gtin for product in parts.catalogue.products if product.stock >= 20 and not product.sold_by_weight]
    for number in range(200):
        if number % 40 == 10:
            threading.Timer(chance.uniform(0, 0.1), process.process.kill).start()
        answer = device.send(f"m{number}", "scan", gtin=goods[number % 40])
        assert answer["basket"]["pieces"] == number + 1, f"seed {seed}: turn {number} of {answer['basket']}"
    assert device.restarts >= KILLS, f"seed {seed}: it was killed between two turns, and nobody noticed"
    again = device.send("m199", "scan", gtin=goods[199 % 40])
    assert again["repeated"]
    process.kill()
    basket, ledger = await books(process.data, device.session_id)
    assert ledger == ["add"] * 200, f"seed {seed}"
    assert sum(Decimal(line["amount"]) for line in basket["lines"]) == 200, f"seed {seed}"


async def test_a_payment_is_taken_once_when_she_is_killed_before_the_bank_has_answered(
    process: Process, device: Device
) -> None:
    device.send("card", "card_in", card="1001")
    device.send("milk", "scan", gtin=MILK)
    device.send("exit", "exit")
    assert device.client.put("/api/v1/demo/bank", json={"mode": "slow"}).status_code == 200

    def kill_while_the_bank_thinks() -> None:
        while not payments(process.data):
            time.sleep(0.01)
        process.process.kill()

    killer = threading.Thread(target=kill_while_the_bank_thinks)
    killer.start()
    device.send("yes", "button", payload="/affirm")
    killer.join()
    assert device.restarts == 1
    deadline = time.monotonic() + 20
    while device.basket["lines"] and time.monotonic() < deadline:  # noqa: ASYNC110  # another process
        await asyncio.sleep(0.05)  # the outbox asks again
    assert device.send("yes", "button", payload="/affirm")["repeated"]
    process.kill()
    assert payments(process.data) == [(129, "captured")]
    basket, ledger = await books(process.data, device.session_id)
    assert ledger == ["add", "pay_requested", "paid"]
    assert basket["lines"] == []
    assert len(basket["paid"]) == 1
