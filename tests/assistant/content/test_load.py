"""Content that is broken is refused, with every problem in a sentence that says where it is and what to do."""

import pytest

from tests.assistant.content.conftest import FLOWS, TEA, Shop

PATTERN = "'^[a-z][a-z0-9_]*$'"


def test_what_is_whole_is_loaded(shop: Shop) -> None:
    content = shop.load()
    assert set(content.languages) == {"de", "en"}
    assert content.script.by_intent == {"order_tea": "order_tea"}
    assert content.script.by_event == {"tea_time": "order_tea"}
    english = content.languages["en"]
    assert [example.text for example in english.examples if example.intent == "order_tea"] == ["a green tea", "tea, please"]
    assert [variation.text for variation in english.responses["utter_thanks"]] == ["Enjoy it.", "Your tea, {{hot}}."]
    assert english.responses["utter_ask_sort"][0].buttons[0].payload == '/inform{"sort": "green"}'
    assert english.test_cases[0].file == "nlu_data/en/tea.yml"


def test_the_digest_changes_with_any_file(shop: Shop) -> None:
    before = shop.load().digest
    assert shop.load().digest == before
    shop.change("de/tea.yml", "tea, please", "tea, now")
    assert shop.load().digest != before


def test_what_is_no_folder_holds_no_content(shop: Shop) -> None:
    shop.folder = shop.folder / "nowhere"
    assert shop.problems == ["nowhere:1: is no folder. Name the one that holds the dialogues."]


def test_content_without_a_language_is_refused(shop: Shop) -> None:
    for path in [*shop.folder.glob("en/*"), *shop.folder.glob("de/*")]:
        path.unlink()
    assert "nlu_data:1: holds no language. Add a folder such as de/ with a language.yml." in shop.problems


# What one file says


@pytest.mark.parametrize("name", ["flows/tea.yml", "en/language.yml", "en/tea.yml"])
def test_a_file_that_is_no_text_is_refused(shop: Shop, name: str) -> None:
    shop.write(name, b"version: \xe4\n")
    assert shop.problems == [f"nlu_data/{name}:1: byte 9 is not UTF-8. Save the file as UTF-8."]


@pytest.mark.parametrize("name", ["flows/tea.yml", "en/language.yml", "en/tea.yml"])
def test_a_file_that_is_no_yaml_is_refused(shop: Shop, name: str) -> None:
    shop.write(name, "version: [1\nnlu: x\n")
    assert shop.problems == [
        f"nlu_data/{name}:2: did not find expected ',' or ']'. Check indentation, colons and quotes around this line."
    ]


def test_characters_that_yaml_does_not_know_are_refused(shop: Shop) -> None:
    shop.write("en/tea.yml", "nlu: \x00")
    assert shop.problems == [
        "nlu_data/en/tea.yml:1: unacceptable character #x0000: control characters are not allowed in "
        '"<unicode string>", position 5. Remove the characters that YAML does not allow.'
    ]


def test_a_file_that_holds_itself_is_refused(shop: Shop) -> None:
    shop.write("en/tea.yml", "nlu: &all [*all]")
    assert shop.problems == [
        "nlu_data/en/tea.yml:1: holds itself, or too much in one another. Remove the anchor (&) or the brackets."
    ]


def test_a_language_without_its_words_is_refused(shop: Shop) -> None:
    (shop.folder / "en/language.yml").unlink()
    assert shop.problems == [
        "nlu_data/en/language.yml:1: cannot be read (No such file or directory). "
        "Check that the file exists and may be read."
    ]


@pytest.mark.parametrize("name", ["flows/tea.yml", "en/language.yml", "en/tea.yml"])
def test_a_file_of_another_shape_is_refused(shop: Shop, name: str) -> None:
    shop.write(name, "- tea")
    assert shop.problems == [f"nlu_data/{name}:1: the file: Input should be a valid dictionary."]


