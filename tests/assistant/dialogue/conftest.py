"""A conversation without words: commands and events go in, short names of the effects come out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from assistant.content import located_yaml, script
from assistant.content.schema import FlowFile
from assistant.dialogue.command import Command
from assistant.dialogue.conversation import Conversation, Effect, RunAction, Say
from assistant.dialogue.engine import advance
from assistant.dialogue.event import ActionDone, Event, Happened, Said, TimePassed
from assistant.dialogue.flow import Script


@dataclass
class Talk:
    """Plays events to the engine. Every method returns what Sally does, for example ["utter_hello", "run pay"]."""

    script: Script
    conversation: Conversation = field(default_factory=lambda: Conversation("c1", "en"))
    effects: tuple[Effect, ...] = ()

    def play(self, event: Event) -> list[str]:
        self.conversation, self.effects = advance(self.conversation, event, self.script)
        said = tuple(effect for effect in self.effects if isinstance(effect, Say))
        if said:
            self.conversation = replace(self.conversation, last_said=said)
        return [_short(effect) for effect in self.effects]

    def say(self, *commands: Command) -> list[str]:
        return self.play(Said(commands, self.conversation.language))

    def happen(self, name: str, slots: dict[str, Any] | None = None, **values: Any) -> list[str]:
        return self.play(Happened(name, slots or {}, values))

    def done(self, outcome: str, slots: dict[str, Any] | None = None, **values: Any) -> list[str]:
        return self.play(ActionDone(outcome, values, slots or {}))

    def silence(self) -> list[str]:
        return self.play(TimePassed())

    @property
    def question(self) -> str | None:
        return self.conversation.question

    @property
    def flows(self) -> list[str]:
        return [frame.flow for frame in self.conversation.stack]

    @property
    def slots(self) -> dict[str, Any]:
        assert self.conversation.top
        return {name: value for name, value in self.conversation.top.slots.items() if value is not None}

    @property
    def spoken(self) -> list[Say]:
        return [effect for effect in self.effects if isinstance(effect, Say)]


def _short(effect: Effect) -> str:
    match effect:
        case Say(reply):
            return reply
        case RunAction(action):
            return f"run {action}"
        case _:
            return "show"


@pytest.fixture
def script_of() -> Callable[..., Script]:
    """The script that flows written in YAML mean: script_of(text, "utter_pay_paid", …) with the responses there are."""

    def build(text: str, *replies: str) -> Script:
        document, problems = located_yaml.parse(text, "flows/test.yml")
        assert document
        assert not problems
        built, problems = script.build([(document, FlowFile.model_validate(document.data))], frozenset(replies))
        assert not problems
        return built

    return build


@pytest.fixture
def talk_of(script_of: Callable[..., Script]) -> Callable[..., Talk]:
    """A conversation about the flows in this YAML."""
    return lambda text, *replies: Talk(script_of(text, *replies))
