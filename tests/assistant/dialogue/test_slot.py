"""Which values a slot takes."""

from typing import Any

import pytest

from assistant.dialogue.flow import Slot
from assistant.dialogue.slot import Accepted, Refused, accept

COUNT = Slot("count", "float", minimum=4, maximum=48)
LIMITS = {"min": {"type": "count", "number": 4}, "max": {"type": "count", "number": 48}}


@pytest.mark.parametrize("value", [12, 12.0, "12", "12.0", {"amount": "12"}, {"amount": "12", "unit": "piece"}])
def test_a_number_is_a_number_however_it_is_written(value: Any) -> None:
    assert accept(COUNT, value) == Accepted(12)


@pytest.mark.parametrize("value", [4, 48])
def test_limits_are_inclusive(value: int) -> None:
    assert accept(COUNT, value) == Accepted(value)


@pytest.mark.parametrize(
    "value",
    [
        *(3, 49, -12, 4.5, "many", "", {}, {"amount": None}, {"unit": "kg"}, [], [12], True),
        *("nan", "inf", "-inf", "1e999", float("nan"), float("inf"), 10**400),
    ],
)
def test_what_is_no_number_within_the_limits_is_refused_with_them(value: Any) -> None:
    """ "nan" as an answer ended the turn with an apology."""
    assert accept(COUNT, value) == Refused(LIMITS)


def test_a_number_without_limits_may_be_any() -> None:
    assert accept(Slot("count", "float"), "-1000000") == Accepted(-1000000)


def test_a_category_takes_its_values_only() -> None:
    slot = Slot("sort", "categorical", ("milk", "dark"))
    assert accept(slot, "dark") == Accepted("dark")
    for value in ("green", "", 1, {}, ["dark"]):
        assert accept(slot, value) == Refused()


def test_a_yes_or_no_takes_nothing_that_only_looks_like_it() -> None:
    slot = Slot("confirm", "bool")
    assert (accept(slot, True), accept(slot, False)) == (Accepted(True), Accepted(False))
    for value in (1, 0, "true", "", [], {}):
        assert accept(slot, value) == Refused()


def test_text_takes_anything_as_text() -> None:
    assert accept(Slot("words", "text"), "Für Oma") == Accepted("Für Oma")
    assert accept(Slot("words", "text"), 5) == Accepted("5")


def test_a_list_makes_one_value_a_list() -> None:
    slot = Slot("allergen", "list")
    assert accept(slot, "nuts") == Accepted(["nuts"])
    assert accept(slot, ("nuts", "milk")) == Accepted(["nuts", "milk"])


def test_any_takes_the_value_as_it_is() -> None:
    assert accept(Slot("quantity", "any"), {"amount": "2"}) == Accepted({"amount": "2"})


@pytest.mark.parametrize("kind", ["text", "bool", "float", "categorical", "list", "any"])
def test_nothing_empties_every_slot(kind: Any) -> None:
    assert accept(Slot("slot", kind), None) == Accepted(None)
