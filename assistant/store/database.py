"""Where the tables are: what the store asks of a database, and the one that an URL names.

A transaction is a plain function of a SQLAlchemy connection. Each database runs it in the way that is quickest there.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import orjson
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from assistant.store.error import StorageUnavailable

T = TypeVar("T")


class Database(Protocol):
    """Runs transactions. Every call raises StorageUnavailable when the database cannot be used."""

    async def read(self, body: Callable[[Connection], T]) -> T:
        """Return what `body` reads; it waits for no writer, and no writer for it."""

    async def write(self, body: Callable[[Connection], T]) -> T:
        """Return what `body` returns, once all that it wrote is on the disk. If it raises, nothing is written."""

    async def close(self) -> None:
        """Finish what is going on, and let go of the database."""


def connect(url: str) -> Database:
    """Name the database at `url`: sqlite:///file.db or postgresql://user:password@host/name."""
    try:
        place = make_url(url)
    except ArgumentError:
        raise StorageUnavailable("storage", _UNKNOWN) from None
    match place.get_backend_name():
        case "sqlite":
            from assistant.store.sqlite import SQLite

            return SQLite(place)
        case "postgresql":
            from assistant.store.postgresql import PostgreSQL

            return PostgreSQL(place)
    raise StorageUnavailable(place.set(query={}).render_as_string(hide_password=True), _UNKNOWN)


_UNKNOWN = "is no database that Sally knows. Write sqlite:///file.db or postgresql://user:password@host/name."


def json_text(value: Any) -> str:
    """How both databases write JSON."""
    return orjson.dumps(value).decode()
