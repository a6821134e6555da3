"""A box of pralines, from the inscription to the basket."""

from typing import Any

import pytest

from tests.actions.market import AYSE, MILK, a_visit, act, cents, keys

BOX = {
    "praline_sort": "dark",
    "praline_filling": "marzipan",
    "praline_count": 12,
    "praline_packaging": "heart",
    "praline_inscription": "",
    "praline_delivery": "overnight",
}
TO_FETCH = BOX | {"praline_delivery": "pickup"}
FRIDAY_AT_TEN = "2026-10-02T10:00+00:00"
FRIDAY_AT_TWO = "2026-10-02T14:00+00:00"


async def test_an_inscription_is_kept_as_it_will_be_written() -> None:
    outcome = await act("check_inscription", a_visit(), praline_inscription="  Für   Oma\n")
    assert (outcome.name, outcome.slots) == ("fine", {"praline_inscription": "Für Oma"})


async def test_no_inscription_is_fine() -> None:
    assert (await act("check_inscription", a_visit(), praline_inscription="")).name == "fine"


async def test_a_refused_inscription_says_how_long_it_may_be() -> None:
    outcome = await act("check_inscription", a_visit(), praline_inscription="x" * 31)
    assert (outcome.name, outcome.data["limit"]["number"]) == ("refused", 30)


async def test_the_next_slots_are_named_and_all_are_shown() -> None:
    outcome = await act("offer_slots", a_visit(), **TO_FETCH)
    assert outcome.name == "offered"
    assert [slot["start"] for slot in outcome.data["slots"]["items"]][:2] == [FRIDAY_AT_TEN, FRIDAY_AT_TWO]
    assert len(outcome.data["slots"]["items"]) == 3
    shown = outcome.show["praline"]
    assert shown["slots"][0] == {"value": FRIDAY_AT_TEN, "start": FRIDAY_AT_TEN, "end": "2026-10-02T12:00+00:00"}
    assert len(shown["slots"]) == 6, "three on Friday, three on Saturday, none on Sunday"
    assert "slot" not in shown


async def test_the_box_is_read_back_with_price_and_allergens() -> None:
    outcome = await act("quote_pralines", a_visit(), **BOX)
    assert outcome.name == "quoted"
    assert [outcome.data[name]["key"] for name in ("sort", "filling", "packaging", "delivery")] == [
        "dark",
        "marzipan",
        "heart",
        "overnight",
    ]
    assert (outcome.data["count"]["number"], cents(outcome, "price")) == (12, 1430)
    assert keys(outcome, "allergens") == ["soy", "nuts"]
    assert outcome.show["praline"] == {
        "sort": "dark",
        "filling": "marzipan",
        "count": 12,
        "packaging": "heart",
        "inscription": "",
        "delivery": "overnight",
        "price_cents": 1430,
        "allergens": ["soy", "nuts"],
    }


async def test_the_inscription_is_read_back() -> None:
    outcome = await act("quote_pralines", a_visit(), **BOX | {"praline_inscription": "Für Oma"})
    assert (outcome.name, outcome.data["inscription"]["text"]) == ("quoted_inscription", "Für Oma")
    assert cents(outcome, "price") == 1680


@pytest.mark.parametrize(
    ("answer", "pickup"),
    [
        (FRIDAY_AT_TWO, FRIDAY_AT_TWO),
        ("#2", FRIDAY_AT_TWO),
        ("um 10", FRIDAY_AT_TEN),
        ("um 14 Uhr", FRIDAY_AT_TWO),
        ("at 2", FRIDAY_AT_TWO),
        ("saat 14:00'te", FRIDAY_AT_TWO),
        ("#-1", "2026-10-03T17:00+00:00"),
    ],
)
async def test_a_slot_is_chosen_by_its_value_its_place_or_its_hour(answer: str, pickup: str) -> None:
    outcome = await act("check_slot", a_visit(), praline_slot=answer)
    assert (outcome.name, outcome.slots, outcome.show) == ("fine", {"praline_slot": pickup}, {})


@pytest.mark.parametrize("answer", ["#99", "#0", "irgendwann", "um 3"])
async def test_a_time_that_is_no_slot_is_asked_for_again(answer: str) -> None:
    outcome = await act("check_slot", a_visit(), praline_slot=answer)
    assert (outcome.name, outcome.slots) == ("unknown", {})


