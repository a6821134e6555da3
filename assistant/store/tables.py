"""The tables. A session is one small row that each turn overwrites; everything that grows is appended beside it."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

_COUNTER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself in an INTEGER key only


def _session_id(*, primary_key: bool) -> Column[str]:
    key = ForeignKey("sessions.session_id", ondelete="CASCADE")
    return Column("session_id", Text, key, primary_key=primary_key, nullable=False)


SESSIONS = Table(
    "sessions",
    METADATA,
    Column("session_id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("state", JSON, nullable=False),
    Column("basket", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("created_at", Double, nullable=False),  # this and every time: seconds since 1970
    Column("used_at", Double, nullable=False),
    Index("sessions_created_at", "created_at"),
    Index("sessions_used_at", "used_at"),
)

EVENTS = Table(
    "events",
    METADATA,
    _session_id(primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Double, nullable=False),
)

REPLAYS = Table(
    "replays",
    METADATA,
    _session_id(primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("request_digest", Text, nullable=False),
    Column("answer", JSON, nullable=False),
)

OPERATIONS = Table(  # the shop's books: it names no session, and stays when the session goes
    "operations",
    METADATA,
    Column("id", _COUNTER, primary_key=True),
    Column("basket_id", Text, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("operation", JSON, nullable=False),
    Column("at", Double, nullable=False),
    UniqueConstraint("basket_id", "op_id", name="operations_once"),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", _COUNTER, primary_key=True),
    Column("key", Text, nullable=False),
    _session_id(primary_key=False),
    Column("kind", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("made_at", Double, nullable=False),
    Column("delivered_at", Double),
    UniqueConstraint("key", name="outbox_once"),
    Index("outbox_session_id", "session_id"),
)
Index(
    "outbox_undelivered",
    OUTBOX.c.id,
    sqlite_where=OUTBOX.c.delivered_at.is_(None),
    postgresql_where=OUTBOX.c.delivered_at.is_(None),
)
