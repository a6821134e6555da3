"""The files of the project, as the house tests look at them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "actions", "retrieval", "voices", "device_client")


def files() -> list[Path]:
    """Every file that belongs to the project: those that git would take, or all but hidden and built ones."""
    listed = _listed_by_git()
    found = listed if listed is not None else _walked(ROOT)
    return sorted(path for path in found if path.is_file())


def python_files(*folders: str) -> list[Path]:
    """The Python modules in these top-level folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name(path: Path) -> str:
    """The path as it is written in messages."""
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    """assistant/dialogue/engine.py → assistant.dialogue.engine"""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """What a module imports, wherever in it, with the line. `from a.b import c` is a.b.c, which may be a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = "." * node.level + (node.module or "")
            yield from ((f"{whole}.{alias.name}", node.lineno) for alias in node.names)


def _listed_by_git() -> list[Path] | None:
    if not (ROOT / ".git").exists():
        return None
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603  # our own
    except (OSError, subprocess.CalledProcessError):
        return None
    return [ROOT / entry for entry in listed.stdout.decode().split("\0") if entry]


def _walked(folder: Path) -> Iterator[Path]:
    """As .gitignore would have it, without git: hidden folders, caches and data stay out."""
    for path in folder.iterdir():
        built = path.name in {"__pycache__", "build", "dist", "data", "node_modules"} or path.suffix == ".egg-info"
        if path.is_dir():
            if not built and (not path.name.startswith(".") or path.name == ".ci"):
                yield from _walked(path)
        else:
            yield path
