"""Delivers what the outbox still holds: payments that the bank has not answered yet."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

logger = logging.getLogger(__name__)

Waiting = Callable[[], Awaitable[list[dict[str, Any]]]]
Settle = Callable[[str, Mapping[str, Any], str], Awaitable[bool]]


class Outbox:
    """Asks again, patiently, until everything is delivered. Calls for staff stay until somebody takes them."""

    def __init__(self, payments: Waiting, settle: Settle, pause_s: float = 2.0) -> None:
        self._payments = payments
        self._settle = settle
        self._pause_s = pause_s

    async def run(self) -> None:
        """Go on until cancelled. An error is logged, and tried again after the pause."""
        while True:
            try:
                await self.sweep()
            except Exception:
                logger.exception("the outbox could not be read")
            await asyncio.sleep(self._pause_s)

    async def sweep(self) -> int:
        """Try everything once; how many were delivered. One that fails stands in nobody's way."""
        return sum([await self._deliver(entry) for entry in await self._payments()])

    async def _deliver(self, entry: Mapping[str, Any]) -> bool:
        try:
            return await self._settle(entry["session_id"], entry["payload"], entry["key"])
        except Exception:
            logger.exception("payment %s stays in the outbox", entry["key"])
            return False
