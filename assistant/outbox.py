"""Delivers what the outbox still holds: payments that the bank has not answered yet."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

logger = logging.getLogger(__name__)

Settle = Callable[[str, Mapping[str, Any], str], Awaitable[bool]]


class Outbox:
    """Asks again, patiently, until everything is delivered."""

    def __init__(
        self,
        undelivered: Callable[[], Awaitable[list[dict[str, Any]]]],
        settle: Settle,
        pause_s: float = 2.0,
    ) -> None:
        self._undelivered = undelivered
        self._settle = settle
        self._pause_s = pause_s

    async def run(self) -> None:
        """Go on until cancelled. An error is logged, and tried again after the pause."""
        while True:
            try:
                await self.sweep()
            except Exception:
                logger.exception("the outbox could not be worked off")
            await asyncio.sleep(self._pause_s)

    async def sweep(self) -> int:
        """Try everything once; how many were delivered. Calls for staff stay until somebody takes them."""
        delivered = 0
        for entry in await self._undelivered():
            if entry["kind"] == "payment":
                delivered += await self._settle(entry["session_id"], entry["payload"], entry["key"])
        return delivered
