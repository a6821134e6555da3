import pytest

from retrieval.tongue import Document, Tongue

DOCUMENTS = [
    Document({"de": "Frische Vollmilch 1 l"}, {"de": ["Milch", "Vollmilch"]}),
    Document({"de": "Chia-Samen 200 g"}, {"de": ["Chia-Samen"]}),
    Document({"de": "Tafelbirnen 1 kg"}, {"de": ["Birnen", "Birne"]}),
    Document({"de": "Birnen aus der Dose"}, {"de": ["Dosenbirnen"]}),
]
TONGUE = Tongue(DOCUMENTS, "de")


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Milch", (0,)),
        ("die Milch", (0,)),
        ("frische Vollmilch 1 Liter", (0,)),
        ("Chiasamen", (1,)),
        ("chia samen", (1,)),
        ("Birnen", (2,)),
        ("Mehl", ()),
        ("", ()),
    ],
)
def test_what_is_called_the_same_is_found(words, owners):
    assert TONGUE.same(words) == owners


def test_a_misspelt_name_is_found_with_a_score():
    assert TONGUE.respelt("Vollmilsch") == ((0, pytest.approx(0.9)),)


def test_a_known_word_is_never_taken_for_misspelt():
    assert TONGUE.respelt("Dose") == ()


def test_sizes_and_claims_are_not_left_to_likeness():
    assert TONGUE.told("laktosefreie Milch 1 l") == ("milch", pytest.approx(1 / 3))
