"""The smallest content that is whole, in two languages, to be broken in the tests."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.content.check import REPAIR_INTENTS, REPAIR_REPLIES, Outcomes
from assistant.content.load import ContentError, load
from assistant.content.model import Content

ACTIONS = {"brew": Outcomes(("brewed", "cold"), silent=("cold",))}

FLOWS = """version: "3.1"
slots:
  sort:
    type: categorical
    values: [green, black]
    mappings: [{type: from_entity, entity: sort}]
flows:
  order_tea:
    description: Order a tea.
    nlu_trigger: [{intent: order_tea}]
    event_trigger: [{event: tea_time}]
    steps:
    - collect: sort
    - action: brew
      next:
      - if: slots.outcome is "brewed"
        then: thanks
      - else: END
    - id: thanks
      action: utter_thanks
"""

LANGUAGE = """language:
  code: {code}
  name: {name}
  locale: {code}
numbers:
  words: {{{one}: 1, {seven}: 7}}
ordinals: {{}}
units:
  kg: [kg]
currency:
  EUR: [Euro]
list: {{last: " + "}}
between_wishes: [plus]
without: {{}}
at_most: {{}}
values:
  sort:
    green: [green]
    black: [black]
labels:
  cart: Cart
"""

TEA = """nlu:
- intent: order_tea
  examples: |
    - a [green](sort) tea
    - tea, please

responses:
  utter_ask_sort:
  - text: "Which sort?"
    buttons:
    - {title: "Green", payload: '/inform{"sort": "green"}'}
  utter_invalid_sort:
  - text: "There is none of it."
  utter_thanks:
  - text: "Enjoy it."
  - text: "Your tea, {{hot}}."
  utter_brew_brewed:
  - text: "Here is {product}."
test_cases:
- test_case: a tea
  steps:
  - user: a green tea
  - utter: utter_brew_brewed
"""


@dataclass
class Shop:
    """A folder of content that can be changed, and what loading it says."""

    folder: Path

    def change(self, name: str, old: str, new: str) -> None:
        """Put `new` where `old` stands, once."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def load(self) -> Content:
        return load(self.folder, ACTIONS)

    @property
    def problems(self) -> list[str]:
        """Every problem, as the editor reads it."""
        with pytest.raises(ContentError) as caught:
            self.load()
        assert str(caught.value) == "\n".join(map(str, caught.value.problems))
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "nlu_data")
    shop.folder.mkdir()
    shop.write("flows/tea.yml", FLOWS)
    intents = "".join(f"- intent: {intent}\n  examples: |\n    - words for {intent}\n" for intent in REPAIR_INTENTS)
    replies = "".join(f"  {reply}:\n  - text: Words.\n" for reply in REPAIR_REPLIES)
    for code, name, one, seven in (("en", "English", "one", "seven"), ("de", "Deutsch", "eins", "sieben")):
        shop.write(f"{code}/language.yml", LANGUAGE.format(code=code, name=name, one=one, seven=seven))
        shop.write(f"{code}/tea.yml", TEA)
        shop.write(f"{code}/repair.yml", f"nlu:\n{intents}responses:\n{replies}")
    return shop
