"""Content that is broken is refused, with every problem in a sentence that says where it is and what to do."""

import pytest

from tests.assistant.content.conftest import Shop

PATTERN = "'^[a-z][a-z0-9_]*$'"


def test_what_is_whole_is_loaded(shop: Shop) -> None:
    content = shop.load()
    assert set(content.languages) == {"de", "en"}
    assert content.script.by_intent == {"order_tea": "order_tea"}
    assert content.script.by_event == {"tea_time": "order_tea"}
    english = content.languages["en"]
    assert [example.text for example in english.examples if example.intent == "order_tea"] == [
        "a green tea",
        "tea, please",
    ]
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
        (
            "nlu_data/en/tea.yml:1: unacceptable character #x0000: control characters are not allowed in "
            '"<unicode string>", position 5. Remove the characters that YAML does not allow.'
        )
    ]


def test_a_file_that_holds_itself_is_refused(shop: Shop) -> None:
    shop.write("en/tea.yml", "nlu: &all [*all]")
    assert shop.problems == [
        "nlu_data/en/tea.yml:1: holds itself, or too much in one another. Remove the anchor (&) or the brackets."
    ]


def test_a_language_without_its_words_is_refused(shop: Shop) -> None:
    (shop.folder / "en/language.yml").unlink()
    assert shop.problems == [
        (
            "nlu_data/en/language.yml:1: cannot be read (No such file or directory). "
            "Check that the file exists and may be read."
        )
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
            [
                (
                    "flows/tea.yml:4: slots.sort.type: "
                    "Input should be 'text', 'bool', 'float', 'categorical', 'list' or 'any'."
                )
            ],
        ),
        (
            "flows/tea.yml",
            "    - collect: sort\n",
            "    - collect: sort\n      action: brew\n",
            [
                (
                    "flows/tea.yml:13: flows.order_tea.steps.0: "
                    "a step has exactly one of collect, action, set_slots, call, link; here: collect and action."
                )
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
                (
                    "en/language.yml:6: numbers.words.one: "
                    "Input should be a valid number, unable to parse string as a number."
                )
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
            [
                (
                    "en/tea.yml:22: test_cases.0.steps.0.usr.[key]: "
                    "String should match pattern '^(user|utter|slot_was_set)$'."
                )
            ],
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
