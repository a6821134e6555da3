"""The store: keeps each session as it stands, and commits everything of one turn together or not at all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection

from assistant.store import statement
from assistant.store.database import Database, connect
from assistant.store.error import AlreadyThere, DuplicateOperation, StaleVersion
from assistant.store.migration import migrate, newest_revision, stored_revision
from assistant.store.tables import OPERATIONS, OUTBOX, REPLAYS, SESSIONS

Json = dict[str, Any]

_PURGED_AT_ONCE = 200  # turns get their chance between two lots


@dataclass(frozen=True)
class Saved:
    """One session, which is one conversation, as it stands. `version` counts its turns, `last_seq` its events."""

    session_id: str
    token_hash: str
    state: Json
    basket: Json
    version: int
    last_seq: int


@dataclass(frozen=True)
class Replay:
    """The answer that a message got the first time, and the digest of the request that it was the answer to."""

    request_digest: str
    answer: Json


@dataclass(frozen=True)
class Unit:
    """Everything of one turn, which started from `version` of the session."""

    session_id: str
    version: int
    state: Json
    basket: Json
    guest: bool = True
    """Nobody has said who they are: the session is deleted when it has been idle for long."""
    message_id: str | None = None
    request_digest: str = ""
    answer: Json | None = None
    """What to answer when `message_id` comes again."""
    events: tuple[tuple[str, Json], ...] = ()
    """(kind, data) each; they get the session's next numbers."""
    operations: tuple[Json, ...] = ()
    """Entries for the ledger, each with at least `basket_id` and an `op_id` that is unique in that basket."""
    deliveries: tuple[Json, ...] = ()
    """Work for the outbox: `key`, `kind`, `payload`; a key that is known already is ignored."""
    delivered: tuple[str, ...] = ()
    """Keys of the outbox that are done."""


class Committed(NamedTuple):
    """Where the session stands after a unit."""

    version: int
    last_seq: int


class Event(NamedTuple):
    """One entry of a session's log."""

    seq: int
    kind: str
    data: Json


class Store:
    """Every call raises StorageUnavailable when the database cannot be used; then nothing of the call is saved."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock

    @classmethod
    async def open(cls, url: str, clock: Callable[[], float] = time.time) -> "Store":
        """Open the database at `url`, and create or update its tables. `clock` gives seconds since 1970."""
        database = connect(url)
        try:
            if await database.read(stored_revision) != newest_revision():
                await database.write(migrate)
        except BaseException:
            await database.close()
            raise
        return cls(database, clock)

    async def close(self) -> None:
        """Finish what is going on, and close the database."""
        await self._database.close()

    async def create(
        self, session_id: str, token_hash: str, state: Json, basket: Json, events: Sequence[tuple[str, Json]] = ()
    ) -> Saved:
        """Begin a session, as a guest. Raises AlreadyThere."""
        saved = Saved(session_id, token_hash, state, basket, version=0, last_seq=len(events))
        await self._database.write(partial(_create, saved=saved, events=events, now=self._clock()))
        return saved

    async def load(self, session_id: str, message_id: str | None = None) -> tuple[Saved | None, Replay | None]:
        """Read the session if there is one, and its answer to the message if it gave one, in one round trip."""
        return await self._database.read(partial(_load, session_id=session_id, message_id=message_id))

    async def commit(self, unit: Unit) -> Committed:
        """Save the whole unit; on the disk when this returns. Raises StaleVersion, DuplicateOperation."""
        return await self._database.write(partial(_commit, unit=unit, now=self._clock()))

    async def events(self, session_id: str, after: int, limit: int = 500) -> list[Event]:
        """Read the session's events with a number above `after`, in order."""
        values = {"session_id": session_id, "after": after, "count": limit}
        rows = await self._database.read(lambda connection: connection.execute(statement.READ_EVENTS, values).all())
        return [Event(*row) for row in rows]

    async def operations(self, basket_id: str) -> list[Json]:
        """Read the ledger of one basket, in order."""
        values = {"basket_id": basket_id}
        rows = await self._database.read(lambda connection: connection.scalars(statement.READ_OPERATIONS, values).all())
        return list(rows)

    async def undelivered(self, limit: int = 500, kind: str | None = None) -> list[Json]:
        """Read what the outbox still has to deliver, of this kind or of all, oldest first.

        Each has `key`, `session_id`, `kind`, `payload`.
        """
        values = {"count": limit, "kind": kind}
        rows = await self._database.read(
            lambda connection: connection.execute(statement.READ_UNDELIVERED, values).mappings().all()
        )
        return [dict(row) for row in rows]

    async def count_sessions(self, since: float) -> int:
        """Count the sessions that began at `since` or later."""
        count = await self._database.read(
            lambda connection: connection.scalar(statement.COUNT_SESSIONS, {"since": since})
        )
        return count or 0

    async def purge_guests(self, before: float) -> int:
        """Delete the guests' sessions last used before that time, with their events and replays; how many they were.

        The ledger stays, and so does a session for which the outbox has something left to deliver.
        """
        values = {"before": before, "count": _PURGED_AT_ONCE}
        total = 0
        while count := await self._database.write(
            lambda connection: connection.execute(statement.DELETE_IDLE_GUESTS, values).rowcount
        ):
            total += count
        return total


