"""The customer-card bank: the port, the client for one that speaks HTTP, and one in memory."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    import httpx

Mode = Literal["normal", "slow", "down", "declining"]
"""How a bank for trying things out behaves. "slow" takes the money, but its answer comes too late."""


@dataclass(frozen=True)
class BankAnswer:
    """What the bank decided; `reference` is the bank's own number for it."""

    status: Literal["captured", "declined"]
    reference: str


class BankUnavailable(Exception):
    """The bank gave no answer that can be used; until it does, nobody knows whether the money was taken."""

    def __init__(self, which: str, seconds: float, why: str = "no answer") -> None:
        super().__init__(f"{which}: {why} within {seconds:g} s. Ask again for the same payment.")
        self.which, self.seconds = which, seconds


class Bank(Protocol):
    """Takes money from a customer card."""

    async def pay(self, payment_id: str, cents: int, card: str) -> BankAnswer:
        """Take `cents` once for this `payment_id`, however often it is asked. Raises BankUnavailable."""


class MemoryBank:
    """A bank in memory with a limit per payment of each card; a card without one is declined."""

    def __init__(self, limits: Mapping[str, int], mode: Mode = "normal") -> None:
        self.limits = limits
        self.mode: Mode = mode
        self.answers: dict[str, tuple[int, str, BankAnswer]] = {}

    async def pay(self, payment_id: str, cents: int, card: str) -> BankAnswer:
        """Raises BankUnavailable when it is down or slow."""
        if self.mode == "down":
            raise BankUnavailable("bank in memory", 0)
        if payment_id not in self.answers:
            self.answers[payment_id] = (cents, card, self._decide(payment_id, cents, card))
        known_cents, known_card, answer = self.answers[payment_id]
        assert (cents, card) == (known_cents, known_card), f"payment {payment_id} was for another amount or card"
        if self.mode == "slow":
            raise BankUnavailable("bank in memory", 0)
        return answer

    @property
    def taken_cents(self) -> int:
        """All the money taken."""
        return sum(cents for cents, _, answer in self.answers.values() if answer.status == "captured")

    def _decide(self, payment_id: str, cents: int, card: str) -> BankAnswer:
        refused = self.mode == "declining" or cents > self.limits.get(card, 0)
        return BankAnswer("declined" if refused else "captured", f"memory-{payment_id}")


class Authorisation(BaseModel):
    """What the bank says about one payment."""

    id: str
    status: Literal["authorised", "captured", "declined"]


class HttpBank:
    """A bank that reserves the money (POST /authorisations), then takes it (POST /authorisations/{id}/capture).

    Both carry an Idempotency-Key made of the payment's name, so asking again takes nothing twice.
    """

    def __init__(self, url: str, timeout_s: float, transport: "httpx.AsyncBaseTransport | None" = None) -> None:
        self.url, self.timeout_s = url, timeout_s
        self._transport = transport

    @cached_property
    def _client(self) -> "httpx.AsyncClient":
        """Made for the first payment: the library with its certificates takes a tenth of a second to load."""
        import httpx

        return httpx.AsyncClient(base_url=self.url, timeout=self.timeout_s, transport=self._transport)

    async def pay(self, payment_id: str, cents: int, card: str) -> BankAnswer:
        """Raises BankUnavailable when both steps take longer than `timeout_s`, or when the answer makes no sense."""
        from httpx import RequestError

        try:
            async with asyncio.timeout(self.timeout_s):
                body = {"amount_cents": cents, "currency": "EUR", "card": card}
                decided = await self._post("/authorisations", payment_id, body)
                if decided.status == "authorised":
                    decided = await self._post(f"/authorisations/{decided.id}/capture", f"{payment_id}:capture", {})
        except (TimeoutError, RequestError):
            raise self._unavailable() from None
        if decided.status == "authorised":
            raise self._unavailable('no money taken, only "authorised",')
        return BankAnswer(decided.status, decided.id)

    async def aclose(self) -> None:
        """Close the connections."""
        if "_client" in vars(self):
            await self._client.aclose()

    async def _post(self, path: str, key: str, body: Mapping[str, Any]) -> Authorisation:
        response = await self._client.post(path, json=body, headers={"Idempotency-Key": key})
        if response.status_code not in (200, 201):
            raise self._unavailable(f"only status {response.status_code}")
        try:
            return Authorisation.model_validate_json(response.content)
        except ValidationError:
            raise self._unavailable("only something that is no authorisation") from None

    def _unavailable(self, why: str = "no answer") -> BankUnavailable:
        return BankUnavailable(self.url, self.timeout_s, why)
