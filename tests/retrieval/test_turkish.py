import pytest

from retrieval.folding import fold
from retrieval.turkish import asked_readings, hard, written_readings


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("süt", "sütü sütler sütleri sütten sütümüz sütünüzden sütüyle"),
        ("ekmek", "ekmeği ekmekler ekmeğin ekmekten"),
        ("yoğurt", "yoğurdu yogurdu yoğurda yoğurtlar"),
        ("pirinç", "pirinci pirincin"),
        ("çay", "çayı çaydan çaylar"),
        ("su", "suyu suya"),
        ("peyniri", "peynir peyniri peynirini peynirler"),
    ],
)
def test_every_form_of_a_word_meets_the_catalogues_word(written, asked):
    bases = set(written_readings(fold(written)))
    assert [form for form in asked.split() if not bases & set(asked_readings(fold(form)))] == []


@pytest.mark.parametrize(("written", "asked"), [("soya", "soda"), ("salata", "salam"), ("elma", "ekmek")])
def test_different_words_stay_apart(written, asked):
    assert not set(written_readings(written)) & set(asked_readings(asked))


def test_a_soft_last_consonant_is_hardened():
    assert [hard(word) for word in ("yogurd", "ekmeg", "kitab", "sut", "")] == ["yogurt", "ekmek", "kitap", "sut", ""]
