"""The rehearsal plays what the editors wrote, and says which case went otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from assistant.config import Config
from assistant.content import model
from assistant.rehearsal import rehearse
from assistant.wiring import Parts


async def played(parts: Parts, *steps: Mapping[str, Any]) -> list[str]:
    """What goes wrong in a test case of these steps."""
    case = model.TestCase("a case", tuple(steps), "nlu_data/de/basket.yml")
    languages = {**parts.content.languages, "de": replace(parts.content.languages["de"], test_cases=(case,))}
    changed = replace(parts, content=replace(parts.content, languages=languages))
    return [str(failure) for failure in await rehearse(Config(), changed, "de")]


MILK = {"user": '/add_to_basket{"product": "2003000100006"}'}
ADDED = {"utter": "utter_add_to_basket_added"}


async def test_a_case_that_goes_as_it_is_written_is_silent(parts: Parts) -> None:
    assert await played(parts, {"user": "zwei Ayran bitte"}, ADDED) == []


async def test_replies_in_between_are_no_matter_but_the_order_is(parts: Parts) -> None:
    notice, greeting = {"utter": "utter_ai_notice"}, {"utter": "utter_greet"}
    assert await played(parts, greeting) == []
    assert await played(parts, notice, greeting) == []
    (failure,) = await played(parts, greeting, notice)
    assert failure.endswith("expected utter_ai_notice in step 2, got utter_ai_notice, utter_greet.")


async def test_a_reply_that_does_not_come_is_named_with_what_came_instead(parts: Parts) -> None:
    (failure,) = await played(parts, {"user": "zwei Ayran bitte"}, {"utter": "utter_goodbye"})
    assert failure == (
        'nlu_data/de/basket.yml: test case "a case": expected utter_goodbye in step 2, got utter_add_to_basket_added.'
    )


async def test_a_reply_of_an_earlier_turn_does_not_count_again(parts: Parts) -> None:
    steps = ({"user": "zwei Ayran bitte"}, ADDED, {"user": "was ist im Korb"}, ADDED)
    assert len(await played(parts, *steps)) == 1


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        ([{"praline_sort": "dark"}], None),
        (["praline_sort"], None),
        ([{"praline_sort": "milk"}], "expected the slot praline_sort in step 3, got praline_sort: dark."),
        (["praline_filling"], "expected the slot praline_filling in step 3, got no praline_filling."),
    ],
)
async def test_slots_that_were_set_are_looked_at(parts: Parts, wanted: list[Any], wrong: str | None) -> None:
    steps = ({"user": "/configure_pralines"}, {"user": '/inform{"praline_sort": "dark"}'}, {"slot_was_set": wanted})
    failures = await played(parts, *steps)
    assert [failure.split(": ", 2)[2] for failure in failures] == ([wrong] if wrong else [])


async def test_each_case_begins_with_an_empty_basket(parts: Parts) -> None:
    case = model.TestCase("a case", ({"user": "was ist im Korb"}, {"utter": "utter_show_basket_empty"}), "f.yml")
    other = model.TestCase("other", ({"user": "zwei Ayran bitte"}, ADDED), "f.yml")
    spoken = replace(parts.content.languages["de"], test_cases=(other, case))
    changed = replace(parts, content=replace(parts.content, languages={**parts.content.languages, "de": spoken}))
    assert await rehearse(Config(), changed, "de") == []
