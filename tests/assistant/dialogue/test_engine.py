"""What Sally does about each event, with small flows written here."""

from collections.abc import Callable

import pytest

from assistant.dialogue.command import (
    Affirm,
    SetSlot,
    StartFlow,
)
from assistant.dialogue.conversation import RunAction, Show
from assistant.dialogue.event import ActionDone
from tests.assistant.dialogue.conftest import Talk

# Asking and acting


def test_a_flow_asks_for_what_it_needs_one_after_the_other(talk: Talk) -> None:
    assert talk.say(StartFlow("box")) == ["utter_ask_sort"]
    assert talk.say(SetSlot("sort", "dark")) == ["utter_ask_count"]
    assert talk.say(SetSlot("count", {"amount": "12"})) == ["utter_ask_confirm_box"]
    assert talk.slots == {"sort": "dark", "count": 12}


def test_what_was_said_already_is_not_asked_for(talk: Talk) -> None:
    assert talk.say(StartFlow("box", {"sort": "milk"})) == ["utter_ask_count"]


def test_values_that_fit_no_slot_are_left_out_at_the_start(talk: Talk) -> None:
    assert talk.say(StartFlow("box", {"sort": "green", "nothing": 1, "count": 12})) == ["utter_ask_sort"]
    assert talk.slots == {"count": 12}


