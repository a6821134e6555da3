"""Rasa's REST channel: whatever talks to a Rasa bot over `/webhooks/rest/webhook` talks to Sally.

One message may carry `metadata.language` and `metadata.card`. Texts are split at blank lines, as Rasa does it.
What the screens show comes as `custom` messages after the texts.
"""

import contextlib
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Literal

import orjson
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.port import Running
from assistant.store.error import AlreadyThere
from assistant.turn import Message, UnknownSession
from assistant.understanding.payload import PayloadError

MAX_CHARACTERS = 65_536


class WebhookBody(BaseModel):
    """A message as Rasa takes it."""

    model_config = ConfigDict(
        coerce_numbers_to_str=True,
        json_schema_extra={"examples": [{"sender": "cart-7", "message": "Hallo", "metadata": {"card": "1001"}}]},
    )

    sender: str | None = Field(default=None, max_length=255)
    message: str | None = Field(default="", max_length=MAX_CHARACTERS)
    metadata: dict[str, Any] | None = None
    input_channel: str | None = None


def routes(sally: Running) -> APIRouter:
    """Rasa's REST channel for this Sally."""
    router = APIRouter(prefix="/webhooks/rest", tags=["rasa"])

    @router.get("/", summary="Is the channel there?")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.post("/webhook", summary="Say something", response_model=None)
    async def webhook(body: WebhookBody, stream: str = "") -> Any:
        answers = [answer async for answer in _answers(sally, body)]
        if stream.lower() != "true":
            return answers
        lines = (orjson.dumps(answer) + b"\n" for answer in answers)
        return StreamingResponse(lines, media_type="text/event-stream")  # so Rasa calls these lines of JSON

    return router


async def _answers(sally: Running, body: WebhookBody) -> AsyncIterator[dict[str, Any]]:
    metadata = body.metadata or {}
    sender = body.sender or "default"
    session_id = f"rasa:{sender}"
    language, card = _text(metadata.get("language")), _text(metadata.get("card"))
    message_id = _text(metadata.get("message_id")) or str(uuid.uuid4())
    if card and await _card_now(sally, session_id) != card:
        message = Message(f"{message_id}-card", "card_in", card=card)
        for item in _items(sender, await _take(sally, session_id, message, language)):
            yield item
    if body.message:
        kind: Literal["text", "button"] = "button" if body.message.startswith("/") else "text"
        message = Message(message_id, kind, body.message, language=language)
        for item in _items(sender, await _take(sally, session_id, message, language)):
            yield item


async def _card_now(sally: Running, session_id: str) -> str | None:
    saved, _replay = await sally.store.load(session_id)
    return saved.state["card"] if saved else None


def _text(value: Any) -> str | None:
    """What a client has put into its metadata, if it is a word or a number; it may be anything."""
    return str(value).encode("utf-8", "replace").decode() if isinstance(value, str | int) else None


async def _take(sally: Running, session_id: str, message: Message, language: str | None) -> dict[str, Any]:
    """The answer to a message; a sender who is new gets a session.

    A broken payload is not understood, as any sentence may be; Rasa's clients know no other error.
    """
    try:
        return await sally.turns.take(session_id, message)
    except UnknownSession:
        with contextlib.suppress(AlreadyThere):  # two first messages at once
            await sally.sessions.open(language, "rest", session_id)
        return await _take(sally, session_id, message, language)
    except PayloadError:
        words = replace(message, message_id=f"{message.message_id}-words", type="text", text=message.text.lstrip("/"))
        return await sally.turns.take(session_id, words)


def _items(sender: str, answer: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for reply in answer["replies"]:
        parts = [part for part in re.split(r"\n\s*\n", reply["text"]) if part.strip()]
        items += [{"recipient_id": sender, "text": part} for part in parts]
        if reply["buttons"] and parts:
            items[-1]["buttons"] = reply["buttons"]
    items += [{"recipient_id": sender, "custom": shown} for shown in answer["shown"]]
    items.append({"recipient_id": sender, "custom": {"kind": "basket", "data": answer["basket"]}})
    return items
