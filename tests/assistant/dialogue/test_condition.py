"""Conditions of flows."""

from typing import Any

import pytest

from assistant.dialogue.condition import ConditionError, parse

SLOTS: dict[str, Any] = {"outcome": "several", "count": 3, "yes": True, "no": False, "empty": None, "none": ""}


@pytest.mark.parametrize(
    "text",
    [
        'slots.outcome is "several"',
        "slots.outcome = 'several'",
        'slots.outcome is not "found"',
        'slots.outcome != "found"',
        "slots.yes",
        "not slots.no",
        "slots.no is false",
        "slots.yes = true",
        "slots.empty is null",
        "slots.unheard_of is null",
        "not slots.none",
        "slots.count is 3",
        "slots.count > 2",
        "slots.count >= 3",
        "slots.count < 3.5",
        "slots.count <= 3",
        "slots.count>-1",
        "slots.no or slots.yes",
        "slots.yes and slots.count = 3",
        "slots.yes or slots.yes and slots.no",
        "not slots.no and slots.yes",
        "not (slots.yes and slots.no)",
        "not not slots.yes",
        '(slots.outcome is "found" or slots.outcome is "several") and not slots.count > 3',
        '"is" = "is"',
    ],
)
def test_it_holds(text: str) -> None:
    assert parse(text).holds(SLOTS)


@pytest.mark.parametrize(
    "text",
    [
        'slots.outcome is "found"',
        "slots.empty > 1",
        "slots.outcome > 1",
        "slots.empty <= 1",
        "(slots.yes or slots.yes) and slots.no",
        "slots.none",
        "null",
    ],
)
def test_it_does_not_hold(text: str) -> None:
    assert not parse(text).holds(SLOTS)


def test_it_knows_which_slots_it_reads() -> None:
    assert parse('slots.a is "b" or not (slots.c > 1 and slots.a)').reads == {"a", "c"}


EXPECTED = "expected slots.<name>, a text, a number, true, false or null"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"'': {EXPECTED}; found the end"),
        ("slots.a is", f"'slots.a is': {EXPECTED}; found the end"),
        ("slots.a and", f"'slots.a and': {EXPECTED}; found the end"),
        ("or slots.a", f"'or slots.a': {EXPECTED}; found 'or'"),
        ("slots.a > <", f"'slots.a > <': {EXPECTED}; found '<'"),
        (
            "outcome is 'x'",
            "\"outcome is 'x'\": 'outcome' is not known; slots are written slots.outcome, texts in quotes",
        ),
        ("(slots.a", "'(slots.a': a closing parenthesis is missing"),
        ("slots.a)", "'slots.a)': ')' was not expected here"),
        ("slots.a slots.b", "'slots.a slots.b': 'slots.b' was not expected here"),
        ('slots.a is "b', "'slots.a is \"b': cannot read '\"b'"),
        ("slots.a == 1", f"'slots.a == 1': {EXPECTED}; found '='"),
    ],
)
def test_what_is_no_condition_is_told_why(text: str, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert str(caught.value) == message
