"""Offers with their reasons, and the private bonus."""

from dataclasses import replace

import pytest

from tests.actions.market import (
    AYSE,
    BEN,
    FETA,
    GOUDA,
    HONEY,
    MILK,
    SOAP,
    WINE,
    a_visit,
    a_visit_with,
    act,
    cents,
    names,
    shop_data,
)


async def test_offers_are_named_and_a_sponsored_one_is_called_so_on_its_card_and_aloud() -> None:
    visit = a_visit(AYSE)
    outcome = await act("present_offers", visit)
    assert outcome.name == "presented"
    assert outcome.data["count"]["number"] == 3
    cards = {card["gtin"]: card for card in outcome.show["products"]}
    assert [gtin for gtin, card in cards.items() if card["sponsored"]] == [HONEY.gtin]
    assert cards[GOUDA.gtin]["why"] == {"kind": "bought", "gtin": FETA.gtin, "times": 7, "partner": None}
    assert names(outcome, "offers")[0] == GOUDA.name["de"]
    spoken_of_as_paid = [
        value["value"]["name"] for value in outcome.data["offers"]["items"] if value["type"] == "marked"
    ]
    assert spoken_of_as_paid == [HONEY.name]


async def test_without_offers_there_are_none() -> None:
    assert (await act("present_offers", a_visit(data=replace(shop_data(), offers=())))).name == "none"


async def test_why_me_because_you_bought_it() -> None:
    visit = a_visit(AYSE)
    await act("present_offers", visit)
    outcome = await act("explain_offer", visit, product="gouda")
    assert outcome.name == "bought"
    assert outcome.data["product"]["name"] == GOUDA.name
    assert outcome.data["reason_product"]["name"] == FETA.name
    assert outcome.data["times"]["number"] == 7


@pytest.mark.parametrize("shopper", [None, BEN])
async def test_without_a_profile_an_offer_is_popular(shopper: object) -> None:
    visit = a_visit(BEN if shopper else None)
    await act("present_offers", visit)
    outcome = await act("explain_offer", visit, product=SOAP.gtin)
    assert outcome.name == "popular"
    assert outcome.data["stars"]["text"]["tr"] == "4,6"
    assert outcome.data["reviews"]["number"] == 132


async def test_a_paid_placement_is_called_what_it_is() -> None:
    visit = a_visit()
    await act("present_offers", visit)
    outcome = await act("explain_offer", visit, product_choice="#-1")
    assert (outcome.name, outcome.data["partner"]["text"]) == ("sponsored", "Hofladen Sonnental")
    assert outcome.data["product"]["name"] == HONEY.name


async def test_when_no_offer_is_named_the_first_one_is_explained() -> None:
    visit = a_visit(AYSE)
    await act("present_offers", visit)
    assert (await act("explain_offer", visit)).data["product"]["name"] == GOUDA.name
    assert (await act("explain_offer", visit, product="wein")).data["product"]["name"] == GOUDA.name


async def test_nothing_offered_nothing_to_explain() -> None:
    assert (await act("explain_offer", a_visit())).name == "no_offer"


async def test_what_is_missing_for_the_bonus() -> None:
    outcome = await act("tell_bonus", await a_visit_with(MILK))
    assert outcome.name == "missing"
    assert (cents(outcome, "missing"), cents(outcome, "threshold")) == (19872, 20000)
    assert outcome.data["percent"]["value"] == "3"


async def test_the_bonus_that_was_reached() -> None:
    outcome = await act("tell_bonus", await a_visit_with(WINE, amount="7"))
    assert (outcome.name, cents(outcome, "bonus")) == ("reached", 630)
