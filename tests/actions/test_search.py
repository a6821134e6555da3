"""Finding products by a wish."""

from typing import Any

import pytest

from tests.actions.market import (
    FETA,
    GOUDA,
    HONEY,
    MILK,
    MINI_GOUDA,
    PRODUCTS,
    SOAP,
    Hit,
    Market,
    Product,
    a_visit,
    act,
    cents,
    keys,
    names,
    product,
)

CHEESES = [
    product(100 + number, "käse", f"Käse {number}", 100 + number, "100 g", department="cheese") for number in range(8)
]


async def test_one_find_is_told_with_price_and_place() -> None:
    visit = a_visit()
    outcome = await act("search_products", visit, product="honig")
    assert outcome.name == "found_one"
    assert set(outcome.data) == {"product", "price", "unit_price", "unit", "aisle"}
    assert outcome.show["products"][0]["gtin"] == HONEY.gtin
    assert visit.memory["focus"] == HONEY.gtin
    assert not visit.operations


async def test_of_many_three_are_named_and_all_are_shown() -> None:
    outcome = await act("search_products", a_visit(products=CHEESES), product="käse")
    assert outcome.name == "found_many"
    assert outcome.data["count"]["number"] == 8
    assert names(outcome, "products") == ["Käse 0", "Käse 1", "Käse 2"]
    assert len(outcome.show["products"]) == 8


async def test_a_card_says_what_the_law_asks_for() -> None:
    outcome = await act("search_products", a_visit(), product="gouda")
    assert outcome.show["products"] == [
        {
            "gtin": GOUDA.gtin,
            "department": "cheese",
            "name": GOUDA.name,
            "price_cents": 399,
            "unit_price_cents": 100,
            "unit_price_amount": 1,
            "unit_price_unit": "kg",
            "price_before_cents": 499,
            "low_30d_cents": 379,
            "deposit_cents": 0,
            "aisle": 4,
            "shelf": "B2",
            "stock": 50,
            "allergens": [],
            "diet": [],
            "seller": "city_kauf",
            "sponsored": False,
            "why": None,
            "rating_average": 4.6,
            "rating_count": 132,
        }
    ]


async def test_more_and_more_until_there_is_no_more() -> None:
    visit = a_visit(products=CHEESES)
    await act("search_products", visit, product="käse")
    second = await act("show_more", visit)
    assert (second.name, names(second, "products")) == ("shown", ["Käse 3", "Käse 4", "Käse 5"])
    third = await act("show_more", visit)
    assert names(third, "products") == ["Käse 6", "Käse 7"]
    assert (await act("show_more", visit)).name == "no_more"


async def test_the_second_one_is_the_second_of_those_just_named() -> None:
    visit = a_visit(products=CHEESES)
    await act("search_products", visit, product="käse")
    await act("show_more", visit)
    outcome = await act("match_product", visit, product_choice="#2")
    assert outcome.slots == {"article": CHEESES[4].gtin}


async def test_more_of_nothing() -> None:
    assert (await act("show_more", a_visit())).name == "no_search"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"max_price": {"cents": 60, "currency": "EUR"}}, 1),
        ({"diet": ["vegetarian"]}, 1),
        ({"department": "drugstore"}, 1),
        ({"allergen": ["milk"], "department": "cheese"}, 3),
    ],
)
async def test_a_wish_needs_no_words(wish: dict[str, Any], found: int) -> None:
    outcome = await act("search_products", a_visit(), **wish)
    assert len(outcome.show["products"]) == found


async def test_when_nothing_fits_the_nearest_is_named_with_its_flaws() -> None:
    visit = a_visit()
    wish = {"product": "milch", "allergen": ["milk"], "max_price": {"cents": 100, "currency": "EUR"}}
    outcome = await act("search_products", visit, **wish)
    assert outcome.name == "nothing_fits_nearest"
    assert outcome.data["query"]["text"] == "milch"
    assert outcome.data["nearest"]["name"] == MILK.name
    assert cents(outcome, "price") == 129
    assert keys(outcome, "reasons") == ["too_expensive", "contains"]
    assert (await act("show_more", visit)).name == "no_more"


