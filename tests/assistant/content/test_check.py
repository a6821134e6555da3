"""What no single file can know is checked too, and told in a sentence that says where and what to do."""

import pytest

from tests.assistant.content.conftest import FLOWS, TEA, Shop

# Flows


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("action: brew", "action: brw", "8: action 'brw' does not exist. Did you mean \"brew\"?"),
        ("action: utter_thanks", "call: order_tee", "8: flow 'order_tee' does not exist. Did you mean \"order_tea\"?"),
        ("action: utter_thanks", "link: coffee", "8: flow 'coffee' does not exist. Known: order_tea."),
        ("collect: sort", "collect: srt", "8: slot 'srt' is not defined. Did you mean \"sort\"?"),
        ("collect: sort", "set_slots: [{srt: green}]", "8: slot 'srt' is not defined. Did you mean \"sort\"?"),
        ("if: slots.outcome", "if: slots.outcom", "8: slot 'outcom' is not defined. Did you mean \"outcome\"?"),
        (
            "then: thanks",
            "then: thank",
            "8: flow 'order_tea' goes on to step 'thank', which does not exist. Did you mean \"thanks\"?",
        ),
        (
            "- id: thanks",
            "- {id: thanks, action: brew}\n    - id: thanks",
            "20: step 'thanks' stands twice in flow 'order_tea'. Rename one of the two.",
        ),
        (
            'slots.outcome is "brewed"',
            "slots.outcome is brewed",
            (
                "16: condition 'slots.outcome is brewed': 'brewed' is not known; slots are written slots.brewed, "
                'texts in quotes. Write for example: slots.outcome is "added".'
            ),
        ),
        (
            "{intent: order_tea}",
            "{intent: order_tee}",
            "8: intent 'order_tee' has no examples. Did you mean \"order_tea\"?",
        ),
    ],
)
def test_a_mistake_in_a_flow(shop: Shop, old: str, new: str, problem: str) -> None:
    shop.change("flows/tea.yml", old, new)
    assert [line for line in shop.problems if "/flows/" in line] == [f"nlu_data/flows/tea.yml:{problem}"]


def test_a_rejection_reads_slots_too(shop: Shop) -> None:
    rejection = 'sort\n      rejections: [{if: slots.srt is "green", utter: utter_thanks}]'
    shop.change("flows/tea.yml", "collect: sort", f"collect: {rejection}")
    assert shop.problems == ["nlu_data/flows/tea.yml:8: slot 'srt' is not defined. Did you mean \"sort\"?"]


def test_a_flow_and_a_slot_are_defined_once(shop: Shop) -> None:
    shop.write("flows/tea_again.yml", FLOWS)
    assert shop.problems == [
        "nlu_data/flows/tea_again.yml:3: slot 'sort' is defined twice. Remove one.",
        "nlu_data/flows/tea_again.yml:8: flow 'order_tea' is defined twice. Rename one.",
    ]


def test_an_intent_and_an_event_start_one_flow(shop: Shop) -> None:
    again = "[{intent: order_tea}]\n    event_trigger: [{event: tea_time}]\n    steps: [{action: utter_thanks}]\n"
    shop.write("flows/z.yml", f"flows:\n  thank:\n    description: Thanks.\n    nlu_trigger: {again}")
    assert shop.problems == [
        "nlu_data/flows/z.yml:2: event 'tea_time' starts flow 'order_tea' already. Remove it from one of the two.",
        "nlu_data/flows/z.yml:2: intent 'order_tea' starts flow 'order_tea' already. Remove it from one of the two.",
    ]


# Responses


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("There is none of it", "There are 2 of it", "12: '2' is a number in a sentence."),
        ("There is none of it", "Only 500g of it", "12: '500g' is a number in a sentence."),
        ("There is none of it", "There are Seven of it", "12: 'Seven' is a number in a sentence."),
    ],
)
def test_a_number_in_a_response_is_refused(shop: Shop, old: str, new: str, problem: str) -> None:
    shop.change("en/tea.yml", old, new)
    assert shop.problems == [f"nlu_data/en/tea.yml:{problem} Use a placeholder for it, or word it without."]


def test_one_is_no_number_word_but_an_article(shop: Shop) -> None:
    shop.change("en/tea.yml", "There is none of it", "Not this one")
    assert shop.load()


@pytest.mark.parametrize("text", ["Here {it is", "Here it} is", "Here {it is} now", "Here {} is", "Here {it!r}"])
def test_a_brace_that_is_no_placeholder_is_refused(shop: Shop, text: str) -> None:
    """ "{it is}" was shown to the shopper as it stands."""
    shop.change("en/tea.yml", "There is none of it.", text)
    assert shop.problems == [f"nlu_data/en/tea.yml:12: {text!r} has a brace that does not close. Write {{name}}."]


def test_a_response_that_is_missing_in_one_language_is_named_with_who_needs_it(shop: Shop) -> None:
    shop.change("de/tea.yml", '  utter_brew_brewed:\n  - text: "Here is {product}."\n', "")
    shop.change("de/repair.yml", "  utter_busy:\n  - text: Words.\n", "")
    assert shop.problems == [
        'nlu_data/de:1: reply "utter_brew_brewed" is missing in Deutsch; action brew needs it. Write it.',
        'nlu_data/de:1: reply "utter_busy" is missing in Deutsch; conversation repair needs it. Write it.',
    ]


