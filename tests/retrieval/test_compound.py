import pytest

from retrieval.compound import Splitter

WORDS = [
    "apfel",
    "saft",
    "orange",
    "orangen",
    "kirsche",
    "wein",
    "essig",
    "weißwein",
    "hund",
    "futter",
    "milch",
    "schokolade",
    "kuchen",
    "reis",
    "tasche",
]


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("apfelsaft", ("apfel", "saft")),
        ("orangensaft", ("orangen", "saft")),
        ("hundefutter", ("hund", "futter")),
        ("weißweinessig", ("weißwein", "essig")),
        ("schokoladenkuchen", ("schokolade", "kuchen")),
        ("kirschkuchen", ("kirsch", "kuchen")),
        ("apfelsäfte", ()),
        ("apfelkuchens", ("apfel", "kuchens")),
        ("reisetasche", ("reis", "tasche")),
        ("apfel", ()),
        ("saft", ()),
        ("", ()),
    ],
)
def test_german_compounds_come_apart(compound, parts):
    assert Splitter("de", WORDS).split(compound) == parts


def test_english_has_no_linking_letters():
    splitter = Splitter("en", ["butter", "milk", "dog", "food"])
    assert splitter.split("buttermilk") == ("butter", "milk")
    assert splitter.split("dogsfood") == ()
