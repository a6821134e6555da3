"""Each port fails at its Nth call, for N = 1, 2, 3…: an apology or "send it again", a true basket, a live session.

The shopper makes one whole trip each time, and the device repeats what was not answered, as devices do.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from actions.shop.bank import BankUnavailable
from assistant.config import Config
from assistant.store.error import StorageUnavailable
from assistant.turn import Message, StaleTurn
from assistant.wiring import MemoryBank, Parts, Sally, audit, running

MILK, AYRAN = "2003000100006", "2002000200006"
TRIP: list[dict[str, Any]] = [
    {"type": "open"},
    {"type": "card_in", "card": "1003"},
    {"type": "scan", "gtin": MILK},
    {"type": "button", "text": f'/ask_price{{"product": "{AYRAN}"}}'},
    {"type": "text", "text": "zwei Ayran"},
    {"type": "button", "text": "/ask_offers"},
    {"type": "button", "text": '/find_product{"product": "Honig"}'},
    {"type": "button", "text": f'/change_quantity{{"product": "{MILK}", "quantity": {{"amount": "3"}}}}'},
    {"type": "button", "text": "/undo"},
]
PAYING: list[dict[str, Any]] = [{"type": "exit"}, {"type": "button", "text": "/affirm"}]


@dataclass
class Fault:
    """Counts the calls of a port and fails at one of them, before or after it has done its work."""

    error: Callable[[], Exception]
    after: bool = False
    at: int = 0
    calls: int = 0

    def strike(self, *, done: bool) -> None:
        if done is self.after:
            self.calls += 1
            if self.calls == self.at:
                raise self.error()

    def arm(self, at: int) -> None:
        self.at, self.calls = at, 0


class Faulty:
    """A port whose methods fail when the fault strikes."""

    def __init__(self, sound: Any, fault: Fault, *methods: str) -> None:
        self._sound, self._fault, self._methods = sound, fault, methods

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._sound, name)
        if name not in self._methods:
            return method

        def called(*arguments: Any, **named: Any) -> Any:
            self._fault.strike(done=False)
            answer = method(*arguments, **named)
            self._fault.strike(done=True)
            return answer

        async def awaited(*arguments: Any, **named: Any) -> Any:
            self._fault.strike(done=False)
            answer = await method(*arguments, **named)
            self._fault.strike(done=True)
            return answer

        return awaited if inspect.iscoroutinefunction(method) else called


@dataclass
class Shopper:
    """Makes the trip, and sends again what was not answered."""

    sally: Sally
    session_id: str
    answers: list[dict[str, Any]]
    sent_again: int = 0
    number: int = 0

    async def go(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            self.number += 1
            self.answers.append(await self.send(Message(f"m{self.number}", **step)))

    async def send(self, message: Message) -> dict[str, Any]:
        for _ in range(3):
            try:
                return await self.sally.turns.take(self.session_id, message)
            except (StorageUnavailable, StaleTurn):
                self.sent_again += 1
        raise AssertionError(f"{message} was never answered")

    @property
    def apologies(self) -> int:
        return [reply["key"] for answer in self.answers for reply in answer["replies"]].count("utter_apology")

    @property
    def basket(self) -> dict[str, Any]:
        return dict(self.answers[-1]["basket"])


async def trip(sally: Sally, bank: MemoryBank, fault: Fault, at: int) -> Shopper:
    """One whole trip with a fault at the Nth call; whatever happens, all is well in the end."""
    session_id = (await sally.sessions.open("de", "cart")).session_id
    taken = bank.taken_cents
    shopper = Shopper(sally, session_id, [])
    fault.arm(at)
    await shopper.go([*TRIP, *PAYING])
    fault.at = 0
    saved, _replay = await sally.store.load(session_id)
    assert saved is not None
    assert await audit(sally.store, session_id, saved.basket), f"fault at {at}: the basket is not its ledger"
    # The session lives: what is left is paid, and all of it once.
    if saved.basket["payment"]:
        await sally.outbox.sweep()
    elif shopper.basket["lines"]:
        await shopper.go([{"type": "card_in", "card": "1003"}, *PAYING])
    ledger = [entry["kind"] for entry in await sally.store.operations(session_id)]
    assert ledger.count("paid") == 1, f"fault at {at}: {ledger}"
    paid = [entry for entry in await sally.store.operations(session_id) if entry["kind"] == "paid"]
    assert bank.taken_cents - taken == paid[0]["details"]["receipt"]["total_cents"], f"fault at {at}"
    op_ids = [entry["op_id"] for entry in await sally.store.operations(session_id)]
    assert len(op_ids) == len(set(op_ids))
    numbers = [event.seq for event in await sally.store.events(session_id, 0)]
    assert numbers == list(range(1, len(numbers) + 1)), f"fault at {at}: the log has a hole"
    return shopper


async def every_step(sally: Sally, bank: MemoryBank, fault: Fault, *, at_least: int) -> list[Shopper]:
    shoppers: list[Shopper] = []
    for at in range(1, 1_000):
        shoppers.append(await trip(sally, bank, fault, at))
        if fault.calls < at:
            assert at > at_least, f"only {fault.calls} calls were made"
            return shoppers
    raise AssertionError("the trip never came to an end")


@pytest.mark.slow
async def test_the_catalogue_fails_at_every_call(parts: Parts, bank: MemoryBank, tmp_path: Path) -> None:
    fault = Fault(lambda: RuntimeError("the index is gone"))
    faulty: Any = Faulty(parts.catalogue, fault, "match", "search", "similar", "get")
    async with running(Config(), replace(parts, catalogue=faulty), tmp_path, bank) as sally:
        shoppers = await every_step(sally, bank, fault, at_least=8)
    assert all(shopper.apologies == 1 for shopper in shoppers[:-1])
    assert shoppers[-1].apologies == 0


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("method", ["read", "write"])
async def test_the_store_fails_at_every_call(sally: Sally, bank: MemoryBank, method: str, *, after: bool) -> None:
    fault = Fault(lambda: StorageUnavailable("sally.db", "was locked."), after=after)
    faulty: Any = Faulty(sally.store._database, fault, method)
    sally.store._database = faulty
    shoppers = await every_step(sally, bank, fault, at_least=10)
    noticed = [shopper for shopper in shoppers[:-1] if shopper.sent_again or shopper.apologies]
    assert len(noticed) >= len(shoppers) / 2, "the others healed by themselves, or the outbox met with them"


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "error",
    [lambda: BankUnavailable("bank", 2.0), lambda: RuntimeError("broken"), TimeoutError],
    ids=["unavailable", "broken", "timeout"],
)
async def test_the_bank_fails_at_every_call(
    parts: Parts, bank: MemoryBank, tmp_path: Path, error: Callable[[], Exception], *, after: bool
) -> None:
    fault = Fault(error, after=after)
    faulty: Any = Faulty(bank, fault, "pay")
    async with running(Config(), parts, tmp_path, faulty) as sally:
        shoppers = await every_step(sally, bank, fault, at_least=1)
    told = [reply["key"] for answer in shoppers[0].answers for reply in answer["replies"]]
    assert {"utter_pay_pending", "utter_apology"} & set(told)
