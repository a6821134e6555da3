"""What many tests share: the real content, catalogue and model, read once per process and trained once."""

import fcntl
import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, settings

from assistant.config import Config
from assistant.learning import cache_folder
from assistant.server import make_app
from assistant.wiring import MemoryBank, Parts, Sally, memory_bank, prepare, running
from tests.cart import Cart

# Machines are noisy: slow is no failure. The examination tries the same cases every time; at home they are new ones.
settings.register_profile("home", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("examination", settings.get_profile("home"), derandomize=True)
settings.load_profile("examination" if os.environ.get("CI") else "home")

THURSDAY_MORNING = datetime(2026, 10, 1, 10, 0)  # noqa: DTZ001  # the shop's local time


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Words, goods and understanding of the demo shop."""
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "tests.lock").open("w") as lock:  # one process trains, the others find what it has learnt
        fcntl.flock(lock, fcntl.LOCK_EX)
        return prepare(Config(), None, print)


@pytest.fixture
def config() -> Config:
    """The operator's switches; a module may have others."""
    return Config()


@pytest.fixture
def bank(config: Config) -> MemoryBank:
    """A bank that can be told to misbehave."""
    return memory_bank(config)


@pytest.fixture
async def sally(config: Config, parts: Parts, bank: MemoryBank, tmp_path: Path) -> AsyncIterator[Sally]:
    """A running Sally of the test's own."""
    async with running(config, parts, tmp_path, bank, now=lambda: THURSDAY_MORNING) as sally:
        yield sally


@pytest.fixture
async def client(sally: Sally) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks HTTP with that Sally, without a network. An error of ours comes out as it would over one."""
    transport = httpx.ASGITransport(make_app(sally), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sally.example") as client:
        yield client


@pytest.fixture
async def cart(client: httpx.AsyncClient) -> Cart:
    """A cart with an open session, in German."""
    opened = (await client.post("/api/v1/sessions", json={"language": "de", "device": "cart"})).json()
    return Cart(client, opened["session_id"], opened["token"])
