"""What understanding hands on: the commands in a sentence, its language, and how it came to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.dialogue.command import Command


@dataclass(frozen=True)
class Context:
    """What Sally knows before she listens: the language so far, the open question and the flow it belongs to."""

    language: str
    question: str | None = None
    flow: str | None = None


@dataclass(frozen=True)
class Wish:
    """One wish of the sentence: its words, the intent they were read as, how sure, and the values in them."""

    words: str
    intent: str
    confidence: float
    values: Mapping[str, Any] = field(default_factory=dict)
    inside_amounts: Mapping[str, Any] = field(default_factory=dict)
    """Values named only by a word of an amount, as "box" in "a box of pralines": they count when they are asked for."""
    part: tuple[int, int] = (0, 0)
    """The tokens that say it, first…last (exclusive)."""


@dataclass(frozen=True)
class Reading:
    """The commands in order, the language of the sentence, and the wishes they came from."""

    language: str
    commands: tuple[Command, ...]
    wishes: tuple[Wish, ...] = ()
    confidence: float = 1.0
