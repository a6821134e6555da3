"""The customer card, the shop's hours and rules, and the human."""

from datetime import timedelta

import pytest

from actions.shop.outcome import label
from tests.actions.market import AYSE, MILK, THURSDAY_EVENING, a_visit, a_visit_with, act, cents, in_basket, keys


async def test_the_holder_of_a_card_is_greeted_by_name() -> None:
    visit = a_visit()
    outcome = await act("identify_card", visit, card="1001")
    assert (outcome.name, outcome.data["first_name"]["text"]) == ("welcomed", "Ayşe")
    assert visit.shopper == AYSE


async def test_a_card_that_is_not_on_file_makes_a_guest() -> None:
    visit = a_visit(AYSE)
    assert (await act("identify_card", visit, card="9999")).name == "unknown"
    assert visit.shopper is None


async def test_a_card_pulled_out_leaves_the_basket_and_takes_the_person_along() -> None:
    visit = await a_visit_with(MILK, shopper=AYSE)
    await act("present_offers", visit)
    assert (await act("release_card", visit)).name == "released"
    assert visit.shopper is None
    assert "last_offers" not in visit.memory
    assert in_basket(visit) == {"Frische": 1}


async def test_a_colleague_is_told_where_to_go_once() -> None:
    visit = a_visit()
    assert (await act("call_staff", visit)).name == "called"
    [call] = visit.outbox
    assert (call.key, call.kind, call.payload) == ("turn-1:staff", "staff", {"basket_id": "cart-7", "language": "de"})


async def test_today_the_shop_is_open() -> None:
    outcome = await act("tell_opening_hours", a_visit())
    assert outcome.name == "open"
    assert (outcome.data["opens"]["iso"], outcome.data["closes"]["iso"]) == ("07:00", "22:00")


async def test_on_sunday_the_next_open_day_is_told() -> None:
    outcome = await act("tell_opening_hours", a_visit(now=THURSDAY_EVENING + timedelta(days=3)))
    assert outcome.name == "closed"
    assert (outcome.data["day"]["iso"], outcome.data["opens"]["iso"]) == ("2026-10-05", "07:00")


async def test_the_place_of_a_facility_is_told_in_each_language() -> None:
    outcome = await act("tell_facility", a_visit(), facility="atm")
    assert (outcome.name, outcome.data["facility"]) == ("told", label("facility", "atm"))
    assert set(outcome.data["place"]["text"]) == {"de", "en", "tr"}


@pytest.mark.parametrize("facility", [None, "sauna"])
async def test_otherwise_the_facilities_are_listed(facility: str | None) -> None:
    outcome = await act("tell_facility", a_visit(), facility=facility)
    assert outcome.name == "list"
    assert "toilet" in keys(outcome, "facilities")


async def test_returns_and_delivery_are_told_by_the_shops_rules() -> None:
    assert (await act("tell_returns", a_visit())).data["days"]["number"] == 14
    outcome = await act("tell_delivery", a_visit())
    assert outcome.name == "told"
    assert (cents(outcome, "fee"), cents(outcome, "free_from")) == (490, 8000)


async def test_returns_are_told() -> None:
    assert (await act("tell_returns", a_visit())).name == "told"
