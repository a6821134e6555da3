"""A customer-card bank for trying things out: it reserves and takes money over HTTP, and can be told to misbehave.

    python -m actions.shop.demo_bank --port 8765 --ledger bank.sqlite

Idempotency is that of the Agentic Commerce Protocol: the same key with the same body gets the first answer again,
the same key with another body gets 409, and a failure of the bank itself (5xx) is not remembered.
The card limits are those of the demo shop's card holders.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, get_args
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from actions.shop.bank import Bank, HttpBank, MemoryBank, Mode
from actions.shop.store import CITY_KAUF, load_shop

SLOW_S = 30.0
Answer = tuple[int, dict[str, Any]]
Decide = Callable[[sqlite3.Connection], Answer]

SCHEMA = """
CREATE TABLE IF NOT EXISTS payments (id TEXT PRIMARY KEY, amount_cents INTEGER, card TEXT, status TEXT);
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, request TEXT, status INTEGER, content TEXT);
"""


class Charge(BaseModel):
    """What a shop asks for: so much from this card."""

    model_config = ConfigDict(extra="forbid")
    amount_cents: int = Field(gt=0, strict=True)
    currency: Literal["EUR"]
    card: str


class ModeChange(BaseModel):
    """How the bank shall behave from now on; "slow" takes the money but answers after `SLOW_S`."""

    mode: Mode


async def behave(bank: Bank, mode: Mode) -> bool:
    """Tell a bank for trying things out how to behave from now on; whether it has heard."""
    if isinstance(bank, MemoryBank):
        bank.mode = mode
        return True
    assert isinstance(bank, HttpBank), "no other bank is for trying things out"
    import httpx

    async with httpx.AsyncClient(base_url=bank.url, timeout=bank.timeout_s) as client:
        try:
            return (await client.put("/mode", json={"mode": mode})).is_success
        except httpx.RequestError:
            return False


def create_app(ledger: Path) -> Starlette:
    """The bank as a web application; `ledger` is its database file, made when it is not there."""
    limits = {shopper.card: shopper.card_limit_cents for shopper in load_shop(CITY_KAUF).shoppers}
    bank = DemoBank(ledger, limits)
    return Starlette(
        routes=[
            Route("/authorisations", bank.authorise, methods=["POST"]),
            Route("/authorisations/{id}/capture", bank.capture, methods=["POST"]),
            Route("/mode", bank.change_mode, methods=["PUT"]),
            Route("/healthz", bank.healthz),
            Route("/ledger", bank.show_ledger),
        ]
    )


class DemoBank:
    """The bank's counters, one method per address."""

    def __init__(self, ledger: Path, limits: Mapping[str, int]) -> None:
        self.ledger, self.limits = ledger, limits
        self.mode: Mode = "normal"
        with closing(sqlite3.connect(ledger)) as database:
            database.executescript(SCHEMA)

    async def authorise(self, request: Request) -> Response:
        """Reserve money on a card."""
        try:
            charge = Charge.model_validate_json(await request.body())
        except ValidationError as error:
            return _refusal(400, "invalid_request", str(error.errors()[0]["msg"]))
        declines = self.mode == "declining" or charge.amount_cents > self.limits.get(charge.card, 0)
        status = "declined" if declines else "authorised"

        def decide(database: sqlite3.Connection) -> Answer:
            row = (f"auth_{uuid4().hex}", charge.amount_cents, charge.card, status)
            database.execute("INSERT INTO payments VALUES (?, ?, ?, ?)", row)
            return 201, {"id": row[0], "status": status}

        return await self._once(request, charge.model_dump_json(), decide)

    async def capture(self, request: Request) -> Response:
        """Take the money that was reserved."""
        payment = request.path_params["id"]

        def decide(database: sqlite3.Connection) -> Answer:
            found = database.execute("SELECT status FROM payments WHERE id = ?", (payment,)).fetchone()
            if found is None:
                return 404, _problem("not_found", f"There is no authorisation {payment}.")
            if found[0] == "declined":
                return 409, _problem("declined", f"Authorisation {payment} was declined.")
            database.execute("UPDATE payments SET status = 'captured' WHERE id = ?", (payment,))
            return 200, {"id": payment, "status": "captured"}

        return await self._once(request, "", decide)

    async def change_mode(self, request: Request) -> Response:
        """Behave differently from now on."""
        try:
            self.mode = ModeChange.model_validate_json(await request.body()).mode
        except ValidationError:
            return _refusal(400, "invalid_request", f'Send {{"mode": …}} with one of {", ".join(get_args(Mode))}.')
        return JSONResponse({"mode": self.mode})

    async def healthz(self, _request: Request) -> Response:
        """Whether the bank is there, and how it behaves."""
        return JSONResponse({"status": "ok", "mode": self.mode})

    async def show_ledger(self, _request: Request) -> Response:
        """Every payment, the first one first."""
        return JSONResponse({"payments": await asyncio.to_thread(self._payments)})

    def _payments(self) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self.ledger)) as database:
            rows = database.execute("SELECT id, amount_cents, card, status FROM payments ORDER BY rowid").fetchall()
        return [dict(zip(("id", "amount_cents", "card", "status"), row, strict=True)) for row in rows]

    async def _once(self, request: Request, body: str, decide: Decide) -> Response:
        key = request.headers.get("Idempotency-Key")
        if self.mode == "down":
            return _refusal(503, "unavailable", "The bank is closed for a moment. Ask again with the same key.")
        if not key:
            return _refusal(400, "idempotency_key_required", "Send a header Idempotency-Key.")
        response = await asyncio.to_thread(self._decide_once, key, f"{request.url.path} {body}", decide)
        if self.mode == "slow":
            await asyncio.sleep(SLOW_S)
        return response

    def _decide_once(self, key: str, asked: str, decide: Decide) -> Response:
        with closing(sqlite3.connect(self.ledger)) as database, database:
            database.execute("BEGIN IMMEDIATE")  # a second request with this key waits here for the first one's answer
            known = database.execute("SELECT request, status, content FROM answers WHERE key = ?", (key,)).fetchone()
            if known is None:
                status, content = decide(database)
                row = (key, asked, status, json.dumps(content))
                database.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", row)
                return JSONResponse(content, status)
        if known[0] != asked:
            return _refusal(409, "idempotency_conflict", "This key came with another request. Use a new one.")
        return JSONResponse(json.loads(known[2]), known[1], {"Idempotent-Replayed": "true"})


def _problem(code: str, message: str) -> dict[str, Any]:
    return {"type": "invalid_request", "code": code, "message": message}


def _refusal(status: int, code: str, message: str) -> Response:
    return JSONResponse(_problem(code, message), status)


def main() -> None:
    """Run the bank on this machine, for this machine only."""
    import uvicorn

    options = argparse.ArgumentParser(description="A bank for trying Sally out.")
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--ledger", type=Path, required=True)
    options.add_argument("--until-input-ends", action="store_true", help="close when whoever opened the bank is gone")
    chosen = options.parse_args()
    app = create_app(chosen.ledger)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=chosen.port, timeout_graceful_shutdown=1))

    def close_after_input() -> None:
        while os.read(0, 1):
            pass
        server.should_exit = True

    if chosen.until_input_ends:
        threading.Thread(target=close_after_input, daemon=True).start()
    server.run()


if __name__ == "__main__":
    main()
