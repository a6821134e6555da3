"""Every cell of nlu_data: what one language has, all of them have, and enough of it."""

from collections import Counter

import pytest

from assistant.config import Config
from assistant.content.check import REPAIR_INTENTS
from assistant.content.model import Content
from assistant.wiring import read_content

LANGUAGES = ("de", "en", "tr")
ENOUGH_INTENTS, ENOUGH_EXAMPLES = 40, 60


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(Config())


def test_the_content_is_whole(content: Content) -> None:
    assert set(content.languages) >= set(LANGUAGES)


def test_there_are_many_intents_and_many_examples_of_each_in_every_language(content: Content) -> None:
    intents = {*content.script.by_intent, *REPAIR_INTENTS}
    assert len(intents) >= ENOUGH_INTENTS
    for code, language in content.languages.items():
        counted = Counter(example.intent for example in language.examples)
        few = {intent: counted[intent] for intent in intents if counted[intent] < ENOUGH_EXAMPLES}
        assert not few, f"too few examples in {code}: {few}"


def test_every_language_has_every_label_and_every_word(content: Content) -> None:
    one, *others = (language.words for language in content.languages.values())
    for other in others:
        assert other.labels.keys() == one.labels.keys()
        assert other.units.keys() == one.units.keys()
        assert other.currency.keys() == one.currency.keys()
        assert {entity: keys.keys() for entity, keys in other.values.items()} == {
            entity: keys.keys() for entity, keys in one.values.items()
        }


def test_every_word_says_something(content: Content) -> None:
    for language in content.languages.values():
        words = language.words
        said = [word for keys in words.values.values() for synonyms in keys.values() for word in synonyms]
        said += [*words.labels.values(), *(word for synonyms in words.units.values() for word in synonyms)]
        assert all(word.strip() == word != "" for word in said)


def test_a_slot_has_a_word_for_each_of_its_values_in_every_language(content: Content) -> None:
    categories = [slot for slot in content.script.slots.values() if slot.type == "categorical"]
    assert categories
    for language in content.languages.values():
        for slot in categories:
            assert language.words.values[slot.entities[0]].keys() >= set(slot.values)


def test_every_flow_that_can_be_asked_for_has_a_name_on_its_button(content: Content) -> None:
    for code, language in content.languages.items():
        unnamed = set(content.script.by_intent.values()) - language.words.values["flow"].keys()
        assert not unnamed, code


def test_every_response_has_a_wording_for_every_case(content: Content) -> None:
    for code, language in content.languages.items():
        for key, variations in language.responses.items():
            plain = [variation for variation in variations if not variation.conditions and not variation.channel]
            assert plain, f"{key} in {code} has no wording without a condition"


def test_every_entity_of_an_example_fills_a_slot(content: Content) -> None:
    known = {entity for slot in content.script.slots.values() for entity in slot.entities}
    for language in content.languages.values():
        assert {span.entity for example in language.examples for span in example.spans} <= known


def test_a_button_says_another_word_in_every_language_but_sends_the_same(content: Content) -> None:
    sent = {
        code: {
            key: {b.payload for v in variations for b in v.buttons} for key, variations in language.responses.items()
        }
        for code, language in content.languages.items()
    }
    one, *others = sent.values()
    assert all(other == one for other in others)
