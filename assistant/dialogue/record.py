"""A conversation as JSON, for the store."""

from typing import Any

from pydantic import TypeAdapter

from assistant.dialogue.conversation import Conversation

_ADAPTER = TypeAdapter(Conversation)


def conversation_record(conversation: Conversation) -> dict[str, Any]:
    """The conversation as the store keeps it."""
    record: dict[str, Any] = _ADAPTER.dump_python(conversation, mode="json")
    return record


def conversation_of(record: dict[str, Any]) -> Conversation:
    """The conversation that was kept."""
    return _ADAPTER.validate_python(record)
