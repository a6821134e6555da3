"""Who may import whom. Where the direction is kept, each part can be read, tested and exchanged by itself."""

import sys

import pytest

from tests.house import tree

LIBRARIES = ("actions", "retrieval", "voices")
PURE = ("assistant.dialogue", "assistant.understanding", "assistant.content", "assistant.wire")
IMPURE = ("asyncio", "sqlalchemy", "fastapi", "starlette", "httpx", "logging", "time", "random", "secrets", "socket")
JOINING = ("assistant.wiring", "assistant.checking", "assistant.__main__", "assistant.cli")
"""The modules that know every package: the wiring, what checks all of it, and the command line that calls both."""


def within(name: str, *packages: str) -> bool:
    """Whether a module is one of these packages, or in one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def edges(*folders: str) -> list[tuple[str, str, str]]:
    """(module, what it imports, where) of all modules in these folders."""
    return [
        (tree.module(path), imported, f"{tree.name(path)}:{line}")
        for path in tree.python_files(*folders)
        for imported, line in tree.imports(path)
    ]


EDGES = edges(*tree.PACKAGES)


def test_the_graph_is_not_empty() -> None:
    assert len(EDGES) > 100


def test_imports_are_written_in_full() -> None:
    assert [where for _module, imported, where in EDGES if imported.startswith(".")] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_imports_nothing_of_ours(library: str) -> None:
    others = [package for package in tree.PACKAGES if package != library]
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if within(module, library) and within(imported, *others)
    ] == []


def test_the_pure_packages_know_no_clock_no_chance_no_network_and_no_log() -> None:
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if within(module, *PURE) and within(imported, *IMPURE)
    ] == []


def test_the_pure_packages_import_of_ours_only_one_another() -> None:
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if within(module, *PURE) and within(imported, *tree.PACKAGES) and not within(imported, *PURE)
    ] == []


def test_only_the_wiring_and_the_command_line_import_the_libraries() -> None:
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if within(module, "assistant") and not within(module, *JOINING) and within(imported, *LIBRARIES)
    ] == []


def test_a_turn_knows_no_channel_no_store_and_no_wiring() -> None:
    outer = ("assistant.channels", "assistant.store", "assistant.wiring", "assistant.server", "assistant.cli")
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if module == "assistant.turn" and within(imported, *outer)
    ] == []


def test_a_channel_is_joined_by_the_wiring_and_does_not_import_it() -> None:
    assert [
        where
        for module, imported, where in EDGES
        if within(module, "assistant.channels") and within(imported, "assistant.wiring")
    ] == []


def test_a_device_imports_of_ours_only_the_wire() -> None:
    others = [package for package in tree.PACKAGES if package != "device_client"]
    assert [
        f"{where}: {imported}"
        for module, imported, where in EDGES
        if within(module, "device_client") and within(imported, *others) and not within(imported, "assistant.wire")
    ] == []


def test_nothing_that_ships_imports_tests_or_their_tools() -> None:
    tools = ("tests", "pytest", "hypothesis", "playwright")
    assert [f"{where}: {imported}" for _module, imported, where in EDGES if within(imported, *tools)] == []


def test_the_editors_house_holds_no_python() -> None:
    code = {".py", ".pyi", ".pyc", ".js", ".sh"}
    assert [tree.name(path) for path in (tree.ROOT / "nlu_data").rglob("*") if path.suffix in code] == []


def test_what_is_imported_is_a_declared_dependency() -> None:
    """A package that happens to be installed because another one needs it may be gone tomorrow."""
    import tomllib
    from importlib.metadata import packages_distributions

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(entry).name) for entry in project["dependencies"]}
    optional = {"asyncpg"}  # named by an operator with PostgreSQL
    parts = {"pydantic_core"}  # pydantic documents it as the home of its error details
    known = packages_distributions()
    missing = set()
    for _module, imported, where in EDGES:
        top = imported.partition(".")[0]
        if top in sys.stdlib_module_names or top in {*tree.PACKAGES, ""} or top in optional | parts:
            continue
        if not {canonicalize_name(owner) for owner in known.get(top, [top])} & declared:
            missing.add(f"{where}: {top}")
    assert sorted(missing) == []


def test_serving_starts_without_what_only_some_need() -> None:
    """Each of these takes up to a tenth of a second to load: for a payment, a new database, training, one store."""
    import subprocess

    rare = {"httpx", "alembic", "sklearn", "scipy", "faiss"}
    program = f"import sys, assistant.serving; print(*({rare!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.split() == []
