"""One turn: order, understand, advance, carry out effects, remember, publish.

Turns of one session come one after the other. A message that was answered before gets the same answer again, so a
device may repeat whatever it is not sure of. Everything that a turn changes is committed together; only then is it
answered and published.
"""

import asyncio
import hashlib
import logging
import weakref
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import orjson

from assistant.content.model import Content
from assistant.dialogue.command import Unclear
from assistant.dialogue.conversation import Conversation, RunAction, Say, Show
from assistant.dialogue.engine import advance
from assistant.dialogue.event import ActionDone, Event, Happened, Said, TimePassed
from assistant.dialogue.record import conversation_of, conversation_record
from assistant.understanding.payload import PayloadError
from assistant.understanding.reading import Context, Reading
from assistant.wording import Reply, word

logger = logging.getLogger(__name__)

Json = dict[str, Any]
MAX_TEXT = 1_000
"""Characters; nobody says more in one breath."""
_TRIES = 3
_MAX_ACTIONS = 30


class UnknownSession(Exception):
    """There is no session of this id."""


class MessageConflict(Exception):
    """The message id was used before, for another message."""


class StaleTurn(Exception):
    """Somebody else changed the session meanwhile: load it and take the turn again."""


@dataclass(frozen=True)
class Message:
    """What a device sends: words, a button, a scan, a card. `message_id` is made by the device, one per message."""

    message_id: str
    type: Literal["open", "text", "button", "scan", "card_in", "card_out", "exit", "silence"]
    text: str = ""
    gtin: str = ""
    card: str = ""
    language: str | None = None

    @property
    def digest(self) -> str:
        """Tells this message from another one with the same id."""
        return hashlib.sha256(orjson.dumps([self.type, self.text, self.gtin, self.card, self.language])).hexdigest()


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


class Understanding(Protocol):
    """Turns words into commands."""

    def read(self, text: str, context: Context) -> Reading: ...


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


@dataclass
class _Turn:
    """One turn while it is played."""

    saved: Saved
    message: Message | None
    conversation: Conversation
    visit: Visit
    language_before: str
    card_before: str | None
    said: list[Say] = field(default_factory=list)
    shown: list[Json] = field(default_factory=list)
    committed: int = 0
    version: int = 0


