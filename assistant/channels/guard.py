"""What every request must pass: its size, where it comes from, how often it comes."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.problem import respond

MAX_KNOWN = 10_000
"""Clients remembered; the one unseen for longest is forgotten first."""


class Guard:
    """ASGI middleware: refuses bodies over `body_bytes` and pages of origins that are not listed."""

    def __init__(self, app: ASGIApp, body_bytes: int, origins: Sequence[str]) -> None:
        self._app = app
        self._body_bytes = body_bytes
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get(b"origin")
        if origin and scope["method"] not in {"GET", "HEAD"} and not self._welcome(origin, headers.get(b"host", "")):
            detail = f"Pages of {origin} may not talk to Sally. The operator can add the origin in config.yml."
            await respond(403, "foreign_origin", detail)(scope, receive, send)
            return
        declared = headers.get(b"content-length", "0")
        if not (declared.isascii() and declared.isdigit()) or int(declared) > self._body_bytes:
            await respond(413, "too_large", f"Send at most {self._body_bytes} bytes.")(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _welcome(self, origin: str, host: str) -> bool:
        return origin in self._origins or (host != "" and origin.partition("://")[2] == host)

    def _counted(self, receive: Receive) -> Receive:
        """A body without a declared length is counted while it is read."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._body_bytes:
                raise HTTPException(413, f"Send at most {self._body_bytes} bytes")
            return message

        return counted


class Rate:
    """A token bucket per client: so many requests a minute, as many at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Whether this client may go on; counts the request."""
        now = self._clock()
        left, since = self._clients.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._clients[client] = (left - 1 if allowed else left, now)
        if len(self._clients) > MAX_KNOWN:
            self._clients.popitem(last=False)
        return allowed
