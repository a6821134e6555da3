import time
from statistics import median

import pytest

from retrieval.index import Index
from retrieval.search import Catalogue


def names(catalogue, words, language):
    return [hit.product.name[language] for hit in catalogue.match(words, language)]


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("de", "Milch", "Frische Vollmilch 3,8 % Fett 1 l"),
        ("de", "laktosefreie Milch", "Laktosefreie Milch 1,5 % Fett 1 l"),
        ("de", "Jogurt", "Naturjoghurt mild 3,8 % Fett 500 g"),
        ("de", "Schrippen", "Weizenbrötchen ofenfrisch 6 Stück"),
        ("de", "Broetchen", "Weizenbrötchen ofenfrisch 6 Stück"),
        ("de", "Kartoffel", "Kartoffeln festkochend vom Hofladen 2 kg"),
        ("de", "Ayran 1 Liter", "Ayran Joghurtgetränk Familienflasche 1 l"),
        ("de", "süt", "Frische Vollmilch 3,8 % Fett 1 l"),
        ("de", "Waschmittl", "Vollwaschmittel Pulver für Weißes 40 Wäschen"),
        ("en", "tomatos", "Tomatoes on the vine loose 1 kg"),
        ("en", "lactose free milk", "Lactose-free milk 1.5% fat 1 l"),
        ("en", "chease", "Young Gouda cheese slices 400 g"),
        ("tr", "SÜT", "Günlük tam yağlı süt %3,8 1 l"),
        ("tr", "sutu", "Günlük tam yağlı süt %3,8 1 l"),
        ("tr", "yogurdu", "Kaymaklı kova yoğurt %3,8 yağlı 1 kg"),
        ("tr", "bir litre ayran", "Ayran aile boyu şişe 1 l"),
        ("tr", "laktozsuz süt", "Laktozsuz süt %1,5 yağlı 1 l"),
        ("tr", "KIRMIZI MERCİMEK", "Kırmızı mercimek 1 kg"),
        ("tr", "domatesleri", "Salkım domates dökme 1 kg"),
    ],
)
def test_clear_words_mean_one_product(catalogue, language, words, name):
    assert names(catalogue, words, language) == [name]


@pytest.mark.parametrize("language", ["de", "en", "tr"])
@pytest.mark.parametrize(
    "words",
    [
        "Einhorn",
        "xyzzy",
        "unicorn",
        "tek boynuzlu at",
        "Fahrrad",
        "bisiklet",
        "Wetter",
        "Kasse",
        "Tisch",
        "Öffnungszeiten",
        "hello",
        "merhaba",
        " ",
        "?",
    ],
)
def test_what_the_shop_does_not_sell_is_not_found(catalogue, language, words):
    assert names(catalogue, words, language) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "zuckerfreie Schokolade"), ("de", "Bio Bananen"), ("de", "histaminfreie Milch"), ("de", "vegane Forelle")],
)
def test_a_claim_that_no_product_keeps_finds_nothing(catalogue, language, words):
    """The shopper asked for bananas that are organic and would have got others without a word."""
    assert names(catalogue, words, language) == []


def test_a_dog_is_not_taken_for_bran(catalogue):
    """A shopper who said köpek (dog) was offered kepek (bran)."""
    assert not any("kepe" in name for name in names(catalogue, "köpek", "tr"))


@pytest.mark.parametrize(("language", "words"), [("tr", "peynir"), ("tr", "kırmızı biber")])
def test_open_words_ask_about_three_at_most(catalogue, language, words):
    assert 2 <= len(names(catalogue, words, language)) <= 3


def test_a_product_is_got_by_its_gtin(catalogue):
    product = catalogue.products[7]
    assert catalogue.get(product.gtin) is product
    assert catalogue.get("4006381333931") is None


def test_filters_are_exact(catalogue):
    found = catalogue.search("Käse", "de", max_price_cents=300, diet=["vegetarian"], free_of=["nuts"], limit=50)
    assert found.hits
    for hit in found.hits:
        assert hit.product.price_cents <= 300
        assert "vegetarian" in hit.product.diet
        assert "nuts" not in hit.product.allergens
        assert hit.product.stock > 0


