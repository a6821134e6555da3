"""The content as the rest of Sally sees it: trusted, typed, all languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.content.example import Example
from assistant.content.schema import LanguageFile
from assistant.dialogue.flow import Script


@dataclass(frozen=True)
class Button:
    """What a button says and what it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Variation:
    """One wording of a response."""

    text: str
    buttons: tuple[Button, ...] = ()
    conditions: tuple[tuple[str, Any], ...] = ()
    """Slots and the values they must have."""
    channel: str | None = None


@dataclass(frozen=True)
class TestCase:
    """A conversation that must go as written: steps are {"user": …}, {"utter": …} or {"slot_was_set": …}."""

    name: str
    steps: tuple[Mapping[str, Any], ...]
    file: str


@dataclass(frozen=True)
class Language:
    """One language: its words, responses, examples and test cases."""

    code: str
    words: LanguageFile
    responses: Mapping[str, tuple[Variation, ...]]
    examples: tuple[Example, ...]
    test_cases: tuple[TestCase, ...]

    def label(self, entity: str, key: str) -> str:
        """The word that Sally shows for a value; the key itself when the value has no word."""
        named = self.words.currency if entity == "currency" else self.words.values.get(entity, {})
        said = named.get(key)
        return said[0] if said else key


@dataclass(frozen=True)
class Content:
    """Everything the editors wrote. `digest` changes with any change of it."""

    script: Script
    languages: Mapping[str, Language]
    digest: str
