import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import event

from assistant.store.error import AlreadyThere, DuplicateOperation, StaleVersion
from assistant.store.store import Committed, Replay, Saved, Store

from .conftest import TEN_O_CLOCK, Clock, full_unit, writing_engine


class Fault(Exception):
    pass


async def begun(store: Store) -> Store:
    await store.create("s1", "hash", {"turn": 0}, {"lines": []})
    return store


async def everything(store: Store) -> tuple:
    """All that a turn can change, as a reader sees it."""
    return (
        await store.load("s1", "m1"),
        await store.events("s1", 0),
        await store.operations("b1"),
        await store.undelivered(),
    )


async def test_a_session_is_loaded_as_it_was_created(store: Store):
    created = await store.create("s1", "hash", {"language": "tr"}, {"lines": []}, [("started", {"by": "card"})])
    assert created == Saved("s1", "hash", {"language": "tr"}, {"lines": []}, version=0, last_seq=1)
    assert await store.load("s1") == (created, None)
    assert await store.events("s1", 0) == [(1, "started", {"by": "card"})]


async def test_nobody_is_loaded_for_an_unknown_id(store: Store):
    assert await store.load("s1", "m1") == (None, None)


async def test_a_taken_id_is_refused_and_the_first_session_stays(store: Store):
    await begun(store)
    with pytest.raises(AlreadyThere) as refused:
        await store.create("s1", "other", {}, {}, [("started", {})])
    assert str(refused.value) == "session s1: exists already. Create it under a new id."
    assert await store.load("s1") == (Saved("s1", "hash", {"turn": 0}, {"lines": []}, 0, 0), None)
    assert await store.events("s1", 0) == []


async def test_a_unit_is_saved_with_all_it_has(store: Store):
    await begun(store)
    assert await store.commit(full_unit()) == Committed(version=1, last_seq=2)
    assert await everything(store) == (
        (
            Saved("s1", "hash", {"turn": 1}, {"lines": ["çay"]}, version=1, last_seq=2),
            Replay("d1", {"text": "Zwei Ayran, gerne."}),
        ),
        [(1, "said", {"text": "zwei Ayran"}), (2, "reply", {"text": "Zwei Ayran, gerne."})],
        [{"basket_id": "b1", "op_id": "op1", "kind": "add"}],
        [{"key": "k1", "session_id": "s1", "kind": "pay", "payload": {"cents": 199}}],
    )


@contextmanager
def fault(store: Store, moment: str, step: int = 1) -> Iterator[None]:
    """The database breaks at the given moment when it comes for the `step`th time."""
    left = iter(range(step - 1))

    def break_down(*_: object) -> None:
        if next(left, None) is None:
            raise Fault

    event.listen(writing_engine(store), moment, break_down)
    yield
    event.remove(writing_engine(store), moment, break_down)


async def test_a_fault_at_any_statement_leaves_nothing_of_the_unit(store: Store):
    await begun(store)
    before = await everything(store)
    for step in count(1):
        with fault(store, "before_cursor_execute", step):
            [result] = await asyncio.gather(store.commit(full_unit(delivered=("k0",))), return_exceptions=True)
        if not isinstance(result, Fault):
            break
        assert await everything(store) == before, f"after a fault at statement {step}"
    assert step > 6, "each of the six statements was broken once"
    assert result == (1, 2)


async def test_a_fault_at_the_commit_leaves_nothing_of_the_unit(store: Store):
    await begun(store)
    before = await everything(store)
    with fault(store, "commit"):
        [result] = await asyncio.gather(store.commit(full_unit()), return_exceptions=True)
    assert isinstance(result, Fault)
    assert await everything(store) == before
    assert await store.commit(full_unit()) == (1, 2)


async def test_the_slower_of_two_turns_is_told_and_leaves_nothing(store: Store):
    await begun(store)
    await store.commit(full_unit())
    before = await everything(store)
    with pytest.raises(StaleVersion) as stale:
        await store.commit(full_unit(message_id="m9", operations=(), deliveries=()))
    assert str(stale.value) == "session s1: version 0 is not the latest. Load it, and do the turn again."
    assert await everything(store) == before