def test_each_filter_tells_how_many_it_excluded(catalogue):
    everything = catalogue.search("Käse", "de", in_stock=False, limit=500)
    cheap = catalogue.search("Käse", "de", in_stock=False, max_price_cents=200, limit=500)
    assert everything.excluded == {}
    assert cheap.excluded == {"too_expensive": len(everything.hits) - len(cheap.hits)}


def test_the_nearest_one_tells_why_it_fails(catalogue):
    found = catalogue.search("Milch", "de", max_price_cents=1)
    assert found.hits == ()
    assert found.nearest_fails == ("too_expensive",)
    assert found.nearest.product.department in {"dairy", "plant_based"}


@pytest.mark.parametrize(
    ("filters", "fails"),
    [
        ({"free_of": ["milk"]}, "contains"),
        ({"diet": ["vegan"]}, "other_diet"),
        ({"department": "pet"}, "other_department"),
        ({"partner": "hofladen_sonnental"}, "other_partner"),
    ],
)
def test_each_filter_has_its_name(catalogue, filters, fails):
    assert fails in catalogue.search("Gouda", "de", **filters).excluded


def test_sold_out_products_are_excluded_until_asked_for(catalogue):
    gone = next(product for product in catalogue.products if product.stock == 0)
    words = gone.synonyms["de"][0]
    assert gone not in [hit.product for hit in catalogue.search(words, "de").hits]
    assert "sold_out" in catalogue.search(words, "de").excluded
    assert gone in [hit.product for hit in catalogue.search(words, "de", in_stock=False).hits]


def test_what_nobody_vouches_for_is_not_promised(catalogue):
    """A shopper with an allergy that the labels do not name was shown everything as safe."""
    assert catalogue.search("Brot", "de", free_of=["pollen"]).hits == ()


def test_free_of_lactose_is_what_says_so(catalogue):
    found = catalogue.search("Milch", "de", free_of=["lactose"], limit=50)
    assert found.hits
    assert all("lactose_free" in hit.product.diet for hit in found.hits)


def test_no_words_means_everything_that_passes(catalogue):
    found = catalogue.search("", "de", partner="global_sweets", limit=500)
    expected = {product.gtin for product in catalogue.products if product.seller == "global_sweets" and product.stock}
    assert {hit.product.gtin for hit in found.hits} == expected
    assert {hit.why for hit in found.hits} == {"filters"}


def test_a_department_is_found_by_its_name(catalogue):
    hits = catalogue.search("glutenfreie Backwaren", "de", limit=30).hits
    assert hits
    assert all("gluten_free" in hit.product.diet for hit in hits)


def test_similar_products_are_in_stock_and_not_the_same(catalogue):
    milk = catalogue.match("Milch", "de")[0].product
    hits = catalogue.similar(milk.gtin)
    assert len(hits) == 5
    assert milk.gtin not in [hit.product.gtin for hit in hits]
    assert all(hit.product.stock > 0 for hit in hits)
    assert "milk" in hits[0].product.allergens
    assert catalogue.similar("4006381333931") == ()


def test_scores_are_shares_best_first(catalogue):
    for words in ("Milch", "", "Käse vegan", "tatlı"):
        scores = [hit.score for hit in catalogue.search(words, "de", limit=50).hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_an_empty_shop_finds_nothing():
    empty = Catalogue([], Index([], ("de", "en", "tr")))
    assert empty.match("Milch", "de") == ()
    assert empty.search("Milch", "de").hits == empty.search("", "de").hits == ()


@pytest.mark.slow
def test_an_answer_takes_less_than_a_few_milliseconds(catalogue):
    def once(words):
        begin = time.perf_counter()
        catalogue.match(words, "de")
        catalogue.search(words, "de")
        return time.perf_counter() - begin

    words = [product.synonyms["de"][-1] for product in catalogue.products]
    assert median(map(once, words)) < 0.005
