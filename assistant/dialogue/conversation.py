"""A conversation is a value: what is going on, what was asked, and how far Sally got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.dialogue.command import StartFlow

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Say:
    """A response to speak, with its typed values. `question` names the slot it asks for, if it asks."""

    reply: str
    values: Values = field(default_factory=dict)
    question: str | None = None
    slots: Values = field(default_factory=dict)
    """The slots of the flow that speaks, for variations with conditions."""
    turn: int = 0
    """When it was first said: repeated, it has the same words."""
    choices: tuple[tuple[str, str], ...] = ()
    """Flows to choose between with the intents that start them, when the reply asks which one is meant."""


@dataclass(frozen=True)
class Show:
    """Something for the screens: product cards, the praline box, a receipt."""

    shown: Values


@dataclass(frozen=True)
class RunAction:
    """Ask the shop to act; its outcome comes back as an ActionDone event."""

    action: str
    slots: Values


Effect = Say | Show | RunAction


@dataclass(frozen=True)
class Frame:
    """One flow that is going on: its own slots, the step it stands at, and where callers wait for it."""

    flow: str
    step: str
    slots: Values = field(default_factory=dict)
    callers: tuple[tuple[str, str], ...] = ()
    opened_by: Values = field(default_factory=dict)
    """The values that the event which started the flow carries, for the flow's replies."""


@dataclass(frozen=True)
class Waiting:
    """A flow that must wait until what goes before it is done, at this depth of the stack.

    `values` are those of the event that starts it, if it is an event of the shop.
    """

    depth: int
    command: StartFlow
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Conversation:
    """Everything that the dialogue remembers. `stack` has the flow spoken of last at its end."""

    conversation_id: str
    language: str
    turn: int = 0
    stack: tuple[Frame, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    question: str | None = None
    """The slot that Sally has just asked for."""
    running: str | None = None
    """The action whose outcome the top flow waits for."""
    last_said: tuple[Say, ...] = ()
    introduced: bool = False
    memory: Values = field(default_factory=dict)

    @property
    def top(self) -> Frame | None:
        """The flow that is being spoken of."""
        return self.stack[-1] if self.stack else None
