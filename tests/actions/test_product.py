"""Which product is meant, and the questions about it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.actions.market import (
    AYRAN,
    AYSE,
    BEN,
    BUTTER,
    FETA,
    GOUDA,
    HONEY,
    MILK,
    MINI_GOUDA,
    SOAP,
    YOGHURT,
    Product,
    a_visit,
    a_visit_with,
    act,
    cents,
    gtin,
    keys,
    names,
)

UNKNOWN_GTIN = gtin(999)


@pytest.mark.parametrize("words", ["Milch", "süt", MILK.gtin])
async def test_words_and_barcodes_find_a_product(words: str) -> None:
    visit = a_visit()
    outcome = await act("match_product", visit, product=words)
    assert (outcome.name, outcome.slots) == ("found", {"article": MILK.gtin})
    assert visit.memory["focus"] == MILK.gtin
    assert not visit.basket.lines


async def test_without_words_the_product_last_spoken_of_is_meant() -> None:
    visit = a_visit()
    await act("match_product", visit, product="honig")
    outcome = await act("match_product", visit)
    assert outcome.slots == {"article": HONEY.gtin}


async def test_with_nothing_spoken_of_the_product_is_missing_and_asked_for() -> None:
    outcome = await act("match_product", a_visit(), product="")
    assert (outcome.name, outcome.slots) == ("missing", {"product": None})


@pytest.mark.parametrize("words", ["flurbelwax", UNKNOWN_GTIN])
async def test_words_that_mean_nothing_are_said_back(words: str) -> None:
    outcome = await act("match_product", a_visit(), product=words)
    assert outcome.name == "unknown"
    assert outcome.data["query"]["text"] == words


async def test_of_several_the_shopper_is_asked_which() -> None:
    visit = a_visit()
    outcome = await act("match_product", visit, product="Käse")
    assert outcome.name == "several"
    assert names(outcome, "products") == ["Gouda am Stück 400 g", "Feta 200 g", "Gouda mini 100 g"]
    assert [card["gtin"] for card in outcome.show["products"]] == visit.memory["choices"]
    assert outcome.slots == {"product_choice": None, "options": visit.memory["choices"]}
    assert outcome.data["choices"]["slot"] == "product_choice"
    assert outcome.data["choices"]["options"] == [
        {"title": {"type": "product", "name": one.name}, "payload": f'/inform{{"product_choice": "{one.gtin}"}}'}
        for one in (GOUDA, FETA, MINI_GOUDA)
    ]


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("#2", FETA),
        ("#-1", MINI_GOUDA),
        ("#cheapest", MINI_GOUDA),
        ("den Feta", None),
        ("feta", FETA),
        (GOUDA.gtin, GOUDA),
        ("milch", MILK),
    ],
)
async def test_the_answer_chooses_one(answer: str, meant: Product | None) -> None:
    visit = a_visit()
    await act("match_product", visit, product="Käse")
    outcome = await act("match_product", visit, product=None, product_choice=answer)
    assert outcome.slots.get("article") == (meant and meant.gtin)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        *((answer, [GOUDA, FETA, MINI_GOUDA]) for answer in ("#7", "#0", "#-9", "#", "käse")),
        ("Gouda", [GOUDA, MINI_GOUDA]),
    ],
)
async def test_an_answer_that_leaves_several_is_asked_again(answer: str, left: list[Product]) -> None:
    visit = a_visit()
    await act("match_product", visit, product="Käse")
    outcome = await act("match_product", visit, product_choice=answer)
    assert (outcome.name, outcome.slots) == ("several", {"product_choice": None, "options": [one.gtin for one in left]})


async def test_an_answer_chooses_from_what_was_offered_for_this_question() -> None:
    visit = a_visit()
    offered = (await act("match_product", visit, product="Käse")).slots["options"]
    await act("match_product", visit, product="honig")
    outcome = await act("match_product", visit, product_choice="#2", options=offered)
    assert outcome.slots == {"article": FETA.gtin}


@pytest.mark.parametrize(("answer", "name"), [("flurbelwax", "unknown"), ("#2", "missing")])
async def test_an_answer_that_nothing_fits_chooses_nothing(answer: str, name: str) -> None:
    outcome = await act("match_product", a_visit(), product_choice=answer)
    assert outcome.name == name


async def test_after_several_were_named_none_of_them_is_taken_for_granted() -> None:
    visit = await a_visit_with(AYRAN)
    await act("match_product", visit, product="Käse")
    assert (await act("match_product", visit)).name == "several"


async def test_what_the_shopper_usually_buys_is_what_is_meant() -> None:
    outcome = await act("match_product", a_visit(AYSE), product="Käse")
    assert outcome.slots == {"article": FETA.gtin}


async def test_without_consent_purchases_decide_nothing() -> None:
    assert (await act("match_product", a_visit(BEN), product="Käse")).name == "several"


async def test_what_is_in_the_basket_is_what_is_meant() -> None:
    outcome = await act("match_product", await a_visit_with(GOUDA), product="Käse")
    assert outcome.slots == {"article": GOUDA.gtin}


async def ask(action: str, product: Product, **slots: Any) -> tuple[str, Any]:
    """The outcome's name and the outcome; a question changes nothing in the basket."""
    visit = a_visit(products=(product, MILK, AYRAN))
    outcome = await act(action, visit, article=product.gtin, **slots)
    assert visit.basket == a_visit().basket
    assert not visit.operations
    assert outcome.data["product"]["name"] == product.name
    return outcome.name, outcome


