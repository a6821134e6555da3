"""Names, docstrings and sizes."""

import ast
from pathlib import Path

from tests.house import tree

JUNK_DRAWERS = {"base", "common", "constants", "manager", "misc", "shared", "types", "v2"}
JUNK_DRAWERS |= {"helper", "helpers", "util", "utils"}
MAX_LINES = 400


def modules() -> list[Path]:
    return tree.python_files(*tree.PACKAGES)


def written_by_hand() -> list[Path]:
    """Programs and style sheets; content is longer by nature."""
    kinds = {".py", ".js", ".css", ".html"}
    return [path for path in tree.files() if path.suffix in kinds]


def test_no_module_or_folder_is_a_junk_drawer() -> None:
    parts = {
        (part, tree.name(path)) for path in written_by_hand() for part in Path(tree.name(path)).with_suffix("").parts
    }
    assert sorted(where for part, where in parts if part.lower() in JUNK_DRAWERS) == []


def test_every_module_says_what_it_is() -> None:
    assert [tree.name(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_a_docstring_begins_with_one_whole_sentence() -> None:
    wrong = []
    for path in modules():
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "."
        first = " ".join(docstring.split("\n\n")[0].split())
        if not first.endswith((".", ":", "?")):
            wrong.append(f"{tree.name(path)}: {first}")
    assert wrong == []


def test_no_file_is_too_long_to_read() -> None:
    counted = [(len(path.read_text("utf-8").splitlines()), tree.name(path)) for path in written_by_hand()]
    assert [f"{where}: {lines} lines" for lines, where in counted if lines > MAX_LINES] == []
