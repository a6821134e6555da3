"""What every request must pass: its size, where it comes from, how often it comes."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

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
        if not declared.isdigit() or int(declared) > self._body_bytes:
            await respond(413, "too_large", f"Send at most {self._body_bytes} bytes.")(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _welcome(self, origin: str, host: str) -> bool:
        return origin in self._origins or urlsplit(origin).netloc == host

    def _counted(self, receive: Receive) -> Receive:
        """A body without a declared length is cut off where it grows too long; JSON that is cut off is refused."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._body_bytes:
                return {"type": "http.request", "body": b"", "more_body": False}
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
