"""One turn: order, understand, advance, carry out effects, remember, publish.

Turns of one session come one after the other. A message that was answered before gets the same answer again, so a
device may repeat whatever it is not sure of. Everything that a turn changes is committed together; only then is it
answered and published.
"""

import asyncio
import hashlib
import logging
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import orjson

from assistant.answer import Events, answer, booked, heard, reply_records, shopping, told, without_repeated_questions
from assistant.content.model import Content
from assistant.dialogue.command import Cancel, Unclear
from assistant.dialogue.conversation import Conversation, RunAction, Say, Show
from assistant.dialogue.engine import advance
from assistant.dialogue.event import ActionDone, Event, Happened, Said, TimePassed
from assistant.dialogue.record import conversation_of, conversation_record
from assistant.ports import Json, Memory, Record, Saved, Shop, Understanding, Visit
from assistant.understanding.payload import PayloadError
from assistant.understanding.reading import Context

logger = logging.getLogger(__name__)

MAX_TEXT = 1_000
"""Characters; nobody says more in one breath."""
_ASKED_BEFORE_PAYING = "confirm_payment"
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


@dataclass
class _Turn:
    """One turn while it is played."""

    saved: Saved
    message: Message | None
    content: Content
    """What the editors had written when the turn began."""
    conversation: Conversation
    visit: Visit = field(init=False)
    said: list[Say] = field(default_factory=list)
    shown: list[Json] = field(default_factory=list)
    version: int = 0
    committed: int = 0
    """How many operations are in the ledger already."""


