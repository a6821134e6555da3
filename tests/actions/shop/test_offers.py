"""Which offers a shopper sees, each with the reason why."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from actions.shop.basket import Basket
from actions.shop.offers import Offer, Reason, choose_offers
from actions.shop.shopper import Shopper
from actions.shop.store import Placement, ShopData

TEXT = {"de": "gut", "en": "good", "tr": "iyi"}
EMPTY = Basket("cart-7")


@pytest.fixture
def catalogue(product: Any, shelf: Any) -> Any:
    return shelf(
        [
            product("tea", "coffee_tea", rating_average=4.1),
            product("coffee", "coffee_tea", rating_average=4.5),
            product("bread", "bakery", rating_average=4.6, allergens=("gluten",)),
            product("rolls", "bakery", rating_average=3.9, allergens=("gluten",)),
            product("cola", "drinks", rating_average=3.0),
            product("honey", "breakfast_spreads", rating_average=4.9),
            product("jam", "breakfast_spreads", rating_average=5.0, rating_count=1),
            product("pralines", "confectionery", rating_average=5.0, allergens=("nuts",)),
            product("ice", "frozen", rating_average=5.0, stock=0),
        ]
    )


@pytest.fixture
def shop(data: ShopData) -> ShopData:
    """Everything but tea is on offer; Global Sweets pays for the pralines, the farm shop for the honey."""
    own = [Placement(gtin, "city_kauf", False, TEXT) for gtin in ("coffee", "bread", "rolls", "cola", "jam", "ice")]
    paid = [
        Placement("pralines", "global_sweets", True, TEXT),
        Placement("honey", "hofladen_sonnental", True, TEXT),
        Placement("gone", "city_kauf", True, TEXT),
    ]
    return replace(data, offers=(*own, *paid))


def reasons(offers: tuple[Offer, ...]) -> dict[str, Reason]:
    return {offer.article.gtin: offer.reason for offer in offers}


def profile(shopper: Shopper, **purchases: int) -> Shopper:
    return replace(shopper, purchases=purchases, consents=frozenset({"profiling"}))


def test_a_guest_sees_what_others_like_and_one_paid_offer_last(shop: ShopData, catalogue: Any) -> None:
    offers = choose_offers(shop, catalogue, None, EMPTY)
    assert reasons(offers) == {
        "bread": Reason("popular"),
        "coffee": Reason("popular"),
        "rolls": Reason("popular"),
        "pralines": Reason("sponsored", partner="global_sweets"),
    }
    assert [offer.is_sponsored for offer in offers] == [False, False, False, True]


def test_what_was_bought_most_explains_the_first_offers(shop: ShopData, catalogue: Any, shopper: Shopper) -> None:
    offers = choose_offers(shop, catalogue, profile(shopper, rolls=2, tea=7), EMPTY)
    assert [offer.article.gtin for offer in offers] == ["coffee", "rolls", "bread", "pralines"]
    assert reasons(offers)["coffee"] == Reason("bought", "tea", 7)
    assert reasons(offers)["rolls"] == Reason("bought", "rolls", 2)
    assert reasons(offers)["bread"] == Reason("popular")


def test_without_consent_purchases_explain_nothing(shop: ShopData, catalogue: Any, shopper: Shopper) -> None:
    silent = replace(profile(shopper, tea=7), consents=frozenset())
    assert choose_offers(shop, catalogue, silent, EMPTY) == choose_offers(shop, catalogue, None, EMPTY)


def test_a_paid_offer_is_called_paid_even_when_it_was_bought(shop: ShopData, catalogue: Any, shopper: Shopper) -> None:
    offers = choose_offers(shop, catalogue, profile(shopper, pralines=9), EMPTY)
    assert reasons(offers)["pralines"] == Reason("sponsored", partner="global_sweets")


def test_known_allergies_are_respected(shop: ShopData, catalogue: Any, shopper: Shopper) -> None:
    allergic = replace(shopper, allergies=("gluten", "nuts"), consents=frozenset({"allergies"}))
    assert set(reasons(choose_offers(shop, catalogue, allergic, EMPTY))) == {"coffee", "jam", "cola", "honey"}
    silent = replace(allergic, consents=frozenset())
    assert "bread" in reasons(choose_offers(shop, catalogue, silent, EMPTY))


def test_what_is_in_the_basket_is_not_offered(
    shop: ShopData, catalogue: Any, change: Callable[..., Any], world: Any
) -> None:
    visit = world.visit("t")
    visit.stage("add", change("bread"))
    assert "bread" not in reasons(choose_offers(shop, catalogue, None, visit.basket))


def test_what_is_sold_out_or_unknown_is_not_offered(shop: ShopData, catalogue: Any) -> None:
    assert {"ice", "gone"} & set(reasons(choose_offers(shop, catalogue, None, EMPTY, limit=20))) == set()


def test_there_are_never_more_offers_than_asked_for(shop: ShopData, catalogue: Any) -> None:
    assert [len(choose_offers(shop, catalogue, None, EMPTY, limit)) for limit in (1, 2, 4, 20)] == [1, 2, 4, 6]


def test_reasons_can_be_remembered_as_json(shop: ShopData) -> None:
    assert asdict(Reason("bought", "tea", 7)) == {"kind": "bought", "gtin": "tea", "times": 7, "partner": None}