async def test_of_turns_at_the_same_moment_one_wins(store: Store):
    await begun(store)
    units = [full_unit(message_id=f"m{n}", operations=()) for n in range(8)]
    results = await asyncio.gather(*(store.commit(unit) for unit in units), return_exceptions=True)
    assert sum(result == (1, 2) for result in results) == 1
    assert sum(isinstance(result, StaleVersion) for result in results) == 7
    assert [seq for seq, _, _ in await store.events("s1", 0)] == [1, 2]


async def test_a_turn_for_a_session_that_is_gone_is_stale(store: Store):
    with pytest.raises(StaleVersion):
        await store.commit(full_unit())
    assert await store.operations("b1") == []


async def test_a_message_that_was_answered_cannot_be_answered_otherwise(store: Store):
    await begun(store)
    await store.commit(full_unit())
    with pytest.raises(StaleVersion):
        await store.commit(full_unit(version=1, message_id="m1", answer={"text": "Drei Ayran."}))
    saved, replay = await store.load("s1", "m1")
    assert (saved.version, replay.answer) == (1, {"text": "Zwei Ayran, gerne."})


async def test_a_message_of_another_session_is_not_replayed(store: Store):
    await begun(store)
    await store.create("s2", "hash", {}, {})
    await store.commit(full_unit())
    assert (await store.load("s2", "m1"))[1] is None
    assert (await store.load("s1", "m2"))[1] is None
    assert (await store.load("s1"))[1] is None


async def test_an_operation_counts_once_and_its_unit_is_refused_whole(store: Store):
    await begun(store)
    await store.commit(full_unit())
    before = await everything(store)
    again = ({"basket_id": "b1", "op_id": "new"}, {"basket_id": "b1", "op_id": "op1"})
    with pytest.raises(DuplicateOperation) as duplicate:
        await store.commit(full_unit(version=1, operations=again))
    assert str(duplicate.value) == "basket b1: operation op1 is in the ledger already. Load it for its result."
    assert await everything(store) == before


async def test_the_same_operation_twice_in_one_unit_is_refused(store: Store):
    await begun(store)
    with pytest.raises(DuplicateOperation):
        await store.commit(full_unit(operations=({"basket_id": "b1", "op_id": "op1"},) * 2))
    assert await store.operations("b1") == []


async def test_two_baskets_may_use_the_same_operation_id(store: Store):
    await begun(store)
    await store.commit(full_unit(operations=tuple({"basket_id": basket, "op_id": "op1"} for basket in ("b1", "b2"))))
    assert await store.operations("b2") == [{"basket_id": "b2", "op_id": "op1"}]


async def test_operations_come_in_the_order_they_were_made(store: Store):
    await begun(store)
    op_ids = ["op9", "op1", "op5"]
    for version, op_id in enumerate(op_ids):
        await store.commit(full_unit(version=version, operations=({"basket_id": "b1", "op_id": op_id},)))
    assert [operation["op_id"] for operation in await store.operations("b1")] == op_ids


async def test_events_are_numbered_without_gaps_whatever_fails_in_between(store: Store):
    await begun(store)
    version = 0
    for turn in range(12):
        unit = full_unit(version=version if turn % 3 else version + 1, operations=(), message_id=None)
        try:
            version, last_seq = await store.commit(unit)
        except StaleVersion:
            continue
    events = await store.events("s1", 0)
    assert [seq for seq, _, _ in events] == list(range(1, 17))
    assert last_seq == 16


async def test_a_device_reads_on_from_the_last_event_it_has(store: Store):
    await store.create("s1", "hash", {}, {}, [("said", {"n": n}) for n in range(1, 8)])
    assert [seq for seq, _, _ in await store.events("s1", 2, limit=3)] == [3, 4, 5]
    assert [seq for seq, _, _ in await store.events("s1", 5)] == [6, 7]
    assert await store.events("s1", 7) == []