def _create(connection: Connection, saved: Saved, events: Sequence[tuple[str, Json]], now: float) -> None:
    row = vars(saved) | {"guest": True, "created_at": now, "used_at": now}
    new = statement.insert_new(connection.dialect.name, SESSIONS, SESSIONS.c.session_id)
    if connection.scalar(new, row) is None:
        raise AlreadyThere(saved.session_id)
    _append_events(connection, saved.session_id, saved.last_seq, events, now)


def _load(connection: Connection, session_id: str, message_id: str | None) -> tuple[Saved | None, Replay | None]:
    row = connection.execute(statement.LOAD, {"session_id": session_id, "message_id": message_id}).first()
    if row is None:
        return None, None
    saved = Saved(row.session_id, row.token_hash, row.state, row.basket, row.version, row.last_seq)
    replay = None if row.request_digest is None else Replay(row.request_digest, row.answer)
    return saved, replay


def _commit(connection: Connection, unit: Unit, now: float) -> Committed:
    committed = _advance(connection, unit, now)
    if unit.message_id is not None:
        _keep_answer(connection, unit, unit.message_id)
    _append_events(connection, unit.session_id, committed.last_seq, unit.events, now)
    if unit.operations:
        _append_operations(connection, unit.operations, now)
    _keep_outbox(connection, unit, now)
    return committed


def _advance(connection: Connection, unit: Unit, now: float) -> Committed:
    """Overwrite the session, and take the numbers of its new events. The row stays locked until the end."""
    values = {
        "of_session": unit.session_id,
        "from_version": unit.version,
        "event_count": len(unit.events),
        "state": unit.state,
        "basket": unit.basket,
        "guest": unit.guest,
        "used_at": now,
    }
    row = connection.execute(statement.ADVANCE, values).first()
    if row is None:
        raise StaleVersion(unit.session_id, unit.version)
    return Committed(row.version, row.last_seq)


def _keep_answer(connection: Connection, unit: Unit, message_id: str) -> None:
    assert unit.answer is not None, "a unit that answers a message has the answer"
    row = {
        "session_id": unit.session_id,
        "message_id": message_id,
        "request_digest": unit.request_digest,
        "answer": unit.answer,
    }
    new = statement.insert_new(connection.dialect.name, REPLAYS, REPLAYS.c.message_id)
    if connection.scalar(new, row) is None:
        raise StaleVersion(unit.session_id, unit.version)


def _append_events(
    connection: Connection, session_id: str, last_seq: int, events: Sequence[tuple[str, Json]], now: float
) -> None:
    first = last_seq - len(events) + 1
    rows = [
        {"session_id": session_id, "seq": seq, "kind": kind, "data": data, "at": now}
        for seq, (kind, data) in enumerate(events, first)
    ]
    if rows:
        connection.execute(statement.APPEND_EVENTS, rows)


def _append_operations(connection: Connection, operations: Sequence[Json], now: float) -> None:
    new = statement.insert_new(connection.dialect.name, OPERATIONS, OPERATIONS.c.op_id)
    for operation in operations:
        basket_id, op_id = operation["basket_id"], operation["op_id"]
        row = {"basket_id": basket_id, "op_id": op_id, "operation": operation, "at": now}
        if connection.scalar(new, row) is None:
            raise DuplicateOperation(basket_id, op_id)


def _keep_outbox(connection: Connection, unit: Unit, now: float) -> None:
    rows = [
        {
            "key": delivery["key"],
            "session_id": unit.session_id,
            "kind": delivery["kind"],
            "payload": delivery["payload"],
            "made_at": now,
        }
        for delivery in unit.deliveries
    ]
    if rows:
        connection.execute(statement.insert_new(connection.dialect.name, OUTBOX, OUTBOX.c.key), rows)
    if unit.delivered:
        connection.execute(statement.MARK_DELIVERED, [{"done": key, "now": now} for key in unit.delivered])