async def test_nothing_is_nothing() -> None:
    outcome = await act("search_products", a_visit(), product="flurbelwax")
    assert (outcome.name, outcome.data["query"]["text"]) == ("nothing_fits", "flurbelwax")


async def test_a_wish_without_words_is_said_back_by_its_labels() -> None:
    wish = {"diet": ["vegan"], "partner": "global_sweets", "max_price": {"cents": 100, "currency": "EUR"}}
    outcome = await act("search_products", a_visit(products=[]), **wish)
    assert outcome.data["query"]["items"] == [
        {"type": "label", "entity": "diet", "key": "vegan"},
        {"type": "label", "entity": "partner", "key": "global_sweets"},
        {"type": "money", "cents": 100},
    ]


async def test_prices_are_in_euros_only() -> None:
    outcome = await act("search_products", a_visit(), product="honig", max_price={"cents": 10000, "currency": "TRY"})
    assert outcome.name == "unknown_currency"
    assert outcome.data["currency"] == {"type": "label", "entity": "currency", "key": "TRY"}


async def test_without_a_wish_there_is_nothing_to_look_for() -> None:
    assert (await act("search_products", a_visit(), product=None, diet=[])).name == "what"


async def test_something_cheaper_says_what_is_saved() -> None:
    visit = a_visit()
    outcome = await act("find_cheaper", visit, article=GOUDA.gtin)
    assert outcome.name == "none", "Feta and the small Gouda cost less, but not by the kilo"
    cheap = product(50, "käse", "Gouda einfach 500 g", 349, "0.5 kg", department="cheese")
    visit = a_visit(products=(*PRODUCTS, cheap))
    outcome = await act("find_cheaper", visit, article=GOUDA.gtin)
    assert outcome.name == "found"
    assert outcome.data["alternative"]["name"] == cheap.name
    assert (cents(outcome, "price"), cents(outcome, "saving")) == (349, 50)
    assert visit.memory["focus"] == cheap.gtin


async def test_something_similar_is_named_to_choose_from() -> None:
    visit = a_visit()
    outcome = await act("find_similar", visit, article=FETA.gtin)
    assert outcome.name == "found"
    assert names(outcome, "products") == [GOUDA.name["de"], MINI_GOUDA.name["de"]]
    assert outcome.data["product"]["name"] == FETA.name
    assert (await act("match_product", visit, product_choice="#2")).slots == {"article": MINI_GOUDA.gtin}


@pytest.mark.parametrize("action", ["find_similar", "find_cheaper"])
@pytest.mark.parametrize(("score", "expected"), [(0.49, "none"), (0.5, "found")])
async def test_what_is_of_another_kind_is_not_offered(
    monkeypatch: pytest.MonkeyPatch, action: str, score: float, expected: str
) -> None:
    """For a jar of pesto a tin of peaches was offered."""
    cheap = product(50, "käse", "Gouda einfach 500 g", 349, "0.5 kg", department="cheese")
    monkeypatch.setattr(Market, "similar", lambda *_args, **_options: [Hit(cheap, score)])
    assert (await act(action, a_visit(), article=GOUDA.gtin)).name == expected


@pytest.mark.parametrize("lonely", [SOAP, HONEY])
async def test_some_things_are_like_no_other(lonely: Product) -> None:
    assert (await act("find_similar", a_visit(), article=lonely.gtin)).name == "none"


async def test_the_cheapest_of_those_named() -> None:
    visit = a_visit()
    await act("search_products", visit, product="käse")
    outcome = await act("match_product", visit, product_choice="#cheapest")
    assert outcome.slots == {"article": MINI_GOUDA.gtin}
