"""The janitor clears guests away who have not been seen for long; whoever has a card stays."""

import asyncio

import pytest

from assistant.janitor import HOUR_S, Janitor
from assistant.store.error import StorageUnavailable
from assistant.wiring import Sally


async def test_it_asks_for_everything_older_than_the_hours_of_the_operator() -> None:
    asked: list[float] = []

    async def purge(before: float) -> int:
        asked.append(before)
        return 0

    await Janitor(purge, lambda: 100 * HOUR_S, guest_hours=24).sweep()
    assert asked == [76 * HOUR_S]


async def test_it_goes_on_after_an_error_until_it_is_cancelled(caplog: pytest.LogCaptureFixture) -> None:
    rounds = asyncio.Queue[float]()

    async def purge(before: float) -> int:
        rounds.put_nowait(before)
        raise StorageUnavailable("sally.db", "was locked.")

    worker = asyncio.create_task(Janitor(purge, lambda: 0.0, guest_hours=1, pause_s=0).run())
    for _ in range(3):
        await rounds.get()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    assert "could not be cleared away" in caplog.text


async def test_idle_guests_go_and_their_ledger_stays(sally: Sally) -> None:
    from assistant.turn import Message

    guest, holder = await sally.sessions.open("de", "cart"), await sally.sessions.open("de", "cart")
    await sally.turns.take(guest.session_id, Message("1", "scan", gtin="2003000100006"))
    await sally.turns.take(holder.session_id, Message("1", "card_in", card="1001"))

    def later() -> float:
        return 4e9

    assert await Janitor(sally.store.purge_guests, later, sally.config.limits.guest_hours).sweep() == 1
    assert (await sally.store.load(guest.session_id))[0] is None
    assert (await sally.store.load(holder.session_id))[0] is not None
    assert len(await sally.store.operations(guest.session_id)) == 1


async def test_a_guest_seen_today_stays(sally: Sally) -> None:
    import time

    guest = await sally.sessions.open("de", "cart")
    assert await Janitor(sally.store.purge_guests, time.time, guest_hours=1).sweep() == 0
    assert (await sally.store.load(guest.session_id))[0] is not None
