"""The SQL of the store. Written once as values, so that SQLAlchemy compiles each a single time per database."""

from collections.abc import Callable
from functools import cache

from sqlalchemy import Column, Table, Text, and_, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from assistant.store.tables import EVENTS, OPERATIONS, OUTBOX, REPLAYS, SESSIONS

_INSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@cache
def insert_new(dialect: str, table: Table, answer: Column[str]) -> ReturningInsert[tuple[str]]:
    """Insert the rows that break no unique key, and return the `answer` column of each that was new."""
    return _INSERT[dialect](table).on_conflict_do_nothing().returning(answer)


LOAD = (
    select(SESSIONS, REPLAYS.c.request_digest, REPLAYS.c.answer)
    .join_from(
        SESSIONS,
        REPLAYS,
        and_(REPLAYS.c.session_id == SESSIONS.c.session_id, REPLAYS.c.message_id == bindparam("message_id")),
        isouter=True,
    )
    .where(SESSIONS.c.session_id == bindparam("session_id"))
)

ADVANCE = (
    update(SESSIONS)
    .where(SESSIONS.c.session_id == bindparam("of_session"), SESSIONS.c.version == bindparam("from_version"))
    .values(version=SESSIONS.c.version + 1, last_seq=SESSIONS.c.last_seq + bindparam("event_count"))
    .values({name: bindparam(name) for name in ("state", "basket", "guest", "used_at")})
    .returning(SESSIONS.c.version, SESSIONS.c.last_seq)
)

APPEND_EVENTS = insert(EVENTS)

READ_EVENTS = (
    select(EVENTS.c.seq, EVENTS.c.kind, EVENTS.c.data)
    .where(EVENTS.c.session_id == bindparam("session_id"), EVENTS.c.seq > bindparam("after"))
    .order_by(EVENTS.c.seq)
    .limit(bindparam("count"))
)

READ_OPERATIONS = (
    select(OPERATIONS.c.operation).where(OPERATIONS.c.basket_id == bindparam("basket_id")).order_by(OPERATIONS.c.id)
)

MARK_DELIVERED = (
    update(OUTBOX)
    .where(OUTBOX.c.key == bindparam("done"), OUTBOX.c.delivered_at.is_(None))
    .values(delivered_at=bindparam("now"))
)

READ_UNDELIVERED = (
    select(OUTBOX.c.key, OUTBOX.c.session_id, OUTBOX.c.kind, OUTBOX.c.payload)
    .where(
        OUTBOX.c.delivered_at.is_(None), OUTBOX.c.kind == func.coalesce(bindparam("kind", type_=Text), OUTBOX.c.kind)
    )
    .order_by(OUTBOX.c.id)
    .limit(bindparam("count"))
)

COUNT_SESSIONS = select(func.count()).select_from(SESSIONS).where(SESSIONS.c.created_at >= bindparam("since"))

_IDLE = and_(SESSIONS.c.guest, SESSIONS.c.used_at < bindparam("before"))
_OWES = exists().where(OUTBOX.c.session_id == SESSIONS.c.session_id, OUTBOX.c.delivered_at.is_(None))

DELETE_IDLE_GUESTS = delete(SESSIONS).where(
    _IDLE,  # again here: PostgreSQL looks once more at a row that a turn has just changed
    SESSIONS.c.session_id.in_(select(SESSIONS.c.session_id).where(_IDLE, ~_OWES).limit(bindparam("count"))),
)