def test_a_question_names_its_slot_and_the_values_of_its_flow(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    (question,) = talk.spoken
    assert (question.question, dict(question.slots)) == ("count", {"sort": "milk"})


def test_an_action_gets_the_slots_and_its_outcome_is_spoken(talk: Talk) -> None:
    talk.say(StartFlow("add", {"thing": "tea"}))
    assert talk.effects == (RunAction("match", {"thing": "tea"}),)
    assert talk.done("found", {"article": "4711"}) == ["run add"]
    assert talk.effects == (RunAction("add", {"thing": "tea", "article": "4711", "outcome": "found"}),)
    assert talk.done("added", product="a tea") == ["utter_add_added"]
    assert talk.spoken[0].values == {"product": "a tea"}
    assert not talk.conversation.stack


def test_an_outcome_without_a_response_is_silent(talk: Talk) -> None:
    talk.say(StartFlow("add"))
    talk.done("found")
    assert talk.done("nobody_words_this") == []


def test_what_an_action_shows_is_shown_before_it_is_spoken_of(talk: Talk) -> None:
    talk.say(StartFlow("add"))
    talk.done("found")
    assert talk.play(ActionDone("added", shown={"product": {}})) == ["show", "utter_add_added"]
    assert talk.effects[0] == Show({"product": {}})


def test_the_outcome_decides_the_way_and_its_values_fill_the_next_question(talk: Talk) -> None:
    talk.say(StartFlow("price", {"thing": "tea"}))
    assert talk.done("several", products="two teas") == ["utter_match_several", "utter_ask_thing_choice"]
    assert talk.spoken[1].values == {"products": "two teas"}


def test_fixed_values_are_set_and_the_flow_goes_back_to_a_named_step(talk: Talk) -> None:
    talk.say(StartFlow("price", {"thing": "tea"}))
    talk.done("several")
    assert talk.say(SetSlot("thing_choice", "#2")) == ["run match"]
    assert talk.slots == {"thing_choice": "#2", "outcome": "several"}


def test_a_called_flow_comes_back_to_the_one_that_called_it(talk: Talk) -> None:
    talk.say(StartFlow("price"))
    assert talk.flows == ["which"]
    assert talk.done("found") == ["run tell_price"]
    assert talk.flows == ["price"]


def test_a_linked_flow_does_not_come_back(talk: Talk) -> None:
    talk.say(StartFlow("price"))
    assert talk.done("unknown") == ["utter_unknown"]
    assert not talk.conversation.stack


def test_the_way_on_after_a_called_flow_is_decided_when_it_has_ended(talk_of: Callable[..., Talk]) -> None:
    """The way on was chosen before the called flow had asked: whatever the shopper answered, the basket was kept."""
    talk = talk_of("""
slots:
  confirm_it: {type: bool}
flows:
  leave:
    description: Leave.
    steps:
    - call: sure
      next:
      - if: slots.confirm_it
        then: [{action: utter_left, next: END}]
      - else: [{action: utter_stayed, next: END}]
  sure:
    description: Really?
    steps: [{collect: confirm_it}]
""")
    talk.say(StartFlow("leave"))
    assert talk.say(Affirm()) == ["utter_left"]


def test_a_flow_that_runs_in_a_circle_is_an_error_of_ours(talk_of: Callable[..., Talk]) -> None:
    talk = talk_of("""
flows:
  round: {description: Round., steps: [{id: a, set_slots: [{x: 1}], next: a}]}
""")
    with pytest.raises(AssertionError, match="flow round runs in a circle"):
        talk.say(StartFlow("round"))


# Values that do not fit


@pytest.mark.parametrize(
    ("slots", "command", "refusal", "again"),
    [
        ({}, SetSlot("sort", "green"), "utter_invalid_sort", "utter_ask_sort"),
        ({"sort": "milk"}, SetSlot("count", 3), "utter_invalid_count", "utter_ask_count"),
        (
            {"sort": "milk", "count": 4},
            SetSlot("confirm_box", "maybe"),
            "utter_invalid_yes_no",
            "utter_ask_confirm_box",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_asked_for_again(
    talk: Talk, slots: dict[str, object], command: SetSlot, refusal: str, again: str
) -> None:
    talk.say(StartFlow("box", slots))
    assert talk.say(command) == [refusal, again]


def test_a_refused_number_is_told_its_limits(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    talk.say(SetSlot("count", 100))
    assert talk.spoken[0].values == {"min": {"type": "count", "number": 4}, "max": {"type": "count", "number": 48}}


REJECTING = """
slots:
  day: {type: text}
  hour: {type: text}
flows:
  fetch:
    description: When do you fetch it?
    steps:
    - collect: day
      rejections: [{if: 'slots.day is "sunday"', utter: utter_closed}]
    - collect: hour
    - action: book
"""


def test_a_rejected_answer_is_told_why_and_asked_for_again(talk_of: Callable[..., Talk]) -> None:
    talk = talk_of(REJECTING)
    talk.say(StartFlow("fetch"))
    assert talk.say(SetSlot("day", "sunday")) == ["utter_closed", "utter_ask_day"]
    assert talk.spoken[0].values == {"value": {"type": "text", "text": "sunday"}}
    assert talk.say(SetSlot("day", "monday")) == ["utter_ask_hour"]


def test_a_value_given_at_the_start_can_be_rejected_too(talk_of: Callable[..., Talk]) -> None:
    talk = talk_of(REJECTING)
    assert talk.say(StartFlow("fetch", {"day": "sunday"})) == ["utter_closed", "utter_ask_day"]


def test_a_correction_can_be_rejected_too(talk_of: Callable[..., Talk]) -> None:
    talk = talk_of(REJECTING)
    talk.say(StartFlow("fetch", {"day": "monday"}))
    assert talk.say(SetSlot("day", "sunday")) == ["utter_corrected", "utter_closed", "utter_ask_day"]


def test_a_step_may_ask_although_it_has_a_value(talk_of: Callable[..., Talk]) -> None:
    talk = talk_of("""
slots:
  day: {type: text}
flows:
  fetch: {description: Fetch., steps: [{collect: day, ask_before_filling: true}, {action: book}]}
""")
    assert talk.say(StartFlow("fetch", {"day": "monday"})) == ["utter_ask_day"]
    assert talk.say(SetSlot("day", "friday")) == ["run book"]


# Corrections


def test_a_value_given_before_can_be_corrected_and_the_open_question_is_asked_again(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    assert talk.say(SetSlot("sort", "dark")) == ["utter_corrected", "utter_ask_count"]
    assert talk.slots == {"sort": "dark"}


def test_a_correction_asks_for_confirmation_once_more(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk", "count": 12}))
    assert talk.say(SetSlot("count", 24)) == ["utter_corrected", "utter_ask_confirm_box"]
    assert talk.slots == {"sort": "milk", "count": 24}


def test_the_same_value_again_is_no_correction(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    assert talk.say(SetSlot("sort", "milk")) == ["utter_ask_count"]


def test_the_wish_said_again_with_another_value_corrects_it(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    assert talk.say(StartFlow("box", {"sort": "dark"})) == ["utter_corrected", "utter_ask_count"]
    assert talk.flows == ["box"]


def test_an_answer_before_its_question_is_kept(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(SetSlot("count", 12)) == ["utter_ask_sort"]
    assert talk.say(SetSlot("sort", "milk")) == ["utter_ask_confirm_box"]


def test_several_answers_in_one_breath_are_asked_for_no_more(talk: Talk) -> None:
    """The shopper said "dark, twelve of them" and was asked how many, and then whether that was all right."""
    talk.say(StartFlow("box"))
    assert talk.say(SetSlot("sort", "dark"), SetSlot("count", 12)) == ["utter_ask_confirm_box"]


def test_a_value_for_nothing_gets_a_word(talk: Talk) -> None:
    assert talk.say(SetSlot("sort", "dark")) == ["utter_nothing_open"]
