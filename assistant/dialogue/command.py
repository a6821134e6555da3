"""What a shopper wants, as understanding reads it: a short list of commands, in the order they were said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class StartFlow:
    """Begin a dialogue, with what was said for it already."""

    flow: str
    slots: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SetSlot:
    """A value for a slot of the dialogue that is going on: an answer, or a correction."""

    slot: str
    value: Any


@dataclass(frozen=True)
class Affirm:
    """Yes."""


@dataclass(frozen=True)
class Deny:
    """No."""


@dataclass(frozen=True)
class Cancel:
    """Leave what we are doing."""


@dataclass(frozen=True)
class Repeat:
    """Say the last reply again."""


@dataclass(frozen=True)
class ChangeLanguage:
    """Go on in another language; `code` is None when the language asked for is not one of the shop's."""

    code: str | None


@dataclass(frozen=True)
class Clarify:
    """Two readings are about as likely: ask which flow is meant."""

    flows: tuple[str, ...]


@dataclass(frozen=True)
class Unclear:
    """No command was understood; `reply` is the response that says so: out of scope, please rephrase, unreadable."""

    reply: str


Command = StartFlow | SetSlot | Affirm | Deny | Cancel | Repeat | ChangeLanguage | Clarify | Unclear
