"""From what Sally says to words, in three languages."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.content.model import Button, Content, Language, Variation
from assistant.dialogue.conversation import Say
from assistant.wording import show, word

NBSP, NARROW = "\u00a0", "\u202f"
TEA = {"de": "Tee", "en": "tea", "tr": "çay"}
PLAIN = {"type": "text", "text": "x"}

SHOWN: list[tuple[dict[str, Any], str, str, str]] = [
    ({"type": "money", "cents": 123456}, "1.234,56 €", "€1,234.56", "€1.234,56"),
    ({"type": "money", "cents": -5}, "-0,05 €", "-€0.05", "-€0,05"),
    ({"type": "money", "cents": 0}, "0,00 €", "€0.00", "€0,00"),
    ({"type": "count", "number": 12345}, "12.345", "12,345", "12.345"),
    ({"type": "percent", "value": "3"}, "3 %", "3%", "%3"),
    ({"type": "percent", "value": "2.5"}, "2,5 %", "2.5%", "%2,5"),
    ({"type": "quantity", "amount": "1.5", "unit": "kg"}, "1,5 kg", "1.5 kg", "1,5 kg"),
    ({"type": "quantity", "amount": "1.5", "unit": "barrel"}, "1,5 barrel", "1.5 barrel", "1,5 barrel"),
    ({"type": "product", "name": TEA}, "Tee", "tea", "çay"),
    ({"type": "product", "name": {"de": "Tee"}}, "Tee", "Tee", "Tee"),
    ({"type": "item", "name": TEA, "amount": "2", "unit": "piece"}, "2 × Tee", "2 × tea", "2 × çay"),
    ({"type": "item", "name": TEA, "amount": "0.5", "unit": "kg"}, "0,5 kg Tee", "0.5 kg tea", "0,5 kg çay"),
    ({"type": "text", "text": "Für Oma {x}"}, "Für Oma {x}", "Für Oma {x}", "Für Oma {x}"),
    ({"type": "text", "text": TEA}, "Tee", "tea", "çay"),
    ({"type": "label", "entity": "praline_sort", "key": "unheard_of"}, "unheard_of", "unheard_of", "unheard_of"),
    ({"type": "country", "code": "TR"}, "Türkei", "Türkiye", "Türkiye"),
    ({"type": "country", "code": "??"}, "??", "??", "??"),
    (
        {"type": "date", "iso": "2026-10-01"},
        "Donnerstag, 1. Oktober 2026",
        "Thursday, 1 October 2026",
        "1 Ekim 2026 Perşembe",
    ),
    ({"type": "clock", "iso": "18:30"}, "18:30", "18:30", "18:30"),
    (
        {"type": "slot", "start": "2026-10-02T10:00", "end": "2026-10-02T12:00"},
        "Fr., 2. Okt., 10:00–12:00",
        "Fri 2 Oct, 10:00–12:00",
        "2 Eki Cum, 10:00–12:00",
    ),
    ({"type": "list", "items": []}, "", "", ""),
    ({"type": "list", "items": [{"type": "product", "name": TEA}]}, "Tee", "tea", "çay"),
    (
        {"type": "list", "items": [{"type": "product", "name": TEA}, {"type": "money", "cents": 199}]},
        "Tee und 1,99 €",
        "tea and €1.99",
        "çay ve €1,99",
    ),
    (
        {"type": "list", "items": [{"type": "text", "text": letter} for letter in "abc"]},
        "a, b und c",
        "a, b and c",
        "a, b ve c",
    ),
]


@pytest.mark.parametrize(("value", "german", "english", "turkish"), SHOWN)
def test_a_value_is_written_as_people_of_the_language_write_it(
    content: Content, value: dict[str, Any], german: str, english: str, turkish: str
) -> None:
    shown = {code: show(value, content.languages[code]) for code in ("de", "en", "tr")}
    assert {code: text.replace(NBSP, " ").replace(NARROW, " ") for code, text in shown.items()} == {
        "de": german,
        "en": english,
        "tr": turkish,
    }


def test_a_label_is_the_first_word_of_its_value(content: Content) -> None:
    for language in content.languages.values():
        value = {"type": "label", "entity": "praline_sort", "key": "dark"}
        assert show(value, language) == language.words.values["praline_sort"]["dark"][0]


def test_a_value_of_no_type_is_an_error_of_ours(content: Content) -> None:
    with pytest.raises(AssertionError, match="no value is of type colour"):
        show({"type": "colour"}, content.languages["de"])


@pytest.fixture
def english(content: Content) -> Language:
    return content.languages["en"]


def _with(language: Language, *variations: Variation) -> Language:
    return replace(language, responses={"utter_x": variations})


def _said(language: Language, say: Say, channel: str = "cart") -> set[str]:
    """Every text that may be said."""
    return {word(say, language, channel, str(draw)).text for draw in range(60)}


WARM = (("weather", "warm"),)
ALL = (
    Variation("warm on the cart", conditions=WARM, channel="cart"),
    Variation("on the cart", channel="cart"),
    Variation("warm", conditions=WARM),
    Variation("plain"),
    Variation("also plain"),
)


@pytest.mark.parametrize(
    ("channel", "weather", "texts"),
    [
        ("cart", "warm", {"warm on the cart"}),
        ("cart", "cold", {"on the cart"}),
        ("web", "warm", {"warm"}),
        ("web", "cold", {"plain", "also plain"}),
    ],
)
def test_the_variation_that_fits_closest_is_said(
    english: Language, channel: str, weather: str, texts: set[str]
) -> None:
    """Rasa's order: condition and channel, channel alone, condition alone, neither."""
    say = Say("utter_x", slots={"weather": weather})
    assert _said(_with(english, *ALL), say, channel) == texts


