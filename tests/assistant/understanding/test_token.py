"""Words of a sentence, and spellings that people mix up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.token import fold, phrase_at, tokenise


@pytest.mark.parametrize("word", ["ışık", "IŞIK", "Işık", "İşik", "isik", "ISIK", "işık"])
def test_the_four_letters_i_are_one_when_words_are_compared(word: str) -> None:
    assert fold(word) == "isik"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Käse", "kase"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("GROẞ", "gross"),
        ("Crème", "creme"),
        ("Cre\u0300me", "creme"),
        ("ÇİĞ KÖFTE", "cig kofte"),
        ("Smørrebrød", "smorrebrod"),
        ("shopper’s", "shopper's"),
        ("ﬁsch", "fisch"),
    ],
)
def test_accents_and_cases_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zwei Ayran, bitte!", ["zwei", "Ayran", ",", "bitte", "!"]),
        ("1,5 kg", ["1,5", "kg"]),
        ("500ml", ["500", "ml"]),
        ("1.299,00€", ["1.299,00", "€"]),
        ("12:30 Uhr", ["12:30", "Uhr"]),
        ("Coca-Cola", ["Coca-Cola"]),
        ("shopper's Türkçe'de d’Or", ["shopper's", "Türkçe'de", "d’Or"]),
        ("-2", ["-", "2"]),
        ("😀🎉", ["😀", "🎉"]),
        ("", []),
        (" \n\t ", []),
        ("\x00\u202eMilch\u200b\ud800", ["Milch"]),
        ("{product}", ["{", "product", "}"]),
    ],
)
def test_a_sentence_is_cut_into_words_numbers_and_signs(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == words


@given(st.text(max_size=60))
def test_every_token_stands_where_it_says(text: str) -> None:
    tokens = tokenise(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_a_phrase_ends_with_the_sentence() -> None:
    tokens = tokenise("nicht mehr als")
    assert phrase_at(tokens, 0, 3) == ("nicht", "mehr", "als")
    assert phrase_at(tokens, 1, 3) is None
