"""What every action in the folder keeps to, with no further edit when one is added."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import actions

NAMES = [module.name for module in pkgutil.iter_modules(actions.__path__) if not module.ispkg]
TESTS = Path(__file__).parents[1] / "actions"


@pytest.fixture(params=NAMES)
def action(request: pytest.FixtureRequest) -> ModuleType:
    return import_module(f"actions.{request.param}")


def test_there_are_actions() -> None:
    assert NAMES


def test_it_says_in_one_sentence_what_it_does(action: ModuleType) -> None:
    assert action.__doc__
    assert action.__doc__.strip().endswith(".")
    assert "\n" not in action.__doc__.strip()


def test_its_outcomes_are_names_that_flows_and_responses_can_use(action: ModuleType) -> None:
    assert action.OUTCOMES
    assert len(set(action.OUTCOMES)) == len(action.OUTCOMES)
    assert all(outcome.isidentifier() and outcome.islower() for outcome in action.OUTCOMES)


def test_its_silent_outcomes_are_outcomes(action: ModuleType) -> None:
    assert set(getattr(action, "SILENT", ())) <= set(action.OUTCOMES)


def test_it_runs_with_a_visit_and_slots(action: ModuleType) -> None:
    assert inspect.iscoroutinefunction(action.run)
    assert len(inspect.signature(action.run).parameters) == 2


def test_it_offers_nothing_else(action: ModuleType) -> None:
    """What several actions need has its place in actions/shop."""
    own = {name for name, value in vars(action).items() if getattr(value, "__module__", None) == action.__name__}
    assert {name for name in own if not name.startswith("_")} == {"run"}


def test_each_of_its_outcomes_has_a_test(action: ModuleType) -> None:
    name = action.__name__.removeprefix("actions.")
    tested = {word for words in _words_of_tests() if name in words for word in words}
    assert set(action.OUTCOMES) - tested == set()


def _words_of_tests() -> Iterator[set[str]]:
    """The strings in each test function, its decorators included."""
    for path in TESTS.glob("test_*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
                yield {value for value in constants if isinstance(value, str)}
