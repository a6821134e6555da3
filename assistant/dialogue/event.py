"""What can happen in a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.dialogue.command import Command


@dataclass(frozen=True)
class Said:
    """The shopper said, typed or pressed something; a new turn begins. `language` is the one it was said in."""

    commands: tuple[Command, ...]
    language: str


@dataclass(frozen=True)
class Happened:
    """Something happened in the shop: card_inserted, scanned, bonus_reached… Flows may be triggered by it."""

    name: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ActionDone:
    """The action that the dialogue waited for has an outcome."""

    outcome: str
    values: Mapping[str, Any] = field(default_factory=dict)
    slots: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    ends_visit: bool = False
    """Whatever else was being talked about is over."""


@dataclass(frozen=True)
class TimePassed:
    """Sally asked something and nobody answered."""


Event = Said | Happened | ActionDone | TimePassed
