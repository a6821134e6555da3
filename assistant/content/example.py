"""Annotated examples in Rasa's notation: `put [two](quantity) [ayran](product) in`."""

import json
import re
from dataclasses import dataclass
from typing import Any

_ANNOTATION = re.compile(
    r"\[(?P<text>[^\]]+)\](?:\((?P<entity>[^):]+)(?::(?P<value>[^)]*))?\)|(?P<one>\{[^}]*\})|\[(?P<several>(?:\{[^}]*\},?\s*)+)\])"
)


class ExampleError(ValueError):
    """The annotation cannot be read; the message says which."""


@dataclass(frozen=True)
class Span:
    """A piece of a text that stands for an entity: characters start…end, and the value where it differs."""

    entity: str
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Example:
    """Something a shopper may say, and what it means."""

    text: str
    intent: str
    spans: tuple[Span, ...] = ()


def parse(marked: str, intent: str) -> Example:
    """The example that a line of an `examples` block says. Raises ExampleError."""
    text, spans, last = "", list[Span](), 0
    for match in _ANNOTATION.finditer(marked):
        text += marked[last : match.start()]
        start = len(text)
        text += match["text"]
        spans += [
            Span(entity, start, len(text), value if value is not None else match["text"])
            for entity, value in _entities(match)
        ]
        last = match.end()
    text += marked[last:]
    if "[" in text or "]" in text:
        raise ExampleError(f"{marked!r} has a bracket that does not close; write [word](entity)")
    return Example(text, intent, tuple(spans))


def _entities(match: re.Match[str]) -> list[tuple[str, str | None]]:
    if match["entity"]:
        return [(match["entity"], match["value"])]
    written = f"[{match['one']}]" if match["one"] else f"[{match['several']}]"
    try:
        entries: list[dict[str, Any]] = json.loads(written)
        return [(entry["entity"], None if "value" not in entry else str(entry["value"])) for entry in entries]
    except (ValueError, KeyError) as error:
        raise ExampleError(f'{match[0]!r}: write [word]{{"entity": "name", "value": "…"}} ({error})') from error
