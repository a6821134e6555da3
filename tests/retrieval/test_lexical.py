import pytest

from retrieval.analysis import Analyser
from retrieval.lexical import KINDS, Lexical, Row

PRODUCTS = ["Milch", "Milchreis", "Salz", "Tafelsalz Dose", "vegane Wurst", "Wurst", "Reis 1 kg", "Reis 500 g"]
ANALYSE = Analyser("de", [*PRODUCTS, "Tafel"], claims="vegan")
LEXICAL = Lexical([Row(owner, 0, ANALYSE(text)) for owner, text in enumerate(PRODUCTS)], len(PRODUCTS))


def ranked(words, *, is_asked=True):
    scores, _ = LEXICAL.scores(ANALYSE(words), is_asked=is_asked)
    order = sorted(range(len(PRODUCTS)), key=lambda place: -scores[place])
    return [(PRODUCTS[place], round(float(scores[place]), 2)) for place in order if scores[place] > 0]


def test_the_very_word_scores_one():
    assert ranked("Milch")[0] == ("Milch", 1.0)


def test_what_says_more_scores_less():
    assert [name for name, _ in ranked("Milch")] == ["Milch", "Milchreis"]


def test_a_misspelt_word_is_forgiven_in_the_shoppers_language_alone():
    assert ranked("Milchh")[0][0] == "Milch"
    assert ranked("Milchh", is_asked=False) == []


def test_only_what_keeps_a_claim_scores():
    assert [name for name, _ in ranked("vegane Wurst")] == ["vegane Wurst"]
    assert ranked("Wurst vegan")[0][0] == "vegane Wurst"
    assert [name for name, _ in ranked("vegane Milch")] == ["vegane Wurst"]
    assert ranked("vegane Milch")[0][1] < 0.4


def test_the_size_asked_for_comes_first():
    assert [name for name, _ in ranked("Reis 500 g")][:2] == ["Reis 500 g", "Reis 1 kg"]


def test_nothing_known_scores_nothing():
    assert ranked("Einhorn") == ranked("") == []


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_the_kind_of_text_that_matched_is_told(kind):
    scores, kinds = Lexical([Row(0, kind, ANALYSE("Milch"))], 1).scores(ANALYSE("Milch"), is_asked=True)
    assert scores[0] > 0
    assert kinds[0] == kind
