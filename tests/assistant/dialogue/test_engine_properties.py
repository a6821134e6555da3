"""Whatever happens, in whatever order, over the real flows: the engine keeps its promises."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.shop.floor import load_actions
from assistant.content.model import Content
from assistant.dialogue.command import (
    Affirm,
    Cancel,
    ChangeLanguage,
    Clarify,
    Command,
    Deny,
    Repeat,
    SetSlot,
    StartFlow,
    Unclear,
)
from assistant.dialogue.conversation import Conversation, Effect, RunAction, Say
from assistant.dialogue.engine import MAX_DEPTH, MAX_WAITING, advance
from assistant.dialogue.event import ActionDone, Event, Happened, Said, TimePassed
from assistant.dialogue.flow import Act, Collect, Script
from assistant.dialogue.record import conversation_of, conversation_record

unhurried = settings(
    max_examples=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
words = st.text(max_size=8)
amounts = st.fixed_dictionaries({"amount": st.integers(-3, 60).map(str) | st.text(max_size=4)})


class Moves:
    """What can happen next; made once, because making strategies takes longer than drawing from them."""

    def __init__(self, content: Content, outcomes: Mapping[str, tuple[str, ...]]) -> None:
        self.script = content.script
        anything = st.one_of(_said(content), _said(content), _happened(content.script), st.just(TimePassed()))
        late = _done(content.script, ("added",))
        self._idle = st.one_of(anything, anything, anything, late)
        self._while = {
            action: st.one_of(_done(content.script, names), _done(content.script, names), anything)
            for action, names in outcomes.items()
        }

    def play(self, data: st.DataObject, longest: int) -> list[tuple[Conversation, Conversation, tuple[Effect, ...]]]:
        """Each event's conversation before and after it, and its effects. While an action runs, mostly its outcome."""
        before, steps = Conversation("c1", "de", memory={"focus": "4711"}), []
        for _ in range(data.draw(st.integers(1, longest), label="events")):
            event = data.draw(self._while[before.running] if before.running else self._idle, label="event")
            after, effects = advance(before, event, self.script)
            steps.append((before, after, effects))
            said = tuple(effect for effect in effects if isinstance(effect, Say))
            before = replace(after, last_said=said or after.last_said)
        return steps


@pytest.fixture(scope="session")
def moves(content: Content) -> Moves:
    return Moves(content, {name: tuple(action.OUTCOMES) for name, action in load_actions().items()})


@given(st.data())
@unhurried
def test_no_sequence_of_events_breaks_a_promise(moves: Moves, data: st.DataObject) -> None:
    for before, after, effects in moves.play(data, longest=20):
        _check(before, after, effects, moves.script)


@given(st.data())
@unhurried
def test_a_conversation_is_kept_as_it_is(moves: Moves, data: st.DataObject) -> None:
    conversation = moves.play(data, longest=10)[-1][1]
    kept = json.loads(json.dumps(conversation_record(conversation)))
    assert conversation_of(kept) == conversation


@given(st.data())
@unhurried
def test_everything_can_be_cancelled(moves: Moves, data: st.DataObject) -> None:
    conversation = moves.play(data, longest=10)[-1][1]
    for _ in range(MAX_DEPTH + MAX_WAITING):
        conversation, _ = advance(conversation, Said((Cancel(),), "en"), moves.script)
    assert (conversation.stack, conversation.waiting) == ((), ())


def _check(before: Conversation, after: Conversation, effects: tuple[Effect, ...], script: Script) -> None:
    assert after.question is None or after.running is None
    assert bool(after.stack) == (after.question is not None or after.running is not None)
    assert len(after.stack) <= MAX_DEPTH
    assert len(after.waiting) <= MAX_WAITING
    assert after.stack or not after.waiting
    assert after.turn >= before.turn
    said = [effect for effect in effects if isinstance(effect, Say)]
    assert {say.reply for say in said} <= script.replies
    runs = [effect.action for effect in effects if isinstance(effect, RunAction)]
    assert runs == ([after.running] if runs else [])
    if after.top:
        step = script.flows[after.top.flow].steps[after.top.step]
        assert not after.running or step.does == Act(after.running)
    if after.question:
        assert after.top
        assert isinstance(step.does, Collect)
        assert step.does.slot == after.question
        still_open = before.top is not None and (before.question, before.top.flow) == (after.question, after.top.flow)
        assert still_open or after.question in {say.question for say in said}


def _said(content: Content) -> st.SearchStrategy[Event]:
    commands = st.lists(_commands(content), min_size=1, max_size=4).map(tuple)
    return st.builds(Said, commands, st.sampled_from(sorted(content.languages)))


def _happened(script: Script) -> st.SearchStrategy[Event]:
    return st.builds(Happened, st.sampled_from([*script.by_event, "door_opened"]), _slots(script), _values())


def _done(script: Script, names: tuple[str, ...]) -> st.SearchStrategy[Event]:
    slots = st.dictionaries(st.sampled_from(sorted(script.slots)), st.none() | st.text(max_size=8), max_size=2)
    return st.builds(ActionDone, st.sampled_from(names), _values(), slots, st.just({}) | st.just({"basket": {}}))


def _commands(content: Content) -> st.SearchStrategy[Command]:
    script = content.script
    triggered = st.sampled_from(sorted(script.by_intent.values()))
    return st.one_of(
        st.builds(StartFlow, st.sampled_from(sorted(script.flows)), _slots(script)),
        st.one_of([st.builds(SetSlot, st.just(slot), _value(script, slot)) for slot in sorted(script.slots)]),
        st.sampled_from([Affirm(), Deny(), Cancel(), Repeat(), Unclear("utter_rephrase")]),
        st.sampled_from([ChangeLanguage(code) for code in (None, *sorted(content.languages))]),
        st.builds(Clarify, st.tuples(triggered, triggered)),
    )


def _slots(script: Script) -> st.SearchStrategy[dict[str, Any]]:
    """A few slots with values that may fit, or one that nobody knows."""
    pairs = [st.tuples(st.just(name), _value(script, name)) for name in (*sorted(script.slots), "unheard_of")]
    return st.lists(st.one_of(pairs), max_size=3).map(dict)


def _value(script: Script, name: str) -> st.SearchStrategy[Any]:
    """A value that fits as often as not."""
    slot = script.slots.get(name)
    if slot is None:
        return json_values
    fitting = {"bool": st.booleans(), "float": amounts, "any": amounts}
    return (st.sampled_from(slot.values) if slot.values else fitting.get(slot.type, words)) | json_values


def _values() -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(
        st.sampled_from(["product", "products", "total"]),
        st.text(max_size=8).map(lambda text: {"type": "text", "text": text}),
        max_size=2,
    )
