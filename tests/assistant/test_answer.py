"""What a turn tells, as JSON."""

from assistant.answer import booked, heard, told, without_repeated_questions
from assistant.dialogue.conversation import Say


def test_of_a_question_asked_twice_the_last_one_stays() -> None:
    first, other, last = Say("ask", question="slot", turn=1), Say("told"), Say("ask", question="slot", turn=2)
    assert without_repeated_questions([first, other, last]) == (other, last)


def test_questions_for_different_things_all_stay() -> None:
    said = (Say("ask_one", question="one"), Say("ask_two", question="two"), Say("told"), Say("told"))
    assert without_repeated_questions(said) == said


def test_an_operation_is_told_by_its_lines_and_their_signed_amounts() -> None:
    operation = {
        "op_id": "s:1:1",
        "kind": "remove",
        "changes": [{"line_id": "4711", "amount": "-2", "name": {}, "price_cents": 5}],
        "details": {"card": "1001"},
    }
    basket = {"lines": []}
    assert booked([operation], basket) == (
        ("operation", {"op_id": "s:1:1", "kind": "remove", "lines": [{"line_id": "4711", "amount": "-2"}]}),
        ("basket", basket),
    )


def test_without_a_change_there_is_no_new_basket() -> None:
    assert booked([], {"lines": []}) == ()


def test_what_is_shown_comes_before_what_is_said() -> None:
    answered = {"turn": 3, "shown": [{"kind": "place", "data": {}}], "replies": [{"key": "utter_here"}]}
    assert [kind for kind, _data in told(answered)] == ["show", "sally"]
    assert {data["turn"] for _kind, data in told(answered)} == {3}


def test_what_the_shopper_did_is_told_with_its_kind() -> None:
    assert heard(2, "text", "Hallo") == (("shopper", {"turn": 2, "type": "text", "text": "Hallo"}),)
