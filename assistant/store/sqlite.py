"""SQLite, in a file, with a write-ahead log: readers and the one writer do not wait for each other.

A transaction of five statements takes SQLite less time than handing each statement to a thread and back. So a whole
transaction runs in a thread, and all transactions that came in while the disk was busy share the next COMMIT, which is
where the time goes. When one of them fails, none has happened, and each is done again by itself.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from assistant.store.database import json_text
from assistant.store.error import StorageUnavailable

T = TypeVar("T")
Job = tuple[Callable[[Connection], Any], Future[Any]]

_READERS = 4
_WHY = {
    sqlite3.SQLITE_BUSY: "was locked by another program for {seconds:.1f} s. Close that program.",
    sqlite3.SQLITE_LOCKED: "was locked by another program for {seconds:.1f} s. Close that program.",
    sqlite3.SQLITE_PERM: "may not be opened. Let Sally read and write the file and its folder.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Let Sally read and write the file and its folder.",
    sqlite3.SQLITE_READONLY: "is read-only. Let Sally write the file and its folder.",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full. Make room on it.",
    sqlite3.SQLITE_IOERR: "cannot be read or written, the disk reports an error. Look after the disk.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Restore the last backup.",
    sqlite3.SQLITE_NOTADB: "is not a database. Name another file, or restore the last backup.",
}


class SQLite:
    """See Database. `?timeout=` in the URL is how many seconds to wait for another program's lock, 5 by default."""

    def __init__(self, url: URL) -> None:
        self._name = url.database or ""
        if self._name in {"", ":memory:"}:
            raise StorageUnavailable("storage", "SQLite needs the name of a file. Write sqlite:///file.db.")
        self._make_folder()
        self._writer, self._readers = _engine(url), _engine(url)
        event.listen(self._writer, "begin", _begin)
        self._write_thread = ThreadPoolExecutor(1, "store-writer")
        self._read_threads = ThreadPoolExecutor(_READERS, "store-reader")
        self._waiting: SimpleQueue[Job] = SimpleQueue()

    async def read(self, body: Callable[[Connection], T]) -> T:
        """See Database.read."""
        return await asyncio.get_running_loop().run_in_executor(self._read_threads, self._read, body)

    async def write(self, body: Callable[[Connection], T]) -> T:
        """See Database.write."""
        result: Future[T] = Future()
        self._waiting.put((body, result))
        self._write_thread.submit(self._write_waiting)
        return await asyncio.wrap_future(result)

    async def close(self) -> None:
        """See Database.close."""
        await asyncio.to_thread(self._close)

    def _make_folder(self) -> None:
        if self._name.startswith("file:"):
            return
        try:
            Path(self._name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageUnavailable(self._name, f"its folder cannot be made: {error.strerror}.") from error

    def _read(self, body: Callable[[Connection], T]) -> T:
        started = monotonic()
        try:
            with self._readers.connect() as connection:
                return body(connection)
        except DBAPIError as error:
            raise self._explained(error, started) from error.orig

    def _write_waiting(self) -> None:
        """Run all that waits in one transaction; an earlier call may have left nothing to do."""
        jobs = self._take_waiting()
        if jobs:
            self._write(jobs)

    def _write(self, jobs: list[Job]) -> None:
        started = monotonic()
        try:
            with self._writer.begin() as connection:
                values = [body(connection) for body, _ in jobs]
        except Exception as error:  # noqa: BLE001  whoever waits must hear of it, whatever it is
            if len(jobs) > 1 and _why(error) is None:
                for job in jobs:
                    self._write([job])
            else:
                for _, result in jobs:
                    result.set_exception(self._explained(error, started))
        else:
            for (_, result), value in zip(jobs, values, strict=True):
                result.set_result(value)

    def _take_waiting(self) -> list[Job]:
        jobs: list[Job] = []
        while True:
            try:
                body, result = self._waiting.get_nowait()
            except Empty:
                return jobs
            if result.set_running_or_notify_cancel():
                jobs.append((body, result))

    def _explained(self, error: Exception, started: float) -> Exception:
        why = _why(error)
        if why is None:
            return error
        seconds = monotonic() - started
        unavailable = StorageUnavailable(self._name, why.format(seconds=seconds), seconds)
        unavailable.__cause__ = error
        return unavailable

    def _close(self) -> None:
        self._write_thread.shutdown()
        self._read_threads.shutdown()
        self._readers.dispose()
        self._writer.dispose()


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite"),
        json_serializer=json_text,
        json_deserializer=orjson.loads,
        pool_size=_READERS,
        max_overflow=0,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says so, and nowhere else
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits for a lock here, never in the middle


def _why(error: Exception) -> str | None:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return _WHY.get(code & 0xFF)  # the low byte is the kind, the rest its details
