import pytest

from retrieval.analysis import Analyser


def said(language, text, vocabulary=(), claims=""):
    return Analyser(language, vocabulary, claims)(text)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Kartoffel", "Kartoffeln"),
        ("de", "Äpfel", "Aepfel"),
        ("de", "Apfel", "Äpfel"),
        ("en", "tomatoes", "tomato"),
        ("en", "berries", "berry"),
    ],
)
def test_singular_and_plural_share_a_stem(language, one, other):
    assert set(said(language, one)[0].stems) & set(said(language, other)[0].bases)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("de", ["zuckerfrei", "zuckerfreie", "ohne Zucker", "Zucker frei", "zucker-frei"]),
        ("en", ["sugar-free", "sugar free", "without sugar", "no sugar", "sugarfree"]),
        ("tr", ["şekersiz", "ŞEKERSİZ", "sekersiz"]),
    ],
)
def test_all_ways_to_deny_are_one_claim(language, texts):
    words = [said(language, text) for text in texts]
    assert [len(found) for found in words] == [1] * len(texts)
    assert all(found[0].is_claim for found in words)
    assert len({found[0].stems[0] for found in words}) == 1


def test_what_is_denied_is_not_what_is_there():
    with_sugar, without = said("tr", "şekerli")[0], said("tr", "şekersiz")[0]
    assert not {with_sugar.folded, *with_sugar.stems} & {without.folded, *without.bases}


def test_the_name_of_a_diet_is_a_claim_in_every_form():
    assert [word.is_claim for word in said("de", "veganer Käse", claims="vegan bio")] == [True, False]


def test_stop_words_are_left_out_unless_nothing_else_is_said():
    assert [word.folded for word in said("de", "die Milch mit dem Honig")] == ["milch", "honig"]
    assert [word.folded for word in said("de", "mit")] == ["mit"]


def test_compounds_know_their_parts_as_stems():
    assert said("de", "Kartoffelsalat", ["Kartoffeln", "Salate", "Salat"])[0].parts == ("kartoffel", "salat")


def test_a_hyphen_joins_parts():
    word = said("de", "Chia-Samen")[0]
    assert (word.folded, word.parts) == ("chiasamen", ("chia", "sam"))


def test_sizes_are_measures():
    assert [word.is_measure for word in said("en", "ayran 1 litre")] == [False, True]