@pytest.mark.parametrize(
    ("name", "old", "new", "problems"),
    [
        (
            "flows/tea.yml",
            "    - collect: sort\n",
            "    - collect: sort\n      descripton: Which sort.\n",
            ["flows/tea.yml:14: key 'descripton' is not known here. Did you mean \"description\"?"],
        ),
        (
            "flows/tea.yml",
            "      - else: END\n",
            "      - else: [{action: brew, nxt: END}]\n",
            ["flows/tea.yml:18: key 'nxt' is not known here. Did you mean \"next\"?"],
        ),
        (
            "flows/tea.yml",
            "- if: slots",
            "- iff: slots",
            [
                "flows/tea.yml:16: key 'if' is missing. Add it.",
                "flows/tea.yml:16: key 'iff' is not known here. Did you mean \"if\"?",
            ],
        ),
        (
            "flows/tea.yml",
            "    description: Order a tea.\n",
            "",
            ["flows/tea.yml:8: key 'description' is missing. Add it."],
        ),
        (
            "flows/tea.yml",
            "type: categorical",
            "type: category",
            ["flows/tea.yml:4: slots.sort.type: Input should be 'text', 'bool', 'float', 'categorical', 'list' or 'any'."],
        ),
        (
            "flows/tea.yml",
            "    - collect: sort\n",
            "    - collect: sort\n      action: brew\n",
            [
                "flows/tea.yml:13: flows.order_tea.steps.0: a step has exactly one of collect, action, set_slots, call, "
                "link; here: collect and action."
            ],
        ),
        (
            "flows/tea.yml",
            "then: thanks",
            "then: 5",
            ["flows/tea.yml:17: flows.order_tea.steps.1.next.0.then: Input should be a valid string."],
        ),
        (
            "flows/tea.yml",
            "- else: END",
            "- END",
            ["flows/tea.yml:18: flows.order_tea.steps.1.next.1: Input should be a valid dictionary."],
        ),
        (
            "en/language.yml",
            "labels:\n",
            "labels_:\n",
            ["en/language.yml:20: key 'labels_' is not known here. Did you mean \"labels\"?"],
        ),
        ("en/language.yml", "  locale: en\n", "", ["en/language.yml:1: key 'locale' is missing. Add it."]),
        (
            "en/language.yml",
            "one: 1",
            "one: first",
            [
                "en/language.yml:6: numbers.words.one: Input should be a valid number, unable to parse string as a number."
            ],
        ),
        (
            "en/language.yml",
            "black: [black]",
            "black: []",
            ["en/language.yml:16: values: sort.black has no word; write the label that Sally shows as the first one."],
        ),
        (
            "en/language.yml",
            "code: en",
            "code: de",
            ['en/language.yml:2: code is "de", but the folder is called "en". Make them the same.'],
        ),
        (
            "en/tea.yml",
            "test_cases:",
            "test_case:",
            ["en/tea.yml:19: key 'test_case' is not known here. Did you mean \"test_cases\"?"],
        ),
        (
            "en/tea.yml",
            'title: "Green", ',
            "",
            ["en/tea.yml:11: key 'title' is missing. Add it."],
        ),
        (
            "en/tea.yml",
            "- intent: order_tea",
            "- intent: Order tea",
            [f"en/tea.yml:2: nlu.0.intent: String should match pattern {PATTERN}."],
        ),
        (
            "en/tea.yml",
            "    - tea, please",
            "    tea, please",
            ["en/tea.yml:3: nlu.0.examples: every example begins with \"- \"; this line does not: 'tea, please'."],
        ),
        (
            "en/tea.yml",
            "  - user: a green tea",
            "  - usr: a green tea",
            ["en/tea.yml:22: test_cases.0.steps.0.usr.[key]: String should match pattern '^(user|utter|slot_was_set)$'."],
        ),
        (
            "en/tea.yml",
            "  utter_thanks:",
            "  utter_brew_brewed:",
            ["en/tea.yml:17: key 'utter_brew_brewed' stands here twice. Remove one of the two."],
        ),
    ],
)
def test_a_mistake_in_a_file(shop: Shop, name: str, old: str, new: str, problems: list[str]) -> None:
    shop.change(name, old, new)
    found = [line for line in shop.problems if " is missing in " not in line]
    assert found == [f"nlu_data/{problem}" for problem in problems]


def test_what_another_file_lacks_is_not_told_while_one_cannot_be_read(shop: Shop) -> None:
    """One missing colon in the flows was told together with forty responses that no flow used any more."""
    shop.change("flows/tea.yml", "flows:", "flow:")
    assert shop.problems == ["nlu_data/flows/tea.yml:7: key 'flow' is not known here. Did you mean \"flows\"?"]


def test_all_problems_are_told_at_once_in_the_order_of_the_files(shop: Shop) -> None:
    shop.change("flows/tea.yml", "action: brew", "action: brw")
    shop.change("en/tea.yml", "Enjoy it.", "Enjoy it at 5.")
    shop.change("de/tea.yml", "Enjoy it.", "Enjoy {it.")
    assert [problem.split(": ")[0] for problem in shop.problems] == [
        "nlu_data/de/tea.yml:14",
        "nlu_data/de/tea.yml:17",
        "nlu_data/en/tea.yml:14",
        "nlu_data/en/tea.yml:17",
        "nlu_data/flows/tea.yml:8",
    ]


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
            "16: condition 'slots.outcome is brewed': 'brewed' is not known; slots are written slots.brewed, "
            'texts in quotes. Write for example: slots.outcome is "added".',
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
        "nlu_data/en/tea.yml:5: example 'Words for AFFIRM!' of order_tea stands for affirm in "
        "nlu_data/en/repair.yml:4. Keep one."
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
        "nlu_data/en/tea.yml:5: example '[tea]{\"entity\"}': write [word]{\"entity\": \"name\", \"value\": \"…\"} "
        "(Expecting ':' delimiter: line 1 column 11 (char 10))."
    ]


def test_an_intent_that_starts_nothing_is_refused(shop: Shop) -> None:
    shop.change("en/tea.yml", "nlu:\n", "nlu:\n- intent: order_tee\n  examples: |\n    - a tee\n")
    assert shop.problems == [
        "nlu_data/en/tea.yml:4: intent 'order_tee' starts no flow. Did you mean \"order_tea\"?"
    ]


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
