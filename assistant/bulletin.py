"""Who waits for news of a session is woken when there is some. One process; several share Redis later."""

import asyncio
import weakref


class Bulletin:
    """Wakes the followers of a session."""

    def __init__(self) -> None:
        self.is_closed = False
        """There will be no more news; followers go home."""
        self._boards: weakref.WeakValueDictionary[str, asyncio.Event] = weakref.WeakValueDictionary()

    def publish(self, session_id: str) -> None:
        """There is news of this session."""
        board = self._boards.pop(session_id, None)
        if board:
            board.set()

    def close(self) -> None:
        """Sally ends: wake everybody for the last time."""
        self.is_closed = True
        for session_id in list(self._boards):
            self.publish(session_id)

    def board(self, session_id: str) -> asyncio.Event:
        """Is set at the next news. Take it before looking at what is there, so that nothing is missed between."""
        board = self._boards.get(session_id)
        if board is None:
            board = self._boards[session_id] = asyncio.Event()
        return board
