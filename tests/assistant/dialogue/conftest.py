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


SHOP = """
slots:
  sort: {type: categorical, values: [milk, dark]}
  filling: {type: categorical, values: [nougat, none]}
  count: {type: float, min_value: 4, max_value: 48}
  words: {type: text, mappings: [{type: from_text}]}
  thing: {type: text}
  thing_choice: {type: text, mappings: [{type: from_text}]}
  packaging: {type: text}
  confirm_box: {type: bool}
  confirm_clear: {type: bool}
flows:
  box:
    description: Compose a box.
    nlu_trigger: [{intent: box}]
    steps:
    - collect: sort
    - collect: count
    - collect: confirm_box
      next:
      - if: slots.confirm_box
        then: [{action: add_box, next: END}]
      - else: [{action: utter_box_dropped, next: END}]
  card:
    description: Words on a card.
    steps: [{collect: filling}, {collect: words}, {action: print_card}]
  clear:
    description: Empty the basket.
    nlu_trigger: [{intent: clear}]
    steps:
    - collect: confirm_clear
      next:
      - if: slots.confirm_clear
        then: [{action: clear_basket, next: END}]
      - else: [{action: utter_kept, next: END}]
  add:
    description: Put something in.
    nlu_trigger: [{intent: add}]
    steps: [{call: which}, {action: add}]
  price:
    description: What does it cost?
    nlu_trigger: [{intent: price}]
    steps: [{call: which}, {action: tell_price}]
  which:
    description: Which product?
    steps:
    - id: match
      action: match
      next:
      - if: slots.outcome is "several"
        then:
        - collect: thing_choice
        - set_slots: [{thing: null}]
          next: match
      - if: slots.outcome is "unknown"
        then: [{link: unknown}]
      - else: END
  unknown:
    description: Nobody knows it.
    steps: [{action: utter_unknown}]
  bonus:
    description: The basket has passed the threshold.
    event_trigger: [{event: bonus_reached}]
    steps: [{action: utter_bonus}]
  scanned:
    description: A barcode.
    event_trigger: [{event: scanned}]
    steps: [{action: scan}]
  greet:
    description: Hello.
    nlu_trigger: [{intent: greet}]
    steps: [{action: utter_greet}]
"""


@pytest.fixture
def talk(talk_of: Callable[..., Talk]) -> Talk:
    """A conversation about pralines, products and the basket."""
    spoken = ("utter_add_added", "utter_tell_price_told", "utter_match_several", "utter_clear_basket_cleared")
    return talk_of(SHOP, *spoken)
