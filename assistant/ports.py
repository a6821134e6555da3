"""What a turn needs of the rest of the house: understanding, the shop, and a memory. Each is a protocol."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.understanding.reading import Context, Reading

Json = dict[str, Any]


class Understanding(Protocol):
    """Turns words into commands."""

    def read(self, text: str, context: Context) -> Reading: ...


class Outcome(Protocol):
    """What an action brought back."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def slots(self) -> Mapping[str, Any]: ...
    @property
    def show(self) -> Mapping[str, Any]: ...
    @property
    def ends_visit(self) -> bool: ...


class News(Protocol):
    """Something that happened in the shop."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


class Visit(Protocol):
    """The shop, open for one turn."""

    async def run(self, action: str, slots: Mapping[str, Any]) -> Outcome: ...
    async def settle(self, payment_id: str, cents: int, card: str) -> News | None: ...
    def news(self) -> Sequence[News]: ...
    @property
    def basket(self) -> Json: ...
    @property
    def view(self) -> Json: ...
    @property
    def operations(self) -> tuple[Json, ...]: ...
    @property
    def deliveries(self) -> tuple[Json, ...]: ...
    @property
    def delivered(self) -> tuple[str, ...]: ...
    @property
    def memory(self) -> Json: ...
    @property
    def card(self) -> str | None: ...
    @property
    def first_name(self) -> str | None: ...
    @property
    def preferred_language(self) -> str | None: ...


class Shop(Protocol):
    """Opens visits."""

    def open(
        self,
        *,
        turn_id: str,
        language: str,
        basket: Mapping[str, Any],
        card: str | None,
        memory: Mapping[str, Any],
        commit: Callable[[Any], Awaitable[None]],
    ) -> Visit: ...


class Saved(Protocol):
    """A session as the store keeps it."""

    @property
    def session_id(self) -> str: ...
    @property
    def state(self) -> Json: ...
    @property
    def basket(self) -> Json: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Record:
    """Everything of one turn that is to be kept, together or not at all."""

    session_id: str
    version: int
    state: Json
    basket: Json
    guest: bool
    message_id: str | None = None
    request_digest: str = ""
    answer: Json | None = None
    events: tuple[tuple[str, Json], ...] = ()
    operations: tuple[Json, ...] = ()
    deliveries: tuple[Json, ...] = ()
    delivered: tuple[str, ...] = ()


class Memory(Protocol):
    """Keeps sessions. Raises StaleTurn from `keep` when somebody else was quicker."""

    async def load(self, session_id: str, message_id: str | None = None) -> tuple[Any, Any]: ...
    async def keep(self, record: Record) -> int: ...