async def test_a_delivery_is_made_once_and_until_it_is_done(store: Store):
    await begun(store)
    twice = full_unit().deliveries * 2
    await store.commit(full_unit(deliveries=twice))
    await store.commit(full_unit(version=1, deliveries=({"key": "k1", "kind": "pay", "payload": {"cents": 0}},)))
    assert await store.undelivered() == [{"key": "k1", "session_id": "s1", "kind": "pay", "payload": {"cents": 199}}]
    await store.commit(full_unit(version=2, deliveries=full_unit(version=2).deliveries, delivered=("k1", "unknown")))
    assert [delivery["key"] for delivery in await store.undelivered()] == ["k3"]
    await store.commit(full_unit(version=3, deliveries=twice))
    assert [delivery["key"] for delivery in await store.undelivered()] == ["k3"], "done stays done"


async def test_the_oldest_delivery_comes_first(store: Store):
    await begun(store)
    keys = ["k9", "k1", "k5"]
    await store.commit(full_unit(deliveries=tuple({"key": key, "kind": "mail", "payload": {}} for key in keys)))
    assert [delivery["key"] for delivery in await store.undelivered()] == keys
    assert [delivery["key"] for delivery in await store.undelivered(limit=2)] == keys[:2]


async def test_sessions_are_counted_from_a_moment_on(store: Store, clock: Clock):
    for session_id in ("s1", "s2", "s3"):
        await store.create(session_id, "hash", {}, {})
        clock.now += 60
    assert await store.count_sessions(since=TEN_O_CLOCK) == 3
    assert await store.count_sessions(since=TEN_O_CLOCK + 60) == 2
    assert await store.count_sessions(since=TEN_O_CLOCK + 180) == 0


async def test_idle_guests_go_and_everybody_else_stays(store: Store, clock: Clock):
    for session_id in ("idle", "known", "owing", "active"):
        await store.create(session_id, "hash", {}, {}, [("started", {})])
    await store.commit(full_unit("idle", deliveries=()))
    await store.commit(full_unit("known", guest=False, operations=(), deliveries=()))
    await store.commit(full_unit("owing", operations=()))
    clock.now += 60
    await store.commit(full_unit("active", operations=(), deliveries=()))

    assert await store.purge_guests(before=clock.now) == 1
    assert [(await store.load(name))[0] is not None for name in ("idle", "known", "owing", "active")] == [
        False,
        True,
        True,
        True,
    ]
    assert await store.events("idle", 0) == []
    assert await store.operations("b1") != [], "the ledger stays"

    clock.now += 60
    await store.commit(full_unit("active", version=1, operations=(), deliveries=(), delivered=("k1",)))
    assert await store.purge_guests(before=clock.now) == 1, "nothing is owed to it any more"
    assert (await store.load("owing"))[0] is None


async def test_a_purged_id_starts_anew_with_nothing_of_the_old_session(store: Store, clock: Clock):
    await begun(store)
    await store.commit(full_unit(deliveries=()))
    clock.now += 60
    await store.purge_guests(before=clock.now)
    await begun(store)
    assert await store.load("s1", "m1") == (Saved("s1", "hash", {"turn": 0}, {"lines": []}, 0, 0), None)


async def test_more_guests_than_one_lot_are_purged(store: Store, clock: Clock):
    for n in range(205):
        await store.create(f"s{n}", "hash", {}, {})
    assert await store.purge_guests(before=clock.now + 1) == 205
    assert await store.count_sessions(since=0) == 0


async def test_all_that_was_saved_is_there_after_reopening(url: str, store: Store, clock: Clock):
    await begun(store)
    await store.commit(full_unit())
    before = await everything(store)
    reopened = await Store.open(url, clock)
    assert await everything(reopened) == before
    await reopened.close()


async def test_what_cannot_be_written_as_json_is_refused_whole(store: Store):
    await begun(store)
    before = await everything(store)
    with pytest.raises(Exception, match="not JSON serializable"):
        await store.commit(full_unit(events=(("said", {"what": object()}),)))
    assert await everything(store) == before
