"""Our own HTTP API: sessions, turns, the basket, a live stream of events, products."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.guard import Rate
from assistant.channels.port import BankMode, Running
from assistant.channels.problem import Problem
from assistant.turn import Message

HEARTBEAT_S = 15.0
MAX_RESULTS = 48
MAX_CHARACTERS = 65_536
MAX_SEQ = 2**53
"""Numbers above this are not the same in every JSON reader."""
_SEQ = re.compile(r"[0-9]{1,15}")
Token = Annotated[str | None, Header(alias="Authorization", description="Bearer and the session's token")]


class SessionBody(BaseModel):
    """What a device says when it opens a session."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"language": "de", "device": "cart"}]})

    language: str | None = Field(default=None, max_length=8)
    device: str = Field(default="web", pattern=r"^[a-z_]{1,20}$")


class TurnBody(BaseModel):
    """One message of a shopper. `message_id` is made by the device; the same id again gets the same answer again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"message_id": "7f3c…", "type": "text", "text": "zwei Ayran und ein Brot"},
                {"message_id": "8a1d…", "type": "button", "payload": "/show_basket"},
                {"message_id": "9b2e…", "type": "scan", "gtin": "2003000100006"},
                {"message_id": "0c3f…", "type": "card_in", "card": "1001"},
            ]
        },
    )

    message_id: str = Field(min_length=1, max_length=64)
    type: Literal["text", "button", "scan", "card_in", "card_out", "exit", "silence"] = "text"
    text: str = Field(default="", max_length=MAX_CHARACTERS)
    payload: str = Field(default="", max_length=MAX_CHARACTERS)
    gtin: str = Field(default="", max_length=32)
    card: str = Field(default="", max_length=32)
    language: str | None = Field(default=None, max_length=8)


class BankBody(BaseModel):
    """How the demo bank shall behave: "slow" takes the money, but its answer comes too late."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"mode": "declining"}]})

    mode: BankMode


def routes(sally: Running) -> APIRouter:
    """The API of this Sally."""
    router = APIRouter(prefix="/api/v1", tags=["sally"])
    _session_routes(router, sally)
    _shop_routes(router, sally)
    if sally.config.bank.url == "demo":
        _demo_routes(router, sally)
    return router


def _session_routes(router: APIRouter, sally: Running) -> None:
    limits = sally.config.limits
    turn_rate = Rate(limits.turns_per_minute, time.monotonic)
    session_rate = Rate(limits.sessions_per_minute, time.monotonic)

    @router.post("/sessions", status_code=201, summary="Open a session")
    async def open_session(body: SessionBody, request: Request) -> dict[str, Any]:
        if not session_rate.allows(request.client.host if request.client else ""):
            raise Problem(429, "too_many_sessions", "Too many new sessions from this address. Wait a minute.")
        opened = await sally.sessions.open(body.language, body.device)
        answer = await sally.turns.take(opened.session_id, Message("open", "open"))
        saved, _replay = await sally.store.load(opened.session_id)
        assert saved is not None, "a session that was just opened is there"
        return {
            "session_id": opened.session_id,
            "token": opened.token,
            "language": answer["language"],
            "seq": saved.last_seq,
            "replies": answer["replies"],
            "basket": answer["basket"],
        }

    @router.post("/sessions/{session_id}/turns", summary="Say, press, scan, or insert a card")
    async def take_turn(session_id: str, body: TurnBody, authorization: Token = None) -> dict[str, Any]:
        await sally.sessions.allow(session_id, _token(authorization))
        if not turn_rate.allows(session_id):
            raise Problem(429, "too_many_turns", "Too many turns of this session. Wait a few seconds.")
        return await sally.turns.take(session_id, _message(body))

    @router.get("/sessions/{session_id}/basket", summary="The basket as it is")
    async def basket(session_id: str, authorization: Token = None) -> dict[str, Any]:
        saved = await sally.sessions.allow(session_id, _token(authorization))
        return sally.sessions.view(saved.basket)

    @router.get("/sessions/{session_id}/events", summary="Everything that happens, live (text/event-stream)")
    async def events(
        session_id: str,
        authorization: Token = None,
        after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
        last_event_id: Annotated[str | None, Header()] = None,
    ) -> StreamingResponse:
        await sally.sessions.allow(session_id, _token(authorization))
        seq = int(last_event_id) if last_event_id and _SEQ.fullmatch(last_event_id) else after
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(sally, session_id, seq), media_type="text/event-stream", headers=headers)


def _shop_routes(router: APIRouter, sally: Running) -> None:
    @router.get("/shop", summary="The shop: languages, labels of the screens, demo cards, pralines")
    async def shop() -> dict[str, Any]:
        return sally.shop_facts()

    @router.get("/products", summary="Search the assortment")
    async def products(  # noqa: PLR0917  # query parameters, which have names
        q: Annotated[str, Query(max_length=200)] = "",
        lang: str = "de",
        department: str | None = None,
        partner: str | None = None,
        max_price_cents: Annotated[int | None, Query(ge=0)] = None,
        diet: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies it
        free_of: Annotated[list[str], Query()] = [],  # noqa: B006
        limit: Annotated[int, Query(ge=1, le=MAX_RESULTS)] = 12,
    ) -> dict[str, Any]:
        filters = {
            "department": department,
            "partner": partner,
            "max_price_cents": max_price_cents,
            "diet": diet,
            "free_of": free_of,
        }
        return sally.search(q, lang if lang in sally.content.languages else "de", limit, filters)

    @router.get("/products/{gtin}", summary="One product with everything that is known of it")
    async def product(gtin: str) -> dict[str, Any]:
        found = sally.product(gtin)
        if found is None:
            raise Problem(
                404, "unknown_product", f"No product has the GTIN {gtin[:32]}. Search with GET /api/v1/products?q=…"
            )
        return found


def _demo_routes(router: APIRouter, sally: Running) -> None:
    @router.put("/demo/bank", summary="Tell the demo bank how to behave (only where there is one)")
    async def change_bank(body: BankBody) -> dict[str, str]:
        if not await sally.set_bank_mode(body.mode):
            raise Problem(503, "bank_unavailable", "The demo bank does not answer. Start Sally again.")
        return {"mode": body.mode}


async def _stream(sally: Running, session_id: str, seq: int) -> AsyncIterator[bytes]:
    """The events after `seq`, and each new one as it comes; a comment now and then keeps the line open."""
    while not sally.bulletin.is_closed:
        board = sally.bulletin.board(session_id)
        while events := await sally.store.events(session_id, seq):
            for event in events:
                seq = event.seq
                yield b"id: %d\nevent: %s\ndata: %s\n\n" % (seq, event.kind.encode(), orjson.dumps(event.data))
        try:
            await asyncio.wait_for(board.wait(), HEARTBEAT_S)
        except TimeoutError:
            yield b": still here\n\n"


def _message(body: TurnBody) -> Message:
    text = body.payload if body.type == "button" else body.text
    if body.type in {"text", "button"} and not text.strip():
        raise Problem(
            422,
            "bad_message",
            f"A turn of type {body.type} needs a {'payload' if body.type == 'button' else 'text'}.",
        )
    if body.type == "button" and not text.startswith("/"):
        raise Problem(422, "bad_payload", 'A payload begins with "/", for example /show_basket.')
    return Message(body.message_id, body.type, text, body.gtin, body.card, body.language)


def _token(header: str | None) -> str:
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "no_token", "Send the header Authorization: Bearer <token>, with the session's token.")
    return token.strip()