def test_a_response_that_nothing_speaks_is_refused(shop: Shop) -> None:
    shop.change("en/tea.yml", "  utter_thanks:", "  utter_thanks: [{text: Words.}]\n  utter_thankz:")
    assert shop.problems == [
        'nlu_data/en/tea.yml:15: reply "utter_thankz" is not used by any flow. Did you mean "utter_thanks"?'
    ]


def test_a_silent_outcome_needs_no_response(shop: Shop) -> None:
    shop.change("en/tea.yml", "  utter_thanks:", "  utter_brew_cold: [{text: Words.}]\n  utter_thanks:")
    assert shop.problems == [
        'nlu_data/en/tea.yml:14: reply "utter_brew_cold" is not used by any flow. Did you mean "utter_brew_brewed"?'
    ]


@pytest.mark.parametrize(
    ("new", "differs"),
    [
        ("Here it is.", "lacks {product}"),
        ("Here is {product} for {price}.", "has {price} alone"),
        ("Here is {produkt}.", "lacks {product} and has {produkt} alone"),
    ],
)
def test_a_response_that_says_other_values_than_in_the_other_languages_is_stale(
    shop: Shop, new: str, differs: str
) -> None:
    shop.change("en/tea.yml", "Here is {product}.", new)
    assert shop.problems == [
        f'nlu_data/en/tea.yml:17: reply "utter_brew_brewed" {differs}, unlike de. Make them the same.'
    ]


def test_doubled_braces_are_no_placeholder(shop: Shop) -> None:
    shop.change("en/tea.yml", "Your tea, {{hot}}.", "Your tea, {{cold}}.")
    assert shop.load()


def test_a_response_stands_in_one_file_only(shop: Shop) -> None:
    shop.change("en/tea.yml", "  utter_thanks:", "  utter_busy: [{text: Words.}]\n  utter_thanks:")
    assert shop.problems == [
        "nlu_data/en/tea.yml:14: reply 'utter_busy' stands in nlu_data/en/repair.yml:31 already. Remove one of the two."
    ]


def test_a_button_that_sends_an_unknown_intent_is_refused(shop: Shop) -> None:
    """The button was shown, and pressing it was answered with an error."""
    for code in ("de", "en"):
        shop.change(f"{code}/tea.yml", "/inform{", "/order_tee{")
    assert shop.problems == [
        f"nlu_data/{code}/tea.yml:8: button 'Green' sends /order_tee, which is no intent. Did you mean \"order_tea\"?"
        for code in ("de", "en")
    ]


# Examples


def test_an_example_of_two_intents_is_refused_however_it_is_written(shop: Shop) -> None:
    shop.change("en/tea.yml", "    - tea, please", "    - Words for AFFIRM!")
    assert shop.problems == [
        (
            "nlu_data/en/tea.yml:5: example 'Words for AFFIRM!' of order_tea stands for affirm in "
            "nlu_data/en/repair.yml:4. Keep one."
        )
    ]


@pytest.mark.parametrize("example", ["[tea](sort, please", "[tea(sort), please", "tea](sort), please", "[tea, please"])
def test_an_annotation_that_does_not_close_is_refused(shop: Shop, example: str) -> None:
    shop.change("en/tea.yml", "    - tea, please", f"    - {example}")
    assert shop.problems == [
        f"nlu_data/en/tea.yml:5: example {example!r} has a bracket that does not close; write [word](entity)."
    ]


def test_an_annotation_that_is_no_json_is_refused(shop: Shop) -> None:
    shop.change("en/tea.yml", "    - tea, please", '    - [tea]{"entity"}')
    assert shop.problems == [
        (
            'nlu_data/en/tea.yml:5: example \'[tea]{"entity"}\': write [word]{"entity": "name", "value": "…"} '
            "(Expecting ':' delimiter: line 1 column 11 (char 10))."
        )
    ]


def test_an_intent_that_starts_nothing_is_refused(shop: Shop) -> None:
    shop.change("en/tea.yml", "nlu:\n", "nlu:\n- intent: order_tee\n  examples: |\n    - a tee\n")
    assert shop.problems == ["nlu_data/en/tea.yml:4: intent 'order_tee' starts no flow. Did you mean \"order_tea\"?"]


def test_a_flow_that_one_language_cannot_start_is_refused(shop: Shop) -> None:
    """Germans could not order what the English could."""
    shop.change("de/tea.yml", TEA[: TEA.index("responses:")], "")
    assert shop.problems == [
        "nlu_data/de:1: intent 'order_tea' has no examples in Deutsch; flow order_tea needs them. Write some."
    ]


def test_every_language_can_say_yes_and_no(shop: Shop) -> None:
    shop.change("en/repair.yml", "- intent: deny\n  examples: |\n    - words for deny\n", "")
    assert shop.problems == ["nlu_data/en/repair.yml:1: intent 'deny' has no examples. Add some."]


# Words of a language


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("    black: [black]\n", "", "values.sort.black"),
        ("  cart: Cart", "  till: Till", "labels.cart"),
        ("  kg: [kg]", "  g: [g]", "units.kg"),
        ("  EUR: [Euro]", "  TRY: [Lira]", "currency.EUR"),
    ],
)
def test_a_word_that_the_other_languages_have_is_missed(shop: Shop, old: str, new: str, key: str) -> None:
    shop.change("en/language.yml", old, new)
    expected = f'nlu_data/en/language.yml:1: "{key}" is missing; the other languages have it. Add it.'
    assert [line for line in shop.problems if "/en/" in line] == [expected]
