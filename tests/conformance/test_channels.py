"""What every channel in the folder keeps to, with no further edit when one is added."""

import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_args

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from assistant import channels
from assistant.channels import problem as problems
from assistant.config import Config
from assistant.wiring import Sally
from tests.problems import problem

FOUND = [found.name for found in pkgutil.iter_modules(channels.__path__)]
MODULES = {name: import_module(f"assistant.channels.{name}") for name in FOUND}

NAMES = [name for name, module in MODULES.items() if hasattr(module, "routes")]
TESTS = Path(__file__).parents[1] / "assistant" / "channels"


@pytest.fixture(params=NAMES)
def channel(request: pytest.FixtureRequest) -> ModuleType:
    return MODULES[request.param]


@pytest.fixture
def router(channel: ModuleType, sally: Sally) -> APIRouter:
    made: APIRouter = channel.routes(sally)
    return made


def endpoints(router: APIRouter) -> list[tuple[str, str]]:
    """(method, path) of every route, with something in the place of each parameter."""
    found = []
    for route in router.routes:
        assert isinstance(route, APIRoute)
        path = route.path.replace("{name:path}", "nothing.js")
        for name in route.param_convertors:
            path = path.replace(f"{{{name}}}", "unknown")
        found += [(method, path) for method in sorted(route.methods)]
    return found


def test_every_channel_can_be_switched_on_by_its_file_name() -> None:
    known = get_args(get_args(Config.model_fields["channels"].annotation)[0])
    assert sorted(known) == sorted(NAMES)
    assert sorted(Config().channels) == sorted(NAMES)


def test_it_says_in_its_first_sentence_what_it_is(channel: ModuleType) -> None:
    assert channel.__doc__
    assert channel.__doc__.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_it_has_tests_of_its_own(channel: ModuleType) -> None:
    assert (TESTS / f"test_{channel.__name__.rpartition('.')[2]}.py").exists()


def test_its_routes_are_a_router_of_its_own(channel: ModuleType, sally: Sally) -> None:
    one, other = channel.routes(sally), channel.routes(sally)
    assert isinstance(one, APIRouter)
    assert one is not other, "no state in the module"
    assert endpoints(one)


def test_no_two_channels_answer_at_the_same_address(sally: Sally) -> None:
    addresses = [address for name in NAMES for address in endpoints(MODULES[name].routes(sally))]
    assert len(addresses) == len(set(addresses))


def test_every_address_of_the_api_is_summed_up(router: APIRouter) -> None:
    shown = [route for route in router.routes if isinstance(route, APIRoute) and route.include_in_schema]
    assert [route.path for route in shown if not route.summary] == []


async def test_alone_it_answers_whatever_comes_without_an_error_of_ours(router: APIRouter) -> None:
    """Nothing, nonsense, and too much of it: an answer, or a problem that says what to do."""
    app = FastAPI()
    problems.install(app)
    app.include_router(router)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sally.example") as client:
        for method, path in endpoints(router):
            for content in (b"", b"{}", b"[]", b"\xff\x00", b'{"a": ' * 500):
                headers = {"Content-Type": "application/json", "Authorization": "Bearer nobody"}
                response = await client.request(method, path, content=content, headers=headers)
                if response.status_code >= 400:
                    assert problem(response)[0] < 500
