import pytest

from retrieval.folding import DENIAL, fold, lower, tokens


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (("Käse", "KÄSE", "Kaese", "kase"), "kase"),
        (("Weißbrot", "WEISSBROT", "Weissbrot"), "weissbrot"),
        (("Möhren", "Moehren", "mo\u0308hren"), "mohren"),
        (("KIRMIZI", "kırmızı", "kirmizi", "Kırmızı", "KİRMİZİ"), "kirmizi"),
        (("İncir", "incir", "INCIR", "i\u0307ncir"), "incir"),
        (("Süt", "SÜT", "sut"), "sut"),
        (("crème fraîche", "Creme Fraiche"), "creme fraiche"),
    ],
)
def test_all_spellings_of_a_word_become_one(spellings, folded):
    assert {fold(spelling) for spelling in spellings} == {folded}


def test_turkish_reads_the_capital_i_without_a_dot():
    assert (lower("ILIK", "tr"), lower("İNCİR", "tr"), lower("ILIK", "de")) == ("ılık", "incir", "ilik")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ayran 1 Liter", ["Ayran", "1000ml"]),
        ("ayran 1 litre", ["ayran", "1000ml"]),
        ("1 litrelik ayran", ["1000ml", "ayran"]),
        ("0,5 l", ["500ml"]),
        ("33cl", ["330ml"]),
        ("1.5 kg", ["1500g"]),
        ("500 Gramm Mehl", ["500g", "Mehl"]),
        ("yarım yağlı süt %1,5", ["yarım", "yağlı", "süt", "1.5%"]),
        ("3.8 % Fett", ["3.8%", "Fett"]),
        ("Chia-Samen", ["Chia-Samen"]),
        ("cow's milk", ["cow's", "milk"]),
        ("24 Stück", ["24", "Stück"]),
        ("", []),
        ("?!", []),
    ],
)
def test_sizes_become_canonical_amounts(text, found):
    assert list(tokens(text)) == found


@pytest.mark.parametrize(
    "word", ["laktosefrei", "laktosefreies", "lactosefree", "sekersiz", "tuzsuz", "alkolsuz", "etsiz"]
)
def test_a_denying_word_is_seen(word):
    assert DENIAL.fullmatch(word)


@pytest.mark.parametrize("word", ["freilandeier", "coffee", "sekerli", "karpuz", "suzme", "frei", "free"])
def test_a_word_that_only_looks_like_denying_is_not(word):
    assert not DENIAL.fullmatch(word)
