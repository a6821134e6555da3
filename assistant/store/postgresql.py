"""PostgreSQL, through asyncpg: for a shop that has outgrown one machine."""

from collections.abc import Callable
from importlib.util import find_spec
from time import monotonic
from typing import TypeVar

import orjson
from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from assistant.store.database import json_text
from assistant.store.error import StorageUnavailable

T = TypeVar("T")

_CONNECTIONS = 10
_TIMEOUT_S = 10.0
_SILENT = "did not answer for {seconds:.1f} s. See that the server runs and can be reached."
_WHY = {  # by how the SQLSTATE begins, the first that fits (PostgreSQL documentation, appendix A)
    "08": _SILENT,
    "25006": "is read-only. Name the primary server in the URL.",
    "28": "refuses the user or the password. Correct the URL.",
    "3D": "does not exist. Create it, or correct the URL.",
    "40": "two transactions met. Try again.",
    "53100": "cannot grow, the server's disk is full. Make room on it.",
    "53": "the server has no connection or memory left. Allow it more.",
    "55P03": "was locked by another program for {seconds:.1f} s. Close that program.",
    "57P": "the server is starting or stopping. Try again.",
}


class PostgreSQL:
    """See Database."""

    def __init__(self, url: URL) -> None:
        self._name = url.set(query={}).render_as_string(hide_password=True)
        if find_spec("asyncpg") is None:
            raise StorageUnavailable(self._name, "needs the package asyncpg. Run: pip install asyncpg")
        self._writers = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            json_serializer=json_text,
            json_deserializer=orjson.loads,
            pool_size=_CONNECTIONS,
            pool_timeout=_TIMEOUT_S,
            connect_args={"timeout": _TIMEOUT_S, "command_timeout": _TIMEOUT_S},
        )
        self._readers = self._writers.execution_options(isolation_level="AUTOCOMMIT")  # no BEGIN: one round trip

    async def read(self, body: Callable[[Connection], T]) -> T:
        """See Database.read."""
        return await self._run(self._readers, body)

    async def write(self, body: Callable[[Connection], T]) -> T:
        """See Database.write."""
        return await self._run(self._writers, body)

    async def close(self) -> None:
        """See Database.close."""
        await self._writers.dispose()

    async def _run(self, engine: AsyncEngine, body: Callable[[Connection], T]) -> T:
        started = monotonic()
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(body)
        except Exception as error:
            why = _why(error)
            if why is None:
                raise
            seconds = monotonic() - started
            raise StorageUnavailable(self._name, why.format(seconds=seconds), seconds) from error


def _why(error: Exception) -> str | None:
    if isinstance(error, OSError | NoneFree):  # OSError includes TimeoutError
        return _SILENT
    cause = error.orig if isinstance(error, DBAPIError) else error  # asyncpg's own when it could not connect
    state = str(getattr(cause, "sqlstate", None))
    found = next((why for start, why in _WHY.items() if state.startswith(start)), None)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return found or (_SILENT if lost else None)
