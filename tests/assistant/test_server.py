"""The server: health, readiness, metrics, and the channels that the operator named."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from assistant.config import Config
from assistant.server import make_app
from assistant.wiring import Sally
from tests.cart import Cart
from tests.problems import problem


async def test_she_is_alive_and_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    ready = (await client.get("/readyz")).json()
    assert ready["status"] == "ready"
    assert ready["products"] >= 400


async def test_she_is_alive_but_not_ready_without_her_storage(
    sally: Sally, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "sally.db") as database:
        database.execute("ALTER TABLE sessions RENAME TO hidden")
    try:
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code >= 500
    finally:
        with sqlite3.connect(tmp_path / "sally.db") as database:
            database.execute("ALTER TABLE hidden RENAME TO sessions")
        database.close()
    assert (await client.get("/readyz")).status_code == 200


async def test_requests_are_counted_by_route_and_status_and_streams_are_not_timed(cart: Cart) -> None:
    await cart.turn("silence")
    await cart.client.get("/api/v1/products/unknown")
    await cart.client.get(f"{cart.path}/events")
    metrics = (await cart.client.get("/metrics")).text
    turns = 'route="/api/v1/sessions/{session_id}/turns"'
    assert f'sally_http_answers_total{{{turns},status="200"}} 1.0' in metrics
    assert 'sally_http_answers_total{route="/api/v1/products/{gtin}",status="404"} 1.0' in metrics
    assert f"sally_http_seconds_count{{{turns}}} 1.0" in metrics
    assert 'sally_http_seconds_count{route="/api/v1/sessions/{session_id}/events"}' not in metrics
    assert cart.session_id not in metrics


class TestChannels:
    @pytest.fixture
    def config(self) -> Config:
        return Config(channels=("rest",))

    async def test_a_channel_that_is_not_named_is_not_there(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/api/v1/shop")).status_code == 200
        for path in ("/", "/webhooks/rest/"):
            assert problem(await client.get(path)) == (404, "not_found")


async def test_an_error_of_ours_is_a_problem_without_a_traceback(sally: Sally, client: httpx.AsyncClient) -> None:
    def broken(_gtin: str) -> None:
        raise AssertionError("secret detail")

    sally.product = broken  # type: ignore[method-assign]
    response = await client.get("/api/v1/products/4711")
    assert problem(response) == (500, "internal")
    assert "secret detail" not in response.text


async def test_the_description_of_the_api_can_be_had(sally: Sally, client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    assert described["paths"] == make_app(sally).openapi()["paths"]
    assert "/api/v1/sessions/{session_id}/turns" in described["paths"]
