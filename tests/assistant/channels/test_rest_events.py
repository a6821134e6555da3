"""The live stream of a session, as screens follow it."""

import asyncio
import json
from typing import Any, Self

import pytest

from assistant.channels import rest
from assistant.server import make_app
from assistant.turn import Message
from assistant.wiring import Sally
from tests.cart import Cart
from tests.problems import problem

MILK = "2003000100006"
TWO_MILK = f'/add_to_basket{{"product": "{MILK}", "quantity": {{"amount": "2"}}}}'
Log = list[tuple[int, str, Any]]
"""(id, event, data) each."""


class Follower:
    """A screen that follows a session: the application inside the test, its stream read piece by piece."""

    def __init__(self, sally: Sally, cart: Cart, query: str = "", **headers: str) -> None:
        self.app = make_app(sally)
        sent = {**cart.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": f"{cart.path}/events",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": ("127.0.0.1", 5),
            "server": ("sally.example", 80),
        }
        self.sent: asyncio.Queue[Any] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.text = ""

    async def __aenter__(self) -> Self:
        self.task = asyncio.create_task(self.app(self.scope, self.receive, self.sent.put))
        self.start = await self.sent.get()
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.gone.set()
        await self.task

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def block(self) -> str:
        """The next block of the stream, without the blank line that ends it."""
        while "\n\n" not in self.text:
            self.text += (await self.sent.get()).get("body", b"").decode()
        block, _, self.text = self.text.partition("\n\n")
        return block

    async def events(self, until: int) -> Log:
        """Every event up to the one with this number."""
        seen: Log = []
        while not seen or seen[-1][0] < until:
            fields = dict(line.split(": ", 1) for line in (await self.block()).splitlines())
            assert set(fields) == {"id", "event", "data"}
            seen.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
        return seen


async def log_of(sally: Sally, cart: Cart) -> Log:
    return [tuple(event) for event in await sally.store.events(cart.session_id, 0, limit=10_000)]


async def test_the_stream_tells_all_that_happened_in_order(sally: Sally, cart: Cart) -> None:
    await cart.press(TWO_MILK)
    log = await log_of(sally, cart)
    async with Follower(sally, cart) as follower:
        assert follower.start["status"] == 200
        assert dict(follower.start["headers"])[b"content-type"].startswith(b"text/event-stream")
        assert await follower.events(log[-1][0]) == log
    assert [seq for seq, _kind, _data in log] == list(range(1, len(log) + 1))
    assert [kind for _seq, kind, _data in log[-4:]] == ["shopper", "operation", "basket", "sally"]
    assert log[-3][2]["lines"] == [{"line_id": MILK, "amount": "2"}]


async def test_what_happens_meanwhile_comes_at_once(sally: Sally, cart: Cart) -> None:
    last = (await log_of(sally, cart))[-1][0]
    async with Follower(sally, cart) as follower:
        await follower.events(last)
        await cart.turn("card_in", card="1001")
        kinds = [kind for _seq, kind, _data in await follower.events(last + 2)]
    assert kinds == ["shopper", "session"]


async def test_two_screens_follow_one_session(sally: Sally, cart: Cart) -> None:
    async with Follower(sally, cart) as display, Follower(sally, cart) as page:
        await cart.press(TWO_MILK)
        log = await log_of(sally, cart)
        assert await display.events(log[-1][0]) == log
        assert await page.events(log[-1][0]) == log


@pytest.mark.parametrize("by", ["header", "query"])
async def test_after_a_cut_nothing_is_missing_and_nothing_comes_twice(sally: Sally, cart: Cart, by: str) -> None:
    seen: Log = []
    for _ in range(4):
        last = str(seen[-1][0]) if seen else "0"
        again = Follower(sally, cart, f"after={last}") if by == "query" else Follower(sally, cart, Last_Event_ID=last)
        async with again as follower:
            await cart.turn("scan", gtin=MILK)
            seen += await follower.events(int(last) + 3)  # then the line is cut, in the middle of a turn
    assert seen == (await log_of(sally, cart))[: len(seen)]


async def test_more_than_one_page_of_events_comes_without_waiting(sally: Sally, cart: Cart) -> None:
    """A screen that came back after hundreds of turns stood still for a quarter of a minute, page by page."""
    for number in range(260):
        await sally.turns.take(cart.session_id, Message(f"quiet-{number}", "silence"))
    last = (await log_of(sally, cart))[-1][0]
    assert last > 500
    async with asyncio.timeout(rest.HEARTBEAT_S - 1), Follower(sally, cart) as follower:
        assert len(await follower.events(last)) == last


@pytest.mark.parametrize("header", ["x", "-1", "²", "9" * 40, ""])
async def test_a_last_event_id_that_is_no_number_counts_as_none(sally: Sally, cart: Cart, header: str) -> None:
    async with Follower(sally, cart, Last_Event_ID=header) as follower:
        assert (await follower.events(1))[0][0] == 1


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30])
async def test_a_number_that_no_event_can_have_is_a_problem(cart: Cart, after: str) -> None:
    response = await cart.client.get(f"{cart.path}/events", params={"after": after}, headers=cart.headers)
    assert problem(response) == (422, "bad_message")


async def test_a_quiet_line_is_kept_open_by_comments(sally: Sally, cart: Cart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "HEARTBEAT_S", 0.001)
    last = (await log_of(sally, cart))[-1][0]
    async with Follower(sally, cart, f"after={last}") as follower:
        assert await follower.block() == ": still here"
        assert await follower.block() == ": still here"


async def test_the_streams_end_when_sally_does(sally: Sally, cart: Cart) -> None:
    async with Follower(sally, cart) as follower:
        await follower.events(1)
        sally.bulletin.close()
        await follower.task
