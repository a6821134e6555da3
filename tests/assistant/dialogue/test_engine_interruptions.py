"""What comes in between: digressions, several wishes, never mind, silence, and what happens in the shop."""

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
from assistant.dialogue.conversation import RunAction
from assistant.dialogue.engine import MAX_DEPTH, MAX_WAITING, advance
from assistant.dialogue.event import Said
from tests.assistant.dialogue.conftest import Talk

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
