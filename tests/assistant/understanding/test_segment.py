"""Several wishes in one breath."""

import pytest

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.number import amounts
from assistant.understanding.segment import stretches
from assistant.understanding.token import tokenise


@pytest.mark.parametrize(
    ("code", "text", "products", "wishes"),
    [
        ("de", "zwei Ayran bitte", ["Ayran"], ["zwei Ayran bitte"]),
        ("de", "zwei Ayran und ein Brot", ["Ayran", "Brot"], ["zwei Ayran", "ein Brot"]),
        ("de", "zwei Ayran , ein Brot und noch Milch", ["Ayran", "Brot", "Milch"], ["zwei Ayran", "ein Brot", "Milch"]),
        ("de", "Sally , zwei Ayran , bitte", ["Ayran"], ["Sally , zwei Ayran , bitte"]),
        ("de", "Obst und Gemüse bitte", ["Obst und Gemüse"], ["Obst und Gemüse bitte"]),
        ("de", "ist das teuer , und warum ?", [], ["ist das teuer , und warum ?"]),
        ("de", "hallo", [], ["hallo"]),
        ("en", "bread , then a milk", ["bread", "milk"], ["bread", "a milk"]),
        ("tr", "iki ayran ve bir ekmek", ["ayran", "ekmek"], ["iki ayran", "bir ekmek"]),
        ("tr", "iki su bir ekmek", ["su", "ekmek"], ["iki su", "bir ekmek"]),
        ("de", "und , Milch , ,", ["Milch"], ["Milch"]),
        ("de", ", ; .", [], [", ; ."]),
    ],
)
def test_a_sentence_is_cut_between_its_products(
    words: dict[str, Lexicon], code: str, text: str, products: list[str], wishes: list[str]
) -> None:
    tokens = tokenise(text)
    said = [token.text for token in tokens]
    named = []
    for product in products:
        names = product.split()
        first = next(i for i in range(len(said)) if said[i : i + len(names)] == names)
        named.append((first, first + len(names)))
    counted = [(amount.first, amount.last) for amount in amounts(tokens, words[code])]
    cut = stretches(tokens, named, counted, words[code])
    assert [" ".join(said[first:last]).strip(" ,;.?") for first, last in cut] == [
        wish.strip(" ,;.?") for wish in wishes
    ]
