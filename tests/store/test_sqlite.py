import asyncio
import re
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import event

from assistant.store.error import StaleVersion, StorageUnavailable
from assistant.store.store import Store

from .conftest import full_unit, writing_engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sally.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{path}?timeout=0.05")
    for n in range(8):
        await opened.create(f"s{n}", "hash", {}, {})
    yield opened
    await opened.close()


class Busy:
    """Keeps the writer busy from `async with` on until `done`, so that what comes in meanwhile has to wait."""

    def __init__(self, store: Store) -> None:
        self.database, self.started, self.done = store._database, threading.Event(), threading.Event()

    async def __aenter__(self) -> Self:
        self.work = asyncio.create_task(self.database.write(self.wait))
        await asyncio.to_thread(self.started.wait)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.done.set()
        await self.work

    def wait(self, _: object) -> None:
        self.started.set()
        self.done.wait()


def units(**changes: object) -> list:
    own = {"operations": (), "deliveries": ()}
    return [full_unit(f"s{n}", **(own | changes)) for n in range(8)]


async def waiting(work: list) -> list:
    """Tasks that have handed their work to the busy writer."""
    tasks = [asyncio.create_task(one) for one in work]
    await asyncio.sleep(0)
    return tasks


async def test_turns_that_wait_share_one_commit(store: Store):
    commits = []
    event.listen(writing_engine(store), "commit", commits.append)
    async with Busy(store):
        tasks = await waiting([store.commit(unit) for unit in units()])
    assert await asyncio.gather(*tasks) == [(1, 2)] * 8
    assert len(commits) == 2, "one for the work that kept the writer busy, one for all eight"


async def test_a_turn_that_fails_takes_none_of_its_neighbours_with_it(store: Store):
    turns = units()
    turns[3] = full_unit("s3", version=7)
    async with Busy(store):
        tasks = await waiting([store.commit(unit) for unit in turns])
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results.pop(3), StaleVersion)
    assert results == [(1, 2)] * 7


async def test_a_turn_that_is_given_up_while_it_waits_never_happens(store: Store):
    async with Busy(store):
        tasks = await waiting([store.commit(unit) for unit in units()])
        tasks[3].cancel()
        await asyncio.wait([tasks[3]])
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(result) for result in results].count("") == 1
    assert [(await store.load(f"s{n}"))[0].version for n in range(8)] == [1, 1, 1, 0, 1, 1, 1, 1]


async def test_reading_does_not_wait_for_a_writer(store: Store):
    async with Busy(store):
        assert (await store.load("s1"))[0].version == 0
        assert await store.events("s1", 0) == []


async def test_a_writer_does_not_wait_for_a_reader(store: Store, path: Path):
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM events").fetchone() == (0,)
    assert await store.commit(full_unit("s1")) == (1, 2)
    assert reader.execute("SELECT count(*) FROM events").fetchone() == (0,), "the reader keeps what it began with"
    reader.close()


async def test_a_locked_database_is_named_with_the_time_it_took(store: Store, path: Path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable) as locked:
        await store.commit(full_unit("s1"))
    sentence = re.escape(str(path)) + r": was locked by another program for 0\.\d s\. Close that program\."
    assert re.fullmatch(sentence, str(locked.value))
    assert locked.value.which == str(path)
    assert locked.value.seconds >= 0.05
    other.execute("ROLLBACK")
    assert await store.commit(full_unit("s1")) == (1, 2)


async def test_all_who_wait_for_a_lock_wait_for_it_together(store: Store, path: Path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    attempts = []
    event.listen(writing_engine(store), "before_cursor_execute", lambda *call: attempts.append(call[2]))
    results = await asyncio.gather(*(store.commit(unit) for unit in units()), return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable] * 8
    assert set(attempts) == {"BEGIN IMMEDIATE"}
    assert len(attempts) <= 3, "the first turn may wait alone, the others must not wait one after the other"
    other.close()


async def test_a_read_only_database_can_be_read_and_says_why_it_is_not_written(store: Store, path: Path):
    reading = await Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert (await reading.load("s1"))[0].version == 0
    with pytest.raises(StorageUnavailable) as refused:
        await reading.commit(full_unit("s1"))
    assert str(refused.value) == f"file:{path}: is read-only. Let Sally write the file and its folder."
    await reading.close()


async def test_a_full_disk_refuses_every_waiting_turn_whole(store: Store):
    await store._database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1").close())
    async with Busy(store):
        tasks = await waiting([store.commit(unit) for unit in units(state={"much": "x" * 9000})])
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert {str(result).split(": ")[1] for result in results} == {"cannot grow, the disk is full. Make room on it."}
    assert [(await store.load(f"s{n}"))[0].version for n in range(8)] == [0] * 8


def test_a_file_that_is_no_database_is_left_alone(path: Path):
    path.write_text("Einkaufszettel: Brot, Milch\n" * 50)
    with pytest.raises(StorageUnavailable) as refused:
        asyncio.run(Store.open(f"sqlite:///{path}"))
    assert str(refused.value) == f"{path}: is not a database. Name another file, or restore the last backup."
    assert path.read_text().startswith("Einkaufszettel")


async def test_the_folder_of_the_file_is_made(tmp_path: Path):
    store = await Store.open(f"sqlite:///{tmp_path}/data/shop/sally.db")
    await store.create("s1", "hash", {}, {})
    await store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageUnavailable) as refused:
        asyncio.run(Store.open(f"sqlite:///{tmp_path}/data/sally.db"))
    assert str(refused.value) == f"{tmp_path}/data/sally.db: its folder cannot be made: File exists."


async def test_every_turn_is_on_the_disk_when_it_is_acknowledged(store: Store):
    def pragmas(connection):
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

    assert await store._database.write(pragmas) == ["wal", 2]  # 2 is FULL


async def test_no_turn_reads_a_table_from_end_to_end(store: Store, path: Path):
    statements = []

    def note(_connection, _cursor, statement, parameters, _context, many):
        statements.append((statement, parameters[0] if many else parameters))

    for engine in (store._database._writer, store._database._readers):
        event.listen(engine, "before_cursor_execute", note)
    await store.commit(full_unit("s1", delivered=("k1",)))
    await store.load("s1", "m1")
    await store.events("s1", 0)
    await store.operations("b1")
    await store.undelivered()
    other = sqlite3.connect(path)
    plans = [
        row[3]
        for statement, parameters in statements
        if statement.startswith(("SELECT", "UPDATE"))
        for row in other.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    other.close()
    assert len(plans) >= 7
    assert [plan for plan in plans if plan.startswith("SCAN")] == ["SCAN outbox USING INDEX outbox_undelivered"]
