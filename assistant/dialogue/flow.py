"""Flows as the engine runs them: every step has an id and knows where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.dialogue.condition import Condition

END = "END"


@dataclass(frozen=True)
class Branch:
    """Go to `target` (a step id or END) when `condition` holds; None holds always."""

    condition: Condition | None
    target: str


@dataclass(frozen=True)
class Rejection:
    """A value that is refused, and the response that says why."""

    condition: Condition
    reply: str


@dataclass(frozen=True)
class Collect:
    """Ask for a slot, unless it has a value."""

    slot: str
    reply: str
    rejections: tuple[Rejection, ...] = ()
    ask_before_filling: bool = False


@dataclass(frozen=True)
class Act:
    """Run an action, or speak a response (`utter_…`)."""

    action: str


@dataclass(frozen=True)
class SetSlots:
    """Give slots fixed values; None empties them."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """Run another flow and come back."""

    flow: str


@dataclass(frozen=True)
class Link:
    """Go over to another flow, and not come back: it ends the flows that called this one, too."""

    flow: str


@dataclass(frozen=True)
class Step:
    """One step of a flow and the ways on from it, tried in order."""

    step_id: str
    does: Collect | Act | SetSlots | Call | Link | None
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Flow:
    """A dialogue: its steps by id, where it starts, and what starts it."""

    name: str
    description: str
    steps: Mapping[str, Step]
    start: str
    intents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    during: str | None = None
    """The flow during which the intents mean this flow, when they name no product."""

    @property
    def collects(self) -> Mapping[str, str]:
        """The slots that this flow itself asks for, with the id of the asking step."""
        return {step.does.slot: step.step_id for step in self.steps.values() if isinstance(step.does, Collect)}


SlotType = Literal["text", "bool", "float", "categorical", "list", "any"]


@dataclass(frozen=True)
class Slot:
    """What a slot may hold, and from which entities it is filled. `from_text` takes the shopper's whole words."""

    name: str
    type: SlotType
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    entities: tuple[str, ...] = ()
    asked_entities: tuple[str, ...] = ()
    """Entities that fill the slot only while it is asked for (`requested_slot` in a mapping's conditions)."""
    from_text: bool = False


@dataclass(frozen=True)
class Script:
    """All flows and slots, and which action outcomes and responses can be spoken."""

    flows: Mapping[str, Flow]
    slots: Mapping[str, Slot]
    replies: frozenset[str] = frozenset()
    by_intent: Mapping[str, str] = field(default_factory=dict)
    by_event: Mapping[str, str] = field(default_factory=dict)
    by_intent_during: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(flow that is going on, intent) → the flow that is meant then."""
