"""The demo catalogue: whole, trilingual, unambiguous, and true about diets and allergens."""

import json
from collections import Counter, defaultdict

import pytest
import yaml

from retrieval.feeds.jsonl import is_gtin, read_products
from retrieval.folding import lower
from retrieval.products import DIETS
from retrieval.search import CATALOGUE, LABELS, LANGUAGES, load_catalogue

FILES = sorted(CATALOGUE.glob("*.jsonl"))
ANIMAL = {"milk", "eggs", "fish", "crustaceans", "molluscs"}
FORBIDS = {
    "vegan": ANIMAL, "vegetarian": {"fish", "crustaceans", "molluscs"}, "gluten_free": {"gluten"},
}  # fmt: skip


@pytest.fixture(scope="module")
def products():
    return read_products(FILES)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_the_shop_has_a_full_range(products):
    assert len(products) >= 400
    assert len({product.department for product in products}) >= 20


def test_every_file_holds_the_department_it_is_named_after():
    for file in FILES:
        assert {json.loads(line)["department"] for line in file.read_text("utf-8").splitlines()} == {file.stem}


def test_every_gtin_is_valid_and_unique(products):
    assert all(is_gtin(product.gtin) for product in products)
    assert [gtin for gtin, times in Counter(product.gtin for product in products).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_product_speaks_every_language(products, language):
    silent = [
        product.gtin
        for product in products
        if not (product.name[language] and product.description[language] and len(product.synonyms[language]) >= 2)
    ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_products_share_a_synonym(products, language):
    called = defaultdict(list)
    for product in products:
        for synonym in product.synonyms[language]:
            called[lower(synonym, language)].append(product.gtin)
    assert {synonym: gtins for synonym, gtins in called.items() if len(set(gtins)) > 1} == {}


def test_what_is_forbidden_in_a_diet_is_not_in_the_product(products):
    wrong = [
        (product.gtin, diet, allergen)
        for product in products
        for diet, forbidden in FORBIDS.items()
        for allergen in forbidden
        if diet in product.diet and allergen in product.allergens
    ]
    assert wrong == []


def test_vegan_implies_vegetarian_and_free_of_lactose(products):
    assert [p.gtin for p in products if "vegan" in p.diet and not {"vegetarian", "lactose_free"} <= set(p.diet)] == []


def test_only_a_lower_price_is_a_reduction(products):
    assert [
        p.gtin for p in products if p.price_before_cents is not None and p.price_before_cents <= p.price_cents
    ] == []


def test_alcohol_has_an_age(products):
    assert {product.age_from for product in products} == {None, 16, 18}


def test_labels_name_every_department_and_diet(products):
    labels = yaml.safe_load(LABELS.read_text("utf-8"))
    assert set(labels["departments"]) == {product.department for product in products}
    assert set(labels["diets"]) == DIETS
    assert {language for label in (labels["departments"] | labels["diets"]).values() for language in label} == set(
        LANGUAGES
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_synonym_means_the_product_that_has_it(catalogue, language):
    missed = [
        (synonym, product.gtin)
        for product in catalogue.products
        for synonym in product.synonyms[language]
        if product.gtin not in [hit.product.gtin for hit in catalogue.match(synonym, language)]
    ]
    assert missed == []
