import json

import pytest

from retrieval.feeds.jsonl import FeedError, is_gtin, read_products
from retrieval.search import CATALOGUE


@pytest.fixture
def line():
    return json.loads((CATALOGUE / "dairy.jsonl").read_text("utf-8").splitlines()[0])


@pytest.fixture
def feed(tmp_path):
    def write(*lines):
        file = tmp_path / "dairy.jsonl"
        file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
        return [file]

    return write


def problems(files):
    with pytest.raises(FeedError) as error:
        read_products(files)
    return error.value.problems


def test_a_line_becomes_a_product(line, feed):
    (product,) = read_products(feed(line))
    assert (product.gtin, product.content_amount, product.content_unit) == (line["gtin"], 1, "l")
    assert product.synonyms["de"] == tuple(line["synonyms"]["de"])
    assert product.rating_average == line["rating"]["average"]


def test_all_problems_come_at_once_with_their_address(line, feed):
    bad = feed(
        line | {"gtin": "2003000100007"}, "", line | {"price_cents": -1, "vat_percent": 8}, "{", line | {"prize": 1}
    )
    assert problems(bad) == [
        'dairy.jsonl:1: gtin "2003000100007" has a wrong check digit or length. Correct the number.',
        "dairy.jsonl:3: price_cents: Input should be greater than 0. Correct the value.",
        "dairy.jsonl:3: vat_percent: Input should be 7 or 19. Correct the value.",
        "dairy.jsonl:4: line: Invalid JSON: EOF while parsing an object at line 1 column 1. Correct the value.",
        'dairy.jsonl:5: key "prize" is not known. Remove it or correct its spelling.',
    ]


def test_two_products_cannot_have_one_gtin(line, feed):
    assert problems(feed(line, line)) == [
        f'dairy.jsonl:2: gtin "{line["gtin"]}" is also "{line["name"]["de"]}". Give each product its own.'
    ]


def test_a_reduction_has_to_reduce(line, feed):
    assert problems(feed(line | {"price_before_cents": line["price_cents"]})) == [
        "dairy.jsonl:1: price_before_cents is not above price_cents. Raise it or write null."
    ]


@pytest.mark.parametrize("digits", ["4006381333931", "96385074", "036000291452", "10614141000415"])
def test_gtins_of_all_lengths_are_known(digits):
    assert is_gtin(digits)


@pytest.mark.parametrize(
    "digits", ["4006381333932", "400638133393", "", "abc", "４００６３８１３３３９３１", "-006381333931"]
)
def test_other_digits_are_no_gtin(digits):
    assert not is_gtin(digits)
