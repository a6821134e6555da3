"""What Sally does about each event, with small flows written here."""

from collections.abc import Callable

import pytest

from assistant.dialogue.command import (
    Affirm,
    Cancel,
    ChangeLanguage,
    Clarify,
    Deny,
    Repeat,
    SetSlot,
    StartFlow,
    Unclear,
)
from assistant.dialogue.conversation import RunAction, Show
from assistant.dialogue.engine import MAX_DEPTH, MAX_WAITING, advance
from assistant.dialogue.event import ActionDone, Said
from tests.assistant.dialogue.conftest import Talk

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
    spoken = ("utter_add_added", "utter_tell_price_told", "utter_match_several", "utter_clear_basket_cleared")
    return talk_of(SHOP, *spoken)


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
        ({"sort": "milk", "count": 4}, SetSlot("confirm_box", "maybe"), "utter_invalid_yes_no", "utter_ask_confirm_box"),
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


# Digressions


def test_after_a_digression_the_open_question_is_asked_again(talk: Talk) -> None:
    talk.say(StartFlow("clear"))
    assert talk.say(StartFlow("greet")) == ["utter_greet", "utter_ask_confirm_clear"]
    assert (talk.flows, talk.question) == (["clear"], "confirm_clear")


def test_a_digression_may_run_an_action_and_ask(talk: Talk) -> None:
    talk.say(StartFlow("box", {"sort": "milk"}))
    assert talk.say(StartFlow("price", {"thing": "tea"})) == ["run match"]
    assert talk.done("several") == ["utter_match_several", "utter_ask_thing_choice"]
    assert talk.flows == ["box", "which"]
    talk.say(SetSlot("thing_choice", "#1"))
    talk.done("found")
    assert talk.done("told") == ["utter_tell_price_told", "utter_ask_count"]


