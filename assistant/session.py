"""Sessions: opening one, and knowing who may use it. One session is one conversation, whatever devices follow it."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.dialogue.conversation import Conversation
from assistant.dialogue.record import conversation_record
from assistant.ports import Json
from assistant.turn import UnknownSession


class NotAllowed(Exception):
    """The token does not open this session."""


class Store(Protocol):
    """Where sessions are kept."""

    async def create(
        self, session_id: str, token_hash: str, state: Json, basket: Json, events: Sequence[tuple[str, Json]] = ()
    ) -> Any: ...
    async def load(self, session_id: str, message_id: str | None = None) -> tuple[Any, Any]: ...


class Baskets(Protocol):
    """Makes and shows baskets."""

    def new_basket(self, basket_id: str) -> Json: ...
    def view(self, basket: Mapping[str, Any]) -> Json: ...


@dataclass(frozen=True)
class Opened:
    """A new session, and the token that opens it; only the token's hash is kept."""

    session_id: str
    token: str
    last_seq: int


class Sessions:
    """Opens sessions and checks tokens."""

    def __init__(self, store: Store, baskets: Baskets, languages: Sequence[str]) -> None:
        self._store = store
        self._baskets = baskets
        self._languages = languages

    async def open(self, language: str | None, channel: str, session_id: str | None = None) -> Opened:
        """A new session in this language, or in the shop's first one. Raises what the store raises."""
        basket_id = secrets.token_urlsafe(12)  # the ledger outlives sessions: a name that comes again has a new basket
        session_id = session_id or basket_id
        token = secrets.token_urlsafe(24)
        chosen = language if language in self._languages else self._languages[0]
        assert chosen, "a shop speaks at least one language"
        state = {
            "conversation": conversation_record(Conversation(session_id, chosen)),
            "card": None,
            "channel": channel,
        }
        greeting = {"language": chosen, "first_name": None, "card": False}
        basket = self._baskets.new_basket(basket_id)
        saved = await self._store.create(session_id, _hash(token), state, basket, (("session", greeting),))
        return Opened(session_id, token, saved.last_seq)

    async def allow(self, session_id: str, token: str) -> Any:
        """The session, if the token opens it. Raises UnknownSession, NotAllowed."""
        saved, _replay = await self._store.load(session_id)
        if saved is None:
            raise UnknownSession(session_id)
        if not hmac.compare_digest(saved.token_hash, _hash(token)):
            raise NotAllowed(session_id)
        return saved

    def view(self, basket: Mapping[str, Any]) -> Json:
        """The basket as the screens show it."""
        return self._baskets.view(basket)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
