"""What a channel needs of a running Sally."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from assistant.bulletin import Bulletin
from assistant.config import Config
from assistant.content.model import Content
from assistant.session import Sessions
from assistant.store.store import Store
from assistant.turn import Turns

BankMode = Literal["normal", "slow", "down", "declining"]


class Running(Protocol):
    """A Sally that is ready to talk."""

    config: Config
    content: Content
    sessions: Sessions
    turns: Turns
    store: Store
    bulletin: Bulletin

    def shop_facts(self) -> dict[str, Any]:
        """What the screens must know of the shop."""

    def search(self, words: str, language: str, limit: int, filters: Mapping[str, Any]) -> dict[str, Any]:
        """Products that fit, as cards."""

    def product(self, gtin: str) -> dict[str, Any] | None:
        """One product with everything that is known of it."""

    async def set_bank_mode(self, mode: BankMode) -> bool:
        """Tell the demo bank how to behave from now on; whether it has heard."""
