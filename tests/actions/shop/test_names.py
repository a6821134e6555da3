"""Whether a shopper's words are a name of something."""

import pytest

from actions.shop.names import is_called


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Milch", "Frische Vollmilch 3,8 % Fett 1 l"),
        ("frische milch", "Frische Vollmilch 3,8 % Fett 1 l"),
        ("TOMATE", "Rispentomaten, Tomaten lose"),
        ("äpfel", "Apfel Elstar"),
        ("apfel", "Äpfel Elstar"),
        ("ei", "Eier vom Hofladen"),
        ("tomatoes", "Vine tomato"),
        ("sütü", "Günlük süt 1 l"),
        ("ekmeği", "Çavdar ekmek 500 g"),
        ("simit", "SİMİT 110 g"),
        ("ISPANAK", "Ispanak ıspanağı"),
    ],
)
def test_a_form_of_the_word_is_enough(words: str, name: str) -> None:
    assert is_called({"de": name}, words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Milch", "Milchreis 200 g"),
        ("Milch", "Milka"),
        ("Eis", "Reis 1 kg"),
        ("rote Milch", "Frische Vollmilch"),
        ("Honig Milch", "Honig"),
        ("", "Honig"),
        ("…", "Honig"),
    ],
)
def test_something_else_is_something_else(words: str, name: str) -> None:
    assert not is_called({"de": name}, words)


def test_words_of_two_languages_make_no_name() -> None:
    name = {"de": "Honig", "en": "honey from the farm"}
    assert is_called(name, "farm honey")
    assert not is_called(name, "Honig farm")