def test_the_question_of_the_digression_is_the_open_one(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(StartFlow("clear")) == ["utter_ask_confirm_clear"]
    assert talk.say(Deny()) == ["utter_kept", "utter_ask_sort"]


def test_the_same_wish_once_more_is_not_stacked(talk: Talk) -> None:
    """The shopper who said "empty the basket" twice was asked a second time when it was empty already."""
    talk.say(StartFlow("clear"))
    assert talk.say(StartFlow("clear")) == ["utter_ask_confirm_clear"]
    assert talk.say(Affirm()) == ["run clear_basket"]
    assert talk.done("cleared") == ["utter_clear_basket_cleared"]
    assert not talk.conversation.stack


def test_the_deepest_flow_is_forgotten_when_there_are_too_many(talk_of: Callable[..., Talk]) -> None:
    names = [f"flow_{number}" for number in range(MAX_DEPTH + 2)]
    flows = "".join(f"\n  {name}: {{description: D., steps: [{{collect: day}}]}}" for name in names)
    talk = talk_of(f"slots: {{day: {{type: text}}}}\nflows:{flows}")
    for name in names:
        talk.say(StartFlow(name))
    assert talk.flows == names[2:]


# Several wishes in one breath


def test_wishes_are_worked_off_in_the_order_they_were_said(talk: Talk) -> None:
    said = (StartFlow("add", {"thing": "tea"}), StartFlow("add", {"thing": "bread"}), StartFlow("price"))
    assert talk.say(*said) == ["run match"]
    assert talk.effects == (RunAction("match", {"thing": "tea"}),)
    talk.done("found")
    assert talk.done("added") == ["utter_add_added", "run match"]
    assert talk.effects[1] == RunAction("match", {"thing": "bread"})
    talk.done("found")
    assert talk.done("added") == ["utter_add_added", "run match"]
    assert talk.done("found") == ["run tell_price"]
    assert talk.done("told") == ["utter_tell_price_told"]
    assert not talk.conversation.waiting


def test_the_next_wish_waits_until_the_question_of_the_first_is_answered(talk: Talk) -> None:
    assert talk.say(StartFlow("clear"), StartFlow("greet")) == ["utter_ask_confirm_clear"]
    assert talk.say(Deny()) == ["utter_kept", "utter_greet"]


def test_wishes_of_a_digression_come_before_the_question_below(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(StartFlow("clear"), StartFlow("greet")) == ["utter_ask_confirm_clear"]
    assert talk.say(Deny()) == ["utter_kept", "utter_greet", "utter_ask_sort"]


def test_the_same_wish_with_another_value_waits_while_the_first_is_carried_out(talk_of: Callable[..., Talk]) -> None:
    """ "Three – no, four" in one breath: the four was answered with "there is no question open"."""
    talk = talk_of("""
slots:
  count: {type: float}
flows:
  change: {description: Change., steps: [{collect: count}, {action: change}]}
""")
    assert talk.say(StartFlow("change", {"count": 3}), StartFlow("change", {"count": 4})) == ["run change"]
    assert talk.done("changed") == ["run change"]
    assert talk.effects == (RunAction("change", {"count": 4}),)


def test_only_so_many_wishes_wait(talk: Talk) -> None:
    wishes = [StartFlow("add", {"thing": str(number)}) for number in range(MAX_WAITING + 3)]
    talk.say(*wishes)
    assert [entry.command for entry in talk.conversation.waiting] == wishes[-MAX_WAITING:]


# Yes, no and never mind


def test_yes_and_no_answer_a_yes_no_question(talk: Talk) -> None:
    talk.say(StartFlow("clear"))
    assert talk.say(Affirm()) == ["run clear_basket"]
    talk.done("cleared")
    talk.say(StartFlow("clear"))
    assert talk.say(Deny()) == ["utter_kept"]


@pytest.mark.parametrize("command", [Affirm(), Deny()])
def test_yes_and_no_to_nothing_get_a_word(talk: Talk, command: Affirm | Deny) -> None:
    assert talk.say(command) == ["utter_nothing_open"]


def test_yes_to_another_question_asks_it_again(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(Affirm()) == ["utter_ask_sort"]


def test_no_means_none_where_the_slot_knows_none(talk: Talk) -> None:
    talk.say(StartFlow("card"))
    assert talk.say(Deny()) == ["utter_ask_words"]
    assert talk.slots == {"filling": "none"}


def test_no_means_no_words_where_words_are_asked_for(talk: Talk) -> None:
    talk.say(StartFlow("card", {"filling": "nougat"}))
    talk.say(Deny())
    assert talk.effects == (RunAction("print_card", {"filling": "nougat", "words": ""}),)


def test_no_to_every_choice_leaves_the_flow(talk: Talk) -> None:
    """The shopper who wanted none of the three teas was asked which of the three it should be, for ever."""
    talk.say(StartFlow("price", {"thing": "tea"}))
    talk.done("several")
    assert talk.say(Deny()) == ["utter_cancelled"]
    assert not talk.conversation.stack


def test_no_to_any_other_question_leaves_the_flow(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(Deny()) == ["utter_cancelled"]


def test_cancelling_goes_back_to_the_question_below(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    talk.say(StartFlow("clear"))
    assert talk.say(Cancel()) == ["utter_cancelled", "utter_ask_sort"]
    assert talk.say(Cancel()) == ["utter_cancelled"]
    assert talk.say(Cancel()) == ["utter_nothing_to_cancel"]


def test_cancelling_takes_the_wishes_of_the_same_breath_along(talk: Talk) -> None:
    talk.say(StartFlow("clear"), StartFlow("greet"))
    assert talk.say(Cancel()) == ["utter_cancelled"]
    assert not talk.conversation.waiting


def test_what_is_cancelled_in_the_same_breath_is_not_done(talk: Talk) -> None:
    """ "Two teas – no, forget it, what does bread cost?" put the tea in and took its outcome for the bread's."""
    said = (StartFlow("add", {"thing": "tea"}), Cancel(), StartFlow("price", {"thing": "bread"}))
    assert talk.say(*said) == ["utter_cancelled", "run match"]
    assert talk.effects[1] == RunAction("match", {"thing": "bread"})


def test_what_is_asked_and_cancelled_in_the_same_breath_is_not_heard(talk: Talk) -> None:
    assert talk.say(StartFlow("clear"), Cancel()) == ["utter_cancelled"]


def test_an_outcome_that_comes_after_the_cancelling_is_ignored(talk: Talk) -> None:
    talk.say(StartFlow("add"))
    talk.say(Cancel())
    assert talk.done("added") == []


# Repeating, languages, silence, not understanding


def test_the_last_reply_is_said_again_with_its_values(talk: Talk) -> None:
    assert talk.say(Repeat()) == ["utter_nothing_to_repeat"]
    talk.say(StartFlow("price", {"thing": "tea"}))
    talk.done("several", products="two teas")
    before = talk.spoken
    assert talk.say(Repeat()) == ["utter_match_several", "utter_ask_thing_choice"]
    assert talk.spoken == before


def test_changing_the_language_keeps_the_question(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(ChangeLanguage("tr")) == ["utter_language_switched", "utter_ask_sort"]
    assert talk.conversation.language == "tr"


def test_an_unknown_language_changes_nothing(talk: Talk) -> None:
    assert talk.say(ChangeLanguage(None)) == ["utter_language_unknown"]
    assert talk.conversation.language == "en"


def test_sally_answers_in_the_language_she_is_spoken_to(talk: Talk) -> None:
    talk.play(Said((StartFlow("greet"),), "de"))
    assert talk.conversation.language == "de"


def test_silence_is_spoken_of_and_the_question_asked_again(talk: Talk) -> None:
    assert talk.silence() == ["utter_silence"]
    talk.say(StartFlow("box"))
    assert talk.silence() == ["utter_silence", "utter_ask_sort"]


def test_what_was_not_understood_is_said_and_the_question_asked_again(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.say(Unclear("utter_rephrase")) == ["utter_rephrase", "utter_ask_sort"]


def test_two_likely_meanings_are_put_to_the_shopper(talk: Talk) -> None:
    assert talk.say(Clarify(("add", "price"))) == ["utter_clarify"]
    assert talk.spoken[0].choices == (("add", "add"), ("price", "price"))


def test_each_utterance_is_a_turn(talk: Talk) -> None:
    talk.say(StartFlow("greet"))
    talk.say(StartFlow("greet"))
    assert talk.conversation.turn == 2


# What happens in the shop


def test_an_event_of_the_shop_starts_its_flow_with_its_values(talk: Talk) -> None:
    assert talk.happen("bonus_reached", bonus="three percent") == ["utter_bonus"]
    assert talk.spoken[0].values == {"bonus": "three percent"}


def test_an_event_interrupts_and_the_question_is_asked_again(talk: Talk) -> None:
    talk.say(StartFlow("box"))
    assert talk.happen("bonus_reached") == ["utter_bonus", "utter_ask_sort"]


def test_an_event_brings_slots(talk: Talk) -> None:
    assert talk.happen("scanned", {"thing": "4711"}) == ["run scan"]
    assert talk.effects == (RunAction("scan", {"thing": "4711"}),)


def test_an_event_that_starts_nothing_is_ignored(talk: Talk) -> None:
    before = talk.conversation
    assert talk.happen("door_opened") == []
    assert talk.conversation == before


def test_an_event_waits_while_an_action_runs(talk: Talk) -> None:
    """The scanner beeped while a product was looked up: its outcome was taken for that of the scanning."""
    talk.say(StartFlow("add", {"thing": "tea"}))
    assert talk.happen("bonus_reached", bonus="three percent") == []
    assert talk.done("found") == ["run add"]
    assert talk.done("added") == ["utter_add_added", "utter_bonus"]
    assert talk.spoken[1].values == {"bonus": "three percent"}


def test_the_conversation_that_came_in_is_left_as_it_was(talk: Talk) -> None:
    before = talk.conversation
    advance(before, Said((StartFlow("box"),), "en"), talk.script)
    assert (before.stack, before.turn) == ((), 0)
