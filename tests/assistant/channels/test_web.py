"""The pages: what browsers load, and what they must not be able to load."""

import re
from pathlib import Path

import httpx
import pytest

from assistant.channels.web import WEB
from tests.problems import problem

DEMO = WEB / "demo"


async def test_the_first_page_is_the_demo(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == (DEMO / "index.html").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(DEMO.iterdir()), ids=lambda path: path.name)
async def test_every_file_of_the_page_is_served_with_its_type_and_the_policy(
    client: httpx.AsyncClient, path: Path
) -> None:
    response = await client.get(f"/demo/{path.name}")
    assert response.status_code == 200
    kinds = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
    assert response.headers["content-type"].partition(";")[0] == kinds[path.suffix]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in response.headers["content-security-policy"]


async def test_the_policy_lets_no_foreign_and_no_inline_script_run(client: httpx.AsyncClient) -> None:
    policy = (await client.get("/")).headers["content-security-policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'self'"]
    assert rules.get("script-src", ["'self'"]) == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert rules["base-uri"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert "unsafe" not in policy
    assert "*" not in policy


async def test_the_page_needs_nothing_that_the_policy_forbids(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?://(?!www\.w3\.org)", page)


@pytest.mark.parametrize(
    "path",
    [
        "/demo/",
        "/demo/nothing.js",
        "/demo/../../config.yml",
        "/demo/..%2f..%2fconfig.py",
        "/demo/%2e%2e/%2e%2e/config.py",
        "/demo/..%5c..%5cconfig.py",
        "/demo//etc/passwd",
        "/demo/%2fetc%2fpasswd",
        "/demo/%00",
        "/demo/index.html%00.js",
        "/demo/" + "a" * 5_000,
        "/demo/%ff%fe",
        "/config.yml",
        "/static/x",
    ],
    ids=lambda path: path[:30],
)
async def test_nothing_but_the_pages_can_be_had(client: httpx.AsyncClient, path: str) -> None:
    assert problem(await client.get(path)) == (404, "not_found")


async def test_a_page_is_read_not_written(client: httpx.AsyncClient) -> None:
    assert problem(await client.post("/")) == (405, "bad_request")


async def test_the_little_picture_in_the_tab_is_there(client: httpx.AsyncClient) -> None:
    assert (await client.get("/favicon.ico")).headers["content-type"] == "image/svg+xml"