class Turns:
    """Takes the turns of all sessions."""

    def __init__(
        self, content: Content, understanding: Understanding, shop: Shop, memory: Memory, publish: Callable[[str], None]
    ) -> None:
        self.content = content
        self.understanding = understanding
        """May be exchanged while Sally runs; a turn uses the one it finds."""
        self._shop = shop
        self._memory = memory
        self._publish = publish
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def take(self, session_id: str, message: Message) -> Json:
        """The answer to a message. Raises UnknownSession, MessageConflict and PayloadError (a broken button)."""
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        async with lock:
            for _ in range(_TRIES):
                saved, replay = await self._memory.load(session_id, message.message_id)
                if saved is None:
                    raise UnknownSession(session_id)
                if replay is not None:
                    if replay.request_digest != message.digest:
                        raise MessageConflict(message.message_id)
                    return {**replay.answer, "repeated": True}
                try:
                    return await self._take(saved, message)
                except StaleTurn:
                    continue
        raise StaleTurn(session_id)

    async def settle(self, session_id: str, payment: Mapping[str, Any], key: str) -> bool:
        """Ask the bank again about a payment in the outbox; whether it is settled now."""
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        async with lock:
            saved, _replay = await self._memory.load(session_id)
            if saved is None:
                return False
            turn = self._begin(saved, None, f"{session_id}:{key}")
            news = await turn.visit.settle(key, payment["cents"], payment["card"])
            if news is None:
                return False
            await self._play(turn, Happened(news.name, values=news.data))
            await self._keep(turn)
        return True

    async def _take(self, saved: Saved, message: Message) -> Json:
        turn = self._begin(saved, message, f"{saved.session_id}:{message.message_id}")
        try:
            await self._play(turn, self._event(turn, message))
        except (PayloadError, StaleTurn):
            raise
        except Exception:
            logger.exception("turn %s of session %s failed", message.message_id, saved.session_id)
            turn = self._apologise(turn)
        return await self._keep(turn)

    def _begin(self, saved: Saved, message: Message | None, turn_id: str) -> _Turn:
        conversation = conversation_of(saved.state["conversation"])
        conversation = replace(conversation, turn=conversation.turn + 1)
        turn = _Turn(saved, message, conversation, _NOWHERE, conversation.language, saved.state["card"])
        turn.version = saved.version
        turn.visit = self._open(turn, turn_id)
        return turn

    def _open(self, turn: _Turn, turn_id: str) -> Visit:
        return self._shop.open(
            turn_id=turn_id,
            language=turn.conversation.language,
            basket=turn.saved.basket,
            card=turn.saved.state["card"],
            memory=turn.conversation.memory,
            commit=lambda visit: self._checkpoint(turn, visit),
        )

    def _event(self, turn: _Turn, message: Message) -> Event:
        match message.type:
            case "open":
                return Happened("session_opened")
            case "card_in":
                return Happened("card_inserted", {"card": message.card})
            case "card_out":
                return Happened("card_removed")
            case "scan":
                return Happened("scanned", {"product": message.gtin})
            case "exit":
                return Happened("exit_reached")
            case "silence":
                return TimePassed()
        conversation = turn.conversation
        if len(message.text) > MAX_TEXT:
            return Said((Unclear("utter_too_long"),), conversation.language)
        asked = message.language or conversation.language
        language = asked if asked in self.content.languages else conversation.language
        flow = conversation.top.flow if conversation.top else None
        reading = self.understanding.read(message.text, Context(language, conversation.question, flow))
        return Said(reading.commands, reading.language)

    async def _play(self, turn: _Turn, event: Event) -> None:
        """Advance the conversation, carry out what it asks for, and go on until nobody has anything more to do."""
        waiting: list[Event] = [event]
        for _ in range(_MAX_ACTIONS):
            if not waiting:
                turn.conversation = replace(turn.conversation, memory=turn.visit.memory)
                return
            turn.conversation, effects = advance(turn.conversation, waiting.pop(0), self.content.script)
            for effect in effects:
                match effect:
                    case Say():
                        turn.said.append(effect)
                    case Show(shown):
                        turn.shown += [{"kind": kind, "data": data} for kind, data in shown.items()]
                    case RunAction(action, slots):
                        waiting.insert(0, await self._act(turn, action, slots))
            if not waiting:
                waiting += [Happened(news.name, values=news.data) for news in turn.visit.news()]
        raise AssertionError("a turn did not come to an end")

    async def _act(self, turn: _Turn, action: str, slots: Mapping[str, Any]) -> ActionDone:
        outcome = await turn.visit.run(action, slots)
        preferred = turn.visit.preferred_language
        if action == "identify_card" and preferred in self.content.languages:
            turn.conversation = replace(turn.conversation, language=str(preferred))
        return ActionDone(outcome.name, outcome.data, outcome.slots, outcome.show, outcome.ends_visit)

    def _apologise(self, turn: _Turn) -> _Turn:
        """An error of ours: what was committed stays, everything else is as before, and Sally says so."""
        message_id = turn.message.message_id if turn.message else ""
        fresh = self._begin(turn.saved, turn.message, f"{turn.saved.session_id}:{message_id}")
        fresh.version = turn.version
        fresh.said.append(Say("utter_apology"))
        if turn.committed:  # the ledger is ahead of the saved basket: keep it
            fresh.visit, fresh.committed = turn.visit, turn.committed
        return fresh

    async def _checkpoint(self, turn: _Turn, visit: Visit) -> None:
        """Make what is staged durable in the middle of a turn, before the outside world is asked to act."""
        record = Record(
            turn.saved.session_id,
            turn.version,
            turn.saved.state,
            visit.basket,
            guest=turn.card_before is None,
            events=self._ledger_events(turn, visit),
            operations=visit.operations[turn.committed :],
            deliveries=visit.deliveries,
        )
        turn.version = await self._memory.keep(record)
        turn.committed = len(visit.operations)

    async def _keep(self, turn: _Turn) -> Json:
        conversation, visit = turn.conversation, turn.visit
        said = _without_repeated_questions(turn.said)
        if said:
            conversation = replace(conversation, last_said=said)
        if not conversation.introduced:
            conversation = replace(conversation, introduced=True)
            said = (Say("utter_ai_notice"), *said)
        turn.conversation = conversation
        answer = self._answer(turn, said)
        message = turn.message
        record = Record(
            turn.saved.session_id,
            turn.version,
            {**turn.saved.state, "conversation": conversation_record(conversation), "card": visit.card},
            visit.basket,
            guest=visit.card is None,
            message_id=message.message_id if message else None,
            request_digest=message.digest if message else "",
            answer=answer,
            events=(*self._heard_events(turn), *self._ledger_events(turn, visit), *self._answer_events(turn, answer)),
            operations=visit.operations[turn.committed :],
            deliveries=visit.deliveries,
            delivered=visit.delivered,
        )
        await self._memory.keep(record)
        self._publish(turn.saved.session_id)
        return answer

    def _answer(self, turn: _Turn, said: Sequence[Say]) -> Json:
        conversation = turn.conversation
        language = self.content.languages[conversation.language]
        channel = turn.saved.state["channel"]
        return {
            "turn": conversation.turn,
            "language": conversation.language,
            "replies": [_reply_json(word(say, language, channel, f"{conversation.conversation_id}:{say.turn}")) for say in said],
            "shown": turn.shown,
            "basket": turn.visit.view,
            "question": conversation.question,
            "repeated": False,
        }

    def _heard_events(self, turn: _Turn) -> list[tuple[str, Json]]:
        events: list[tuple[str, Json]] = []
        if turn.message and turn.message.type != "open":
            text = turn.message.text or turn.message.gtin
            events.append(("shopper", {"turn": turn.conversation.turn, "type": turn.message.type, "text": text}))
        if (turn.conversation.language, turn.visit.card) != (turn.language_before, turn.card_before):
            events.append(("session", session_event(turn.conversation.language, turn.visit)))
        return events

    def _ledger_events(self, turn: _Turn, visit: Visit) -> tuple[tuple[str, Json], ...]:
        fresh = visit.operations[turn.committed :]
        entries = [("operation", _operation_event(operation)) for operation in fresh]
        return (*entries, ("basket", visit.view)) if entries else ()

    def _answer_events(self, turn: _Turn, answer: Json) -> list[tuple[str, Json]]:
        number = answer["turn"]
        shown = [("show", {"turn": number, "shown": entry}) for entry in turn.shown]
        return shown + [("sally", {"turn": number, "reply": reply}) for reply in answer["replies"]]


def session_event(language: str, visit: Visit) -> Json:
    """Who is shopping, as the screens may show it: the first name only."""
    return {"language": language, "first_name": visit.first_name, "card": visit.card is not None}


def _operation_event(operation: Json) -> Json:
    lines = [{"line_id": change["line_id"], "amount": change["amount"]} for change in operation["changes"]]
    return {"op_id": operation["op_id"], "kind": operation["kind"], "lines": lines}


def _reply_json(reply: Reply) -> Json:
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    return {"key": reply.key, "text": reply.text, "buttons": buttons}


def _without_repeated_questions(said: Sequence[Say]) -> tuple[Say, ...]:
    """Of a question asked more than once in a turn, the last one."""
    last = {say.question: index for index, say in enumerate(said) if say.question}
    return tuple(say for index, say in enumerate(said) if say.question is None or last[say.question] == index)


_NOWHERE: Any = None