async def test_a_price_comes_with_the_unit_price() -> None:
    name, outcome = await ask("tell_price", MILK)
    assert name == "told"
    assert (cents(outcome, "price"), cents(outcome, "unit_price")) == (129, 100)
    assert outcome.data["unit"] == {"type": "quantity", "amount": "1", "unit": "kg"}


async def test_a_reduction_comes_with_the_lowest_price_of_30_days() -> None:
    name, outcome = await ask("tell_price", GOUDA)
    assert name == "reduced"
    assert [cents(outcome, value) for value in ("price", "price_before", "low_30d")] == [399, 499, 379]


async def test_a_location_is_spoken_and_shown() -> None:
    name, outcome = await ask("tell_location", MILK)
    assert name == "told"
    assert (outcome.data["aisle"]["number"], outcome.data["shelf"]["text"]) == (4, "B2")
    assert outcome.show == {"place": {"aisle": 4, "shelf": "B2"}}


@pytest.mark.parametrize(("product", "expected"), [(MILK, "told"), (SOAP, "none")])
async def test_ingredients_are_told_where_there_are_any(product: Product, expected: str) -> None:
    name, outcome = await ask("tell_ingredients", product)
    assert name == expected
    assert ("ingredients" in outcome.data) == (expected == "told")


@pytest.mark.parametrize(
    ("product", "asked", "expected", "asked_told", "declared"),
    [
        (MILK, None, "contains", None, ["milk"]),
        (HONEY, None, "free", None, None),
        (MILK, ["nuts", "milk"], "has_asked", ["milk"], ["milk"]),
        (MILK, ["nuts"], "lacks_asked", ["nuts"], ["milk"]),
        (HONEY, ["nuts"], "lacks_asked_free", ["nuts"], None),
        (SOAP, ["nuts"], "not_food", None, None),
    ],
)
async def test_allergens_are_answered_and_always_named(
    product: Product, asked: list[str] | None, expected: str, asked_told: list[str] | None, declared: list[str] | None
) -> None:
    name, outcome = await ask("tell_allergens", product, allergen=asked)
    assert name == expected
    assert (keys(outcome, "asked") if "asked" in outcome.data else None) == asked_told
    assert (keys(outcome, "allergens") if "allergens" in outcome.data else None) == declared


async def test_the_origin_is_a_country() -> None:
    name, outcome = await ask("tell_origin", HONEY)
    assert (name, outcome.data["country"]["code"]) == ("told", "TR")


@pytest.mark.parametrize(("stock", "expected"), [(6, "plenty"), (5, "few"), (1, "few")])
async def test_what_is_left_is_counted(stock: int, expected: str) -> None:
    name, outcome = await ask("tell_stock", replace(YOGHURT, stock=stock))
    assert name == expected
    assert outcome.data["stock"]["number"] == stock


async def test_for_what_is_sold_out_there_is_something_else() -> None:
    visit = a_visit()
    outcome = await act("tell_stock", visit, article=BUTTER.gtin)
    assert outcome.name == "out_alternative"
    assert outcome.data["alternative"]["name"] == MILK.name
    assert cents(outcome, "price") == MILK.price_cents
    assert (await act("match_product", visit)).slots == {"article": MILK.gtin}, "then I take that"


async def test_sold_out_is_sold_out() -> None:
    outcome = await act("tell_stock", a_visit(products=[BUTTER]), article=BUTTER.gtin)
    assert outcome.name == "out"


async def test_a_review_in_the_shoppers_language_is_quoted() -> None:
    name, outcome = await ask("tell_reviews", MILK)
    assert (name, outcome.data["quote"]["text"]) == ("quoted", "Sehr frisch.")
    assert outcome.data["stars"]["text"] == {"de": "4,6", "en": "4.6", "tr": "4,6"}
    assert outcome.data["reviews"]["number"] == 132


@pytest.mark.parametrize(("product", "expected"), [(HONEY, "told"), (YOGHURT, "none")])
async def test_without_a_review_to_quote_the_average_is_told(product: Product, expected: str) -> None:
    assert (await ask("tell_reviews", product))[0] == expected


async def test_nutrition_is_told_per_hundred_grams() -> None:
    name, outcome = await ask("tell_nutrition", MILK)
    assert name == "told"
    assert outcome.data["energy"] == {"type": "quantity", "amount": "65", "unit": "kcal"}
    assert outcome.data["fat"] == {"type": "quantity", "amount": "3.8", "unit": "g"}
    assert set(outcome.data) == {"product", "energy", "fat", "sugars", "protein", "salt"}


async def test_soap_has_no_nutrition() -> None:
    assert (await ask("tell_nutrition", SOAP))[0] == "none"
