"""YAML in which every value knows its line, so that an editor is told where to look."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Address = tuple[str | int, ...]

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML without libyaml: slower, the same result
    _Loader = yaml.SafeLoader


@dataclass(frozen=True)
class Problem:
    """Something an editor or operator must mend: where, what, and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Document:
    """The data of one YAML file and the line of each value, by its path."""

    file: str
    data: Any
    lines: dict[Address, int]

    def line(self, path: Address) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Address, message: str) -> Problem:
        """A problem at the value of this path."""
        return Problem(self.file, self.line(path), message)


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """The document in `path`, which problems call `name`; None when it cannot be read at all."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return None, [Problem(name, 1, f"byte {error.start} is not UTF-8. Save the file as UTF-8.")]
    except OSError as error:
        what = f"cannot be read ({error.strerror}). Check that the file exists and may be read."
        return None, [Problem(name, 1, what)]
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """The document that `text` says."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        builder = _Builder(loader, name)
        data = builder.build(node, ()) if node else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"{error.problem or error.context}. Check indentation, colons and quotes around this line."
        return None, [Problem(name, mark.line + 1 if mark else 1, what)]
    except RecursionError:
        return None, [
            Problem(name, 1, "holds itself, or too much in one another. Remove the anchor (&) or the brackets.")
        ]
    except yaml.YAMLError as error:
        what = f"{' '.join(str(error).split())}. Remove the characters that YAML does not allow."
        return None, [Problem(name, 1, what)]
    finally:
        loader.dispose()
    return Document(name, data, builder.lines), builder.problems


class _Builder:
    def __init__(self, loader: Any, name: str) -> None:
        self._loader = loader
        self._name = name
        self.lines: dict[Address, int] = {}
        self.problems: list[Problem] = []

    def build(self, node: Any, path: Address) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Any, path: Address) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                what = f"key {key!r} stands here twice. Remove one of the two."
                self.problems.append(Problem(self._name, line, what))
            result[key] = self.build(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return result

    def _scalar(self, node: Any) -> Any:
        """YAML 1.2 words: only true and false are booleans, so that "no", "on" and "yes" stay words."""
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() not in {"true", "false"}:
            return node.value
        if node.tag in {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}:
            return _number(node.value)
        if node.tag == "tag:yaml.org,2002:timestamp":
            return node.value
        return self._loader.construct_object(node)


def _number(text: str) -> int | float | str:
    """Decimal numbers only: "017", "12:30" and "1_000" stay the words they are."""
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        return text if "_" in text or (len(text) > 1 and text[0] == "0" and text[1] != ".") else value
    return text