@pytest.mark.parametrize(
    ("value", "wanted", "fits"),
    [
        ("WARM", "warm", True),
        (True, True, True),
        (1, True, False),
        (1, 1, True),
        ("1", 1, False),
        (None, "warm", False),
        (None, None, True),
    ],
)
def test_a_condition_compares_words_without_case_and_everything_else_with_its_type(
    english: Language, value: Any, wanted: Any, *, fits: bool
) -> None:
    language = _with(english, Variation("fits", conditions=(("weather", wanted),)), Variation("plain"))
    assert _said(language, Say("utter_x", slots={"weather": value})) == ({"fits"} if fits else {"plain"})


def test_all_conditions_must_hold(english: Language) -> None:
    both = Variation("fits", conditions=(("weather", "warm"), ("day", "sunday")))
    language = _with(english, both, Variation("plain"))
    assert _said(language, Say("utter_x", slots={"weather": "warm"})) == {"plain"}


def test_the_same_draw_says_the_same(english: Language) -> None:
    language = _with(english, *ALL)
    assert word(Say("utter_x"), language, "web", "c1:7") == word(Say("utter_x"), language, "web", "c1:7")


def test_placeholders_are_filled_and_doubled_braces_are_braces(english: Language) -> None:
    language = _with(english, Variation("{{name}} is {name}, {{{name}}}"))
    assert _said(language, Say("utter_x", {"name": PLAIN})) == {"{name} is x, {x}"}


def test_braces_in_a_value_stay_as_they_are(english: Language) -> None:
    """A shopper who asks for "{price}" must not see one."""
    language = _with(english, Variation("{query} costs {price}"))
    values = {"query": {"type": "text", "text": "{price} {{"}, "price": {"type": "money", "cents": 100}}
    assert _said(language, Say("utter_x", values)) == {"{price} {{ costs €1.00"}


def test_a_value_that_is_not_there_is_an_error_of_ours(english: Language) -> None:
    with pytest.raises(AssertionError, match=r"no value for \{name\}"):
        word(Say("utter_x"), _with(english, Variation("{name}")), "web", "1")


def test_buttons_come_with_the_variation_and_with_the_choices(content: Content) -> None:
    german = _with(content.languages["de"], Variation("Was?", (Button("Ja", "/affirm"),)))
    reply = word(Say("utter_x", choices=(("checkout", "checkout"),)), german, "web", "1")
    assert reply.buttons == (Button("Ja", "/affirm"), Button(german.label("flow", "checkout"), "/checkout"))


def test_a_question_offers_the_answers_that_its_action_has(english: Language) -> None:
    language = _with(english, Variation("Which?"))
    payload = '/inform{"product_choice": "4711"}'
    options = [{"title": {"type": "product", "name": TEA}, "payload": payload}]
    values = {"choices": {"type": "choices", "slot": "product_choice", "options": options}}
    asked = word(Say("utter_x", values, question="product_choice"), language, "web", "1")
    assert asked.buttons == (Button("tea", payload),)
    assert word(Say("utter_x", values, question="quantity"), language, "web", "1").buttons == ()
    assert word(Say("utter_x", values), language, "web", "1").buttons == ()


def test_the_values_go_along_for_the_voice(english: Language) -> None:
    say = Say("utter_x", {"name": PLAIN})
    assert word(say, _with(english, Variation("{name}")), "web", "1").values == {"name": PLAIN}
