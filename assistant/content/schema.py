"""The shape of the files in nlu_data: Rasa 3.1 YAML for dialogues, and language.yml for each language."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

StepKey = Annotated[str, Field(pattern="^(user|utter|slot_was_set)$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# flows/<dialogue>.yml


class MappingModel(_Strict):
    """Where a slot's value comes from."""

    type: Literal["from_entity", "from_text", "custom"]
    entity: Name | None = None
    conditions: list[dict[str, str]] = []


class SlotModel(_Strict):
    """One slot."""

    type: Literal["text", "bool", "float", "categorical", "list", "any"]
    values: list[str] = []
    min_value: float | None = None
    max_value: float | None = None
    mappings: list[MappingModel] = []


CHOICES = ("a step id", "a list", "an if", "an else")
"""What pydantic calls the kinds of a value that may be of several; they are no part of an editor's address."""


def _way(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a step id"


def _condition(value: Any) -> str:
    return "an else" if "else" in value or isinstance(value, ElseModel) else "an if"


Target = Annotated[Annotated[str, Tag("a step id")] | Annotated[list["StepModel"], Tag("a list")], Discriminator(_way)]


class IfModel(_Strict):
    """`if` a condition holds `then` go to a step, or take the steps written here."""

    if_: str = Field(alias="if")
    then: Target


class ElseModel(_Strict):
    """What to do when no condition before it held."""

    else_: Target = Field(alias="else")


Way = Annotated[Annotated[IfModel, Tag("an if")] | Annotated[ElseModel, Tag("an else")], Discriminator(_condition)]
Next = Annotated[Annotated[str, Tag("a step id")] | Annotated[list[Way], Tag("a list")], Discriminator(_way)]


class RejectionModel(_Strict):
    """A value that is refused and the response that says so."""

    if_: str = Field(alias="if")
    utter: str


class StepModel(_Strict):
    """One step: exactly one of collect, action, set_slots, call, link."""

    id: str | None = None
    description: str | None = None
    collect: Name | None = None
    action: Name | None = None
    set_slots: list[dict[str, Any]] | None = None
    call: Name | None = None
    link: Name | None = None
    utter: str | None = None
    ask_before_filling: bool = False
    rejections: list[RejectionModel] = []
    next: Next | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "StepModel":
        kinds = [kind for kind in ("collect", "action", "set_slots", "call", "link") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            found = " and ".join(kinds) or "none of them"
            raise ValueError(f"a step has exactly one of collect, action, set_slots, call, link; here: {found}")
        return self


class TriggerModel(_Strict):
    """The intent that starts a flow."""

    intent: str


class EventTriggerModel(_Strict):
    """The event of the shop that starts a flow."""

    event: Name


class FlowModel(_Strict):
    """One dialogue."""

    name: str | None = None
    description: str
    nlu_trigger: list[TriggerModel] = []
    event_trigger: list[EventTriggerModel] = []
    during: Name | None = None
    steps: list[StepModel] = Field(min_length=1)


class FlowFile(_Strict):
    """flows/<dialogue>.yml."""

    version: str = "3.1"
    slots: dict[Name, SlotModel] = {}
    flows: dict[Name, FlowModel] = {}


# <lang>/<dialogue>.yml


class ButtonModel(_Strict):
    """A button: what it says, and what pressing it sends."""

    title: str
    payload: str


class VariationModel(_Strict):
    """One way to word a response."""

    text: str = Field(min_length=1)
    buttons: list[ButtonModel] = []
    id: str | None = None
    channel: str | None = None
    image: str | None = None
    custom: dict[str, Any] | None = None
    condition: list[dict[str, Any]] = []
    metadata: dict[str, Any] = {}


class IntentModel(_Strict):
    """Examples of one intent, a line each, beginning with "- "."""

    intent: Name
    examples: str
    metadata: dict[str, Any] = {}

    @field_validator("examples")
    @classmethod
    def _lines(cls, text: str) -> str:
        wrong = next((line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("-")), None)
        if wrong is not None:
            raise ValueError(f'every example begins with "- "; this line does not: {wrong.strip()!r}')
        return text


class TestCaseModel(_Strict):
    """A little conversation that must go as it is written."""

    test_case: str
    steps: list[dict[StepKey, Any]] = Field(min_length=1)


class DialogueFile(_Strict):
    """<lang>/<dialogue>.yml."""

    version: str = "3.1"
    nlu: list[IntentModel] = []
    responses: dict[str, list[VariationModel]] = {}
    test_cases: list[TestCaseModel] = []


# <lang>/language.yml


class _LanguageModel(_Strict):
    code: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    name: str
    locale: str
    voice: dict[str, str] = {}


class _NumbersModel(_Strict):
    words: dict[str, float]
    fractions: dict[str, float] = {}
    and_a_half: list[str] = []
    glued: bool = False
    joiner: list[str] = []
    minus: list[str] = []


class _ListModel(_Strict):
    separator: str = ", "
    last: str


class _AffixModel(_Strict):
    before: list[str] = []
    after: list[str] = []
    suffix: list[str] = []


class LanguageFile(_Strict):
    """<lang>/language.yml: everything about a language that is words and not dialogue."""

    language: _LanguageModel
    numbers: _NumbersModel
    ordinals: dict[str, int]
    units: dict[str, list[str]]
    currency: dict[str, list[str]]
    money_slang: dict[str, int] = {}
    listing: _ListModel = Field(alias="list")
    between_wishes: list[str]
    fillers: list[str] = []
    without: _AffixModel
    at_most: _AffixModel
    stopwords: list[str] = []
    pointers: list[str] = []
    values: dict[str, dict[str, list[str]]]
    labels: dict[str, str] = {}

    @field_validator("values")
    @classmethod
    def _labelled(cls, values: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
        bare = [f"{entity}.{key}" for entity, words in values.items() for key, said in words.items() if not said]
        if bare:
            raise ValueError(f"{', '.join(bare)} has no word; write the label that Sally shows as the first one")
        return values
