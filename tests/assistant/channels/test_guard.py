"""The guard: how much, from where, how often."""

from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.channels.guard import MAX_KNOWN, Rate
from assistant.config import Config, Limits
from tests.problems import problem

SESSIONS = "/api/v1/sessions"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


class TestOrigins:
    @pytest.fixture
    def config(self) -> Config:
        return Config(origins=("https://shop.example",))

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "https://shop.example.evil", "http://shop.example", "http://[", "x"]
    )
    async def test_pages_of_others_are_refused(self, client: httpx.AsyncClient, origin: str) -> None:
        response = await client.post(SESSIONS, json={}, headers={"Origin": origin})
        assert problem(response) == (403, "foreign_origin")
        assert "access-control-allow-origin" not in response.headers

    async def test_pages_of_others_cannot_read_what_they_get(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/api/v1/shop", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in response.headers

    async def test_a_listed_web_shop_may_talk_to_her(self, client: httpx.AsyncClient) -> None:
        response = await client.post(SESSIONS, json={}, headers={"Origin": "https://shop.example"})
        assert response.status_code == 201
        assert response.headers["access-control-allow-origin"] == "https://shop.example"
        assert "Origin" in response.headers["vary"]

    @pytest.mark.parametrize("header", ["authorization", "content-type", "last-event-id"])
    async def test_a_browser_that_asks_first_is_told_yes(self, client: httpx.AsyncClient, header: str) -> None:
        asked = {**PREFLIGHT, "Origin": "https://shop.example", "Access-Control-Request-Headers": header}
        response = await client.options(SESSIONS, headers=asked)
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == "https://shop.example"
        assert header in response.headers["access-control-allow-headers"].lower()
        assert "POST" in response.headers["access-control-allow-methods"]

    async def test_a_browser_that_asks_first_for_another_page_is_told_no(self, client: httpx.AsyncClient) -> None:
        response = await client.options(SESSIONS, headers={**PREFLIGHT, "Origin": "https://evil.example"})
        assert response.status_code == 400
        assert "access-control-allow-origin" not in response.headers

    async def test_a_listed_page_can_read_what_is_wrong(self, client: httpx.AsyncClient) -> None:
        headers = {"Origin": "https://shop.example", "Content-Type": "application/json"}
        response = await client.post(SESSIONS, content=b"x" * 100_000, headers=headers)
        assert problem(response) == (413, "too_large")
        assert response.headers["access-control-allow-origin"] == "https://shop.example"


async def test_her_own_page_always_may(client: httpx.AsyncClient) -> None:
    response = await client.post(SESSIONS, json={}, headers={"Origin": "http://sally.example"})
    assert response.status_code == 201


async def test_without_a_host_nobody_is_at_home(client: httpx.AsyncClient) -> None:
    response = await client.post(SESSIONS, json={}, headers={"Origin": "null", "Host": ""})
    assert problem(response) == (403, "foreign_origin")


class TestSize:
    @pytest.fixture
    def config(self) -> Config:
        return Config(limits=Limits(body_bytes=2_000))

    @pytest.mark.parametrize("length", ["2001", "-1", "x", "1e3", "9" * 30])
    async def test_a_length_that_is_too_long_or_none_is_refused(self, client: httpx.AsyncClient, length: str) -> None:
        headers = {"Content-Length": length, "Content-Type": "application/json"}
        assert problem(await client.post(SESSIONS, content=b"{}", headers=headers)) == (413, "too_large")

    async def test_a_body_of_unknown_length_is_counted(self, client: httpx.AsyncClient) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            yield b'{"language": "'
            for _ in range(10):
                yield b"d" * 300
            yield b'"}'

        headers = {"Content-Type": "application/json"}
        assert problem(await client.post(SESSIONS, content=pieces(), headers=headers)) == (413, "too_large")

    async def test_what_just_fits_is_read(self, client: httpx.AsyncClient) -> None:
        body = b'{"language": "de"' + b" " * 1_982 + b"}"
        assert len(body) == 2_000
        response = await client.post(SESSIONS, content=body, headers={"Content-Type": "application/json"})
        assert response.status_code == 201


class Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


def test_so_many_at_once_and_then_so_many_a_minute() -> None:
    clock = Clock()
    rate = Rate(6, clock)
    assert [rate.allows("cart") for _ in range(8)] == [True] * 6 + [False] * 2
    clock.time = 9.9
    assert not rate.allows("cart")
    clock.time = 10.0
    assert rate.allows("cart")
    assert not rate.allows("cart")


def test_after_a_pause_there_are_never_more_than_a_minutes_worth() -> None:
    clock = Clock()
    rate = Rate(3, clock)
    clock.time = 1_000_000.0
    assert [rate.allows("cart") for _ in range(4)] == [True, True, True, False]


def test_one_client_does_not_slow_another() -> None:
    rate = Rate(1, Clock())
    assert rate.allows("one")
    assert not rate.allows("one")
    assert rate.allows("two")


def test_the_client_unseen_for_longest_is_forgotten_first() -> None:
    rate = Rate(1, Clock())
    assert rate.allows("first")
    for number in range(MAX_KNOWN - 1):
        rate.allows(str(number))
    assert not rate.allows("first"), "still known, and seen just now"
    for number in range(MAX_KNOWN):
        rate.allows(f"later {number}")
    assert rate.allows("first"), "forgotten"