async def test_the_slot_is_read_back_and_shown() -> None:
    outcome = await act("quote_pralines", a_visit(), **TO_FETCH, praline_slot=FRIDAY_AT_TWO)
    how, window = outcome.data["delivery"]["items"]
    assert how == {"type": "label", "entity": "praline_delivery", "key": "pickup"}
    assert window == {"type": "slot", "start": FRIDAY_AT_TWO, "end": "2026-10-02T16:00+00:00"}
    assert outcome.show["praline"]["slot"] == FRIDAY_AT_TWO


async def test_a_box_is_begun_with_an_empty_configurator() -> None:
    """ "Are there nuts in it?" was answered for the milk that was spoken of before."""
    visit = a_visit()
    visit.memory |= {"focus": MILK.gtin, "choices": [MILK.gtin], "box": {"sort": "dark"}}
    outcome = await act("start_pralines", visit)
    assert (outcome.name, outcome.show) == ("started", {"praline": {}})
    assert visit.memory == {"focus": None, "choices": [], "box": None}


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({}, {}),
        ({"sort": "dark"}, {}),
        ({"sort": "dark", "filling": "none"}, {}),
        ({"sort": "dark", "filling": "marzipan", "count": 12}, {"price_cents": 1230, "allergens": ["soy", "nuts"]}),
        (
            {"sort": "dark", "filling": "marzipan", "count": 12, "packaging": "heart", "inscription": "Für Oma"},
            {"price_cents": 1680, "allergens": ["soy", "nuts"]},
        ),
    ],
)
async def test_a_box_is_shown_as_far_as_it_has_been_composed(chosen: dict[str, Any], shown: dict[str, Any]) -> None:
    visit = a_visit()
    outcome = await act("show_box", visit, **{f"praline_{key}": value for key, value in chosen.items()})
    assert (outcome.name, outcome.show) == ("shown", {"praline": chosen | shown})
    assert visit.memory["box"] == chosen | shown


async def test_questions_about_the_box_are_answered_from_what_is_shown() -> None:
    visit = a_visit()
    await act("show_box", visit, **BOX)
    outcome = await act("tell_box", visit)
    assert (outcome.name, cents(outcome, "price"), keys(outcome, "allergens")) == ("told", 1430, ["soy", "nuts"])
    assert outcome.show == {}


async def test_a_box_without_allergens_is_told_so() -> None:
    visit = a_visit()
    visit.memory["box"] = {"price_cents": 990, "allergens": []}
    outcome = await act("tell_box", visit)
    assert (outcome.name, cents(outcome, "price"), set(outcome.data)) == ("told_free", 990, {"price"})


@pytest.mark.parametrize("chosen", [{}, {"praline_sort": "dark"}])
async def test_before_anything_is_known_of_the_box_nothing_can_be_told(chosen: dict[str, Any]) -> None:
    visit = a_visit()
    await act("start_pralines", visit)
    assert (await act("tell_box", visit)).name == "too_early"
    await act("show_box", visit, **chosen)
    assert (await act("tell_box", visit)).name == "too_early"


async def test_the_box_goes_into_the_basket_with_everything_that_was_chosen() -> None:
    visit = a_visit()
    outcome = await act("add_pralines", visit, **TO_FETCH, praline_slot=FRIDAY_AT_TEN)
    assert (outcome.name, cents(outcome, "price"), cents(outcome, "total")) == ("added", 1430, 1430)
    [line] = visit.basket.lines
    assert line.details["pickup"] == FRIDAY_AT_TEN
    assert line.details["filling"] == "marzipan"
    assert outcome.show["praline"]["price_cents"] == 1430


@pytest.mark.parametrize(
    ("action", "slots", "left"),
    [
        ("remove_from_basket", {}, []),
        ("remove_from_basket", {"product": "Pralinenschachtel"}, []),
        ("remove_from_basket", {"product": "die"}, [1]),
        ("change_quantity", {"quantity": {"amount": "2"}}, [2]),
        ("change_quantity", {"quantity": {"amount": "1", "unit": "kg"}}, [1]),
        ("undo", {}, []),
    ],
)
async def test_a_box_is_a_line_like_any_other(action: str, slots: dict[str, Any], left: list[int]) -> None:
    visit = a_visit(AYSE)
    await act("add_pralines", visit, **BOX)
    await act(action, visit, **slots)
    assert [line.amount for line in visit.basket.lines] == left


async def test_a_box_is_taken_out_by_its_id() -> None:
    visit = a_visit()
    await act("add_pralines", visit, **BOX)
    await act("remove_from_basket", visit, product=visit.basket.lines[0].line_id)
    assert not visit.basket.lines