class Turns:
    """Takes the turns of all sessions."""

    def __init__(
        self, content: Content, understanding: Understanding, shop: Shop, memory: Memory, publish: Callable[[str], None]
    ) -> None:
        self.content = content
        self.understanding = understanding
        """Both may be exchanged while Sally runs; a turn uses those it finds."""
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
            if news.name == "payment_settled" and turn.conversation.question == _ASKED_BEFORE_PAYING:
                order = Said(
                    (Cancel(),), turn.conversation.language
                )  # Sally was stopped after the shopper had said yes
                turn.conversation, _unsaid = advance(turn.conversation, order, turn.content.script)
            try:
                await self._play(turn, Happened(news.name, values=news.data))
                answered = self._worded(turn)
            except Exception:
                logger.exception("what came of payment %s could not be told", key)
                turn = self._apologise(turn, turn.visit)  # what the bank said is true all the same
                answered = self._worded(turn)
            await self._keep(turn, answered)
        return True

    async def _take(self, saved: Saved, message: Message) -> Json:
        turn = self._begin(saved, message, f"{saved.session_id}:{message.message_id}")
        try:
            await self._play(turn, self._event(turn, message))
            answered = self._worded(turn)
        except (PayloadError, StaleTurn):
            raise
        except Exception:
            logger.exception("turn %s of session %s failed", message.message_id, saved.session_id)
            turn = self._apologise(turn, turn.visit if turn.committed else None)
            answered = self._worded(turn)
        await self._keep(turn, answered)
        return answered

    def _begin(self, saved: Saved, message: Message | None, turn_id: str) -> _Turn:
        conversation = conversation_of(saved.state["conversation"])
        turn = _Turn(saved, message, self.content, conversation, version=saved.version)
        turn.visit = self._shop.open(
            turn_id=turn_id,
            language=conversation.language,
            basket=saved.basket,
            card=saved.state["card"],
            memory=conversation.memory,
            commit=lambda visit: self._checkpoint(turn, visit),
        )
        return turn

    def _event(self, turn: _Turn, message: Message) -> Event:
        if message.type == "silence":
            return TimePassed()
        return self._said(turn, message) if message.type in {"text", "button"} else _happened(message)

    def _said(self, turn: _Turn, message: Message) -> Said:
        conversation = turn.conversation
        if len(message.text) > MAX_TEXT:
            return Said((Unclear("utter_too_long"),), conversation.language)
        asked = message.language or conversation.language
        language = asked if asked in turn.content.languages else conversation.language
        flow = conversation.top.flow if conversation.top else None
        text = message.text if message.type == "button" else message.text.lstrip("/")  # nobody types a payload
        reading = self.understanding.read(text, Context(language, conversation.question, flow))
        try:
            orjson.dumps(reading.commands)
        except TypeError as error:
            raise PayloadError(
                f"a value of {text[:80]!r} cannot be kept ({error}). Write large numbers as text."
            ) from error
        return Said(reading.commands, reading.language)

    async def _play(self, turn: _Turn, event: Event) -> None:
        """Advance the conversation, carry out what it asks for, and go on until nobody has anything more to do."""
        if not isinstance(event, Said):  # what a device reports is a turn of its own, too
            turn.conversation = replace(turn.conversation, turn=turn.conversation.turn + 1)
        waiting: list[Event] = [event]
        for _ in range(_MAX_ACTIONS):
            if not waiting:
                turn.conversation = replace(turn.conversation, memory=turn.visit.memory)
                return
            turn.conversation, effects = advance(turn.conversation, waiting.pop(0), turn.content.script)
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
        if action == "identify_card" and preferred in turn.content.languages:
            turn.conversation = replace(turn.conversation, language=str(preferred))
        return ActionDone(outcome.name, outcome.data, outcome.slots, outcome.show, outcome.ends_visit)

    def _apologise(self, turn: _Turn, visit: Visit | None) -> _Turn:
        """An error of ours: what `visit` has done stays; everything else is as before, and Sally says so."""
        fresh = self._begin(turn.saved, turn.message, f"{turn.saved.session_id}:apology")
        fresh.said.append(Say("utter_apology"))
        if visit:
            fresh.visit, fresh.version, fresh.committed = visit, turn.version, turn.committed
        return fresh

    async def _checkpoint(self, turn: _Turn, visit: Visit) -> None:
        """Make what is staged durable in the middle of a turn, before the outside world is asked to act."""
        fresh = visit.operations[turn.committed :]
        record = Record(
            turn.saved.session_id,
            turn.version,
            turn.saved.state,
            visit.basket,
            guest=turn.saved.state["card"] is None,
            events=booked(fresh, visit.view),
            operations=fresh,
            deliveries=visit.deliveries,
        )
        turn.version = await self._memory.keep(record)
        turn.committed = len(visit.operations)

    def _worded(self, turn: _Turn) -> Json:
        """The answer in words; the conversation remembers what was said."""
        said = without_repeated_questions(turn.said)
        if said:
            turn.conversation = replace(turn.conversation, last_said=said)
        if not turn.conversation.introduced:
            turn.conversation = replace(turn.conversation, introduced=True)
            said = (Say("utter_ai_notice"), *said)
        language = turn.content.languages[turn.conversation.language]
        replies = reply_records(turn.conversation.conversation_id, said, language, turn.saved.state["channel"])
        return answer(turn.conversation, replies, turn.shown, turn.visit.view)

    async def _keep(self, turn: _Turn, answered: Json) -> None:
        """Commit everything of the turn, then let its followers know."""
        visit, message = turn.visit, turn.message
        fresh = visit.operations[turn.committed :]
        record = Record(
            turn.saved.session_id,
            turn.version,
            {**turn.saved.state, "conversation": conversation_record(turn.conversation), "card": visit.card},
            visit.basket,
            guest=visit.card is None,
            message_id=message.message_id if message else None,
            request_digest=message.digest if message else "",
            answer=answered,
            events=(*self._heard(turn), *booked(fresh, answered["basket"]), *told(answered)),
            operations=fresh,
            deliveries=visit.deliveries,
            delivered=visit.delivered,
        )
        await self._memory.keep(record)
        self._publish(turn.saved.session_id)

    def _heard(self, turn: _Turn) -> Events:
        events: Events = ()
        message, conversation, before = turn.message, turn.conversation, turn.saved.state
        if message and message.type != "open":
            events = heard(conversation.turn, message.type, message.text or message.gtin)
        if (conversation.language, turn.visit.card) != (before["conversation"]["language"], before["card"]):
            events += shopping(conversation.language, turn.visit)
        return events


def _happened(message: Message) -> Happened:
    """What a device reports, as an event of the shop."""
    events = {
        "open": Happened("session_opened"),
        "card_in": Happened("card_inserted", {"card": message.card}),
        "card_out": Happened("card_removed"),
        "scan": Happened("scanned", {"product": message.gtin}),
        "exit": Happened("exit_reached"),
    }
    return events[message.type]
