"""A device, for the tests of everything that speaks HTTP."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Cart:
    """A cart: one session over HTTP, with a new message id for each turn."""

    client: httpx.AsyncClient
    session_id: str
    token: str
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def send(self, kind: str, message_id: str | None = None, **values: Any) -> httpx.Response:
        """A turn, and whatever comes back."""
        body = {"message_id": message_id or f"m{next(self.numbers)}", "type": kind, **values}
        return await self.client.post(f"{self.path}/turns", json=body, headers=self.headers)

    async def turn(self, kind: str, message_id: str | None = None, **values: Any) -> Any:
        """A turn that must be answered."""
        response = await self.send(kind, message_id, **values)
        assert response.status_code == 200, response.text
        return response.json()

    async def say(self, text: str) -> Any:
        return await self.turn("text", text=text)

    async def press(self, payload: str) -> Any:
        return await self.turn("button", payload=payload)

    async def basket(self) -> Any:
        return (await self.client.get(f"{self.path}/basket", headers=self.headers)).json()

    @property
    def path(self) -> str:
        return f"/api/v1/sessions/{self.session_id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
