"""What must not be in the repository, and what must stand beside a dependency."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

MAX_BYTES = 1_000_000
OF_A_DEVELOPER = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt|opt)/\w|\b[A-Z]:\\\\?Users\\")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|--(?:extra-)?index-url|--find-links|(?:^|\s)file:///\w"
)
EXACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.!]*")


def written() -> list[tuple[str, str]]:
    """(name, text) of every text file, this one excepted: it has to name what it forbids."""
    others = [path for path in tree.files() if path.resolve() != Path(__file__).resolve()]
    contents = [(tree.name(path), path.read_bytes()) for path in others]
    return [(name, content.decode("utf-8")) for name, content in contents if b"\0" not in content]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in written()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def declared() -> list[str]:
    """Every dependency that pyproject.toml names."""
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [
        *project["dependencies"],
        *(entry for extra in project["optional-dependencies"].values() for entry in extra),
    ]


def lock() -> list[str]:
    """The lines of the lock, without comments."""
    lines = (tree.ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_no_path_of_a_developers_machine() -> None:
    assert lines_with(OF_A_DEVELOPER) == []


def test_no_package_registry_is_named() -> None:
    """Where packages come from is the machine's own setting."""
    assert lines_with(REGISTRY) == []


def test_no_file_is_over_one_megabyte() -> None:
    assert [tree.name(path) for path in tree.files() if path.stat().st_size > MAX_BYTES] == []


def test_every_text_file_ends_with_a_line_end() -> None:
    assert [name for name, text in written() if text and not text.endswith("\n")] == []


def test_every_dependency_has_a_reason() -> None:
    """A line of pyproject.toml that names a dependency says in a comment what it is for."""
    heading, entries = "", []
    for line in (tree.ROOT / "pyproject.toml").read_text("utf-8").splitlines():
        heading = line if line.startswith("[") else heading
        listed = heading in {"[project]", "[project.optional-dependencies]"}
        if listed and re.match(r'\s+"[A-Za-z0-9_.\[\]-]+(?:[<>=!~].*)?",', line):
            entries.append(line.strip())
    assert len(entries) == len(declared()), "write each dependency on a line of its own"
    assert [entry for entry in entries if not re.search(r"#\s*\S.{4,}", entry)] == []


def test_the_lock_names_exact_versions_only() -> None:
    assert [line for line in lock() if not EXACT.fullmatch(line)] == []


def test_the_lock_holds_every_dependency() -> None:
    locked = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lock())}
    for requirement in map(Requirement, declared()):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in requirements.lock; its second line says how to renew it"
        assert requirement.specifier.contains(version), f"{requirement} is not {version}, which is in requirements.lock"
