import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.spelling import Spelling, distance

KNOWN = Spelling(["joghurt", "butter", "waschmittel", "fisch", "tomate", "ei"])
WORDS = st.text("abcdef", min_size=5, max_size=9)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("jogurt", [("joghurt", 1)]),
        ("bütter", [("butter", 1)]),
        ("buttre", [("butter", 1)]),
        ("waschmitl", [("waschmittel", 2)]),
        ("tisch", []),
        ("eis", []),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_a_misspelt_word_is_near_what_was_meant(word, near):
    assert list(KNOWN.near(word)) == near


def test_a_swap_of_neighbours_is_one_error():
    assert (distance("mlich", "milch"), distance("milch", "milch"), distance("abc", "")) == (1, 0, 3)


@given(st.lists(WORDS, unique=True), WORDS)
def test_counting_letters_loses_no_near_word(terms, word):
    reach = {term: 2 if min(len(term), len(word)) >= 8 else 1 for term in terms}
    near = {term for term in terms if distance(word, term) <= reach[term] and (reach[term] > 1 or term[0] == word[0])}
    other = {term for term in near if len(term) == len(word) == 5 and sorted(term) != sorted(word)}
    assert {term for term, _ in Spelling(terms).near(word)} == near - other


def test_a_short_word_with_one_other_letter_is_another_word():
    """Three cokes were answered with a sold-out cake."""
    assert list(Spelling(["cakes"]).near("cokes")) == []
