"""A store on each database: SQLite always, PostgreSQL where SALLY_TEST_POSTGRES names a server."""

import os
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from assistant.store.store import Store, Unit

TEN_O_CLOCK = 1_800_000_000.0


class Clock:
    """A clock that jumps."""

    def __init__(self) -> None:
        self.now = TEN_O_CLOCK

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sally.db"
        return
    server = os.environ.get("SALLY_TEST_POSTGRES")
    if not server:
        pytest.skip("SALLY_TEST_POSTGRES names no server")
    if find_spec("asyncpg") is None:
        pytest.skip("asyncpg is not installed")
    name = f"sally_{uuid4().hex}"
    await _on_server(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    await _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    opened = await Store.open(url, clock)
    yield opened
    await opened.close()


async def _on_server(server: str, sql: str) -> None:
    engine = create_async_engine(make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(sql))
    await engine.dispose()


def writing_engine(store: Store) -> Engine:
    """The engine that commits, to listen to."""
    database = store._database
    return database._writer if hasattr(database, "_writer") else database._writers.sync_engine


def full_unit(session_id: str = "s1", version: int = 0, **changes: object) -> Unit:
    """A turn with something of everything."""
    values = {
        "state": {"turn": version + 1},
        "basket": {"lines": ["çay"]},
        "message_id": f"m{version + 1}",
        "request_digest": "d1",
        "answer": {"text": "Zwei Ayran, gerne."},
        "events": (("said", {"text": "zwei Ayran"}), ("reply", {"text": "Zwei Ayran, gerne."})),
        "operations": ({"basket_id": "b1", "op_id": f"op{version + 1}", "kind": "add"},),
        "deliveries": ({"key": f"k{version + 1}", "kind": "pay", "payload": {"cents": 199}},),
    }
    return Unit(session_id, version, **(values | changes))
