"""What a turn tells: the answer to the device, and the events for every screen that follows, as JSON."""

from collections.abc import Iterable, Sequence

from assistant.content.model import Language
from assistant.dialogue.conversation import Conversation, Say
from assistant.ports import Json, Visit
from assistant.wording import Reply, word

Events = tuple[tuple[str, Json], ...]
"""(kind, data) each."""


def reply_records(conversation_id: str, said: Iterable[Say], language: Language, channel: str) -> list[Json]:
    """What Sally says, in words; the same thing said again in the same turn has the same words."""
    return [_reply(word(say, language, channel, f"{conversation_id}:{say.turn}")) for say in said]


def answer(conversation: Conversation, replies: Sequence[Json], shown: Sequence[Json], basket: Json) -> Json:
    """What the device is answered: what Sally says, what to show, the basket as it is now."""
    return {
        "turn": conversation.turn,
        "language": conversation.language,
        "replies": list(replies),
        "shown": list(shown),
        "basket": basket,
        "question": conversation.question,
        "repeated": False,
    }


def heard(turn: int, kind: str, text: str) -> Events:
    """What the shopper did."""
    return (("shopper", {"turn": turn, "type": kind, "text": text}),)


def shopping(language: str, visit: Visit) -> Events:
    """Who is shopping, as the screens may show it: the first name only."""
    return (("session", {"language": language, "first_name": visit.first_name, "card": visit.card is not None}),)


def booked(operations: Sequence[Json], basket: Json) -> Events:
    """New entries of the ledger, and the basket that they lead to."""
    entries = [("operation", _operation(operation)) for operation in operations]
    return (*entries, ("basket", basket)) if entries else ()


def told(answered: Json) -> Events:
    """What Sally showed and said."""
    turn = answered["turn"]
    shown = [("show", {"turn": turn, "shown": entry}) for entry in answered["shown"]]
    return (*shown, *(("sally", {"turn": turn, "reply": reply}) for reply in answered["replies"]))


def without_repeated_questions(said: Sequence[Say]) -> tuple[Say, ...]:
    """Of a question asked more than once in a turn, the last one."""
    last = {say.question: index for index, say in enumerate(said) if say.question}
    return tuple(say for index, say in enumerate(said) if say.question is None or last[say.question] == index)


def _operation(operation: Json) -> Json:
    lines = [{"line_id": change["line_id"], "amount": change["amount"]} for change in operation["changes"]]
    return {"op_id": operation["op_id"], "kind": operation["kind"], "lines": lines}


def _reply(reply: Reply) -> Json:
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    return {"key": reply.key, "text": reply.text, "buttons": buttons}
