"""Clears away the sessions of guests who have not been seen for long. The ledger stays."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

HOUR_S = 3_600.0


class Janitor:
    """Makes a round now and then."""

    def __init__(
        self,
        purge: Callable[[float], Awaitable[int]],
        clock: Callable[[], float],
        guest_hours: float,
        pause_s: float = HOUR_S,
    ) -> None:
        self._purge = purge
        self._clock = clock
        """Seconds since 1970, as the store counts them."""
        self._guest_s = guest_hours * HOUR_S
        self._pause_s = pause_s

    async def run(self) -> None:
        """Go on until cancelled. An error is logged, and the next round tries again."""
        while True:
            try:
                await self.sweep()
            except Exception:
                logger.exception("the sessions of guests could not be cleared away")
            await asyncio.sleep(self._pause_s)

    async def sweep(self) -> int:
        """One round; how many sessions are gone."""
        gone = await self._purge(self._clock() - self._guest_s)
        if gone:
            logger.info("%d sessions of guests are gone", gone)
        return gone
