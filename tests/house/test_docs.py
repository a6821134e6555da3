"""What the documents name exists: commands, options, targets, paths, addresses, keys. A document can fail."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from pydantic import BaseModel

from tests.house import tree

DOCUMENTS = [path for path in tree.files() if path.suffix == ".md"]
EDITORS = tree.ROOT / "nlu_data" / "README.md"
API = tree.ROOT / "docs" / "api.md"
OPERATING = tree.ROOT / "docs" / "operating.md"
FOLDERS = ("actions", "assistant", "device_client", "docs", "nlu_data", "retrieval", "tests", "voices", ".ci")
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=tree.name)


def text_of(document: Path) -> str:
    return document.read_text("utf-8")


def blocks(document: Path, kind: str) -> list[str]:
    return [body for language, body in BLOCK.findall(text_of(document)) if language == kind]


def inline_code(document: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", BLOCK.sub("", text_of(document)))


def shell_lines(document: Path) -> Iterator[list[str]]:
    """Each command in the document, as words."""
    written = [line for body in blocks(document, "sh") for line in body.replace("\\\n", " ").splitlines()]
    for line in (*written, *inline_code(document)):
        for command in re.split(r"&&|\|", line):
            try:
                words = shlex.split(command, comments=True)
            except ValueError:  # a piece of YAML, with an apostrophe
                continue
            if words:
                yield words


# Commands


def command_line() -> Any:
    from assistant.cli import app

    return typer.main.get_command(app)


def commands(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield (*before, name)


def sally_lines() -> list[tuple[str, list[str]]]:
    return [
        (tree.name(document), words[1:])
        for document in DOCUMENTS
        for words in shell_lines(document)
        if words[0] in {"sally", ".venv/bin/sally"}
    ]


def wrong_in(words: list[str], command: Any) -> str | None:
    """What of a `sally …` line the command line does not know."""
    rest = list(words)
    while rest and hasattr(command, "commands"):
        if rest[0] == "--help":
            return None
        if rest[0] not in command.commands:
            return f"no command {rest[0]}"
        command = command.commands[rest.pop(0)]
    takes_words = any(parameter.param_type_name == "argument" for parameter in command.params)
    options = {name: option for option in command.params for name in (*option.opts, *option.secondary_opts)}
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if not word.startswith("-"):
            if not takes_words:
                return f"{word} has no place"
        elif word not in {*options, "--help"}:
            return f"no option {word}"
        elif not value and rest and word != "--help" and not options[word].is_flag:
            rest.pop(0)
    return None


def test_every_sally_command_in_the_documents_exists() -> None:
    lines = sally_lines()
    assert len(lines) > 10
    wrong = [(where, " ".join(words), wrong_in(words, command_line())) for where, words in lines]
    assert [entry for entry in wrong if entry[2]] == []


def test_every_sally_command_is_documented() -> None:
    said = [words for _where, words in sally_lines()]
    assert [
        known for known in commands(command_line()) if not any(tuple(words[: len(known)]) == known for words in said)
    ] == []


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(tree.ROOT / "Makefile"), re.MULTILINE))
    said = {
        (words[1], tree.name(document))
        for document in DOCUMENTS
        for words in shell_lines(document)
        if words[0] == "make" and len(words) > 1
    }
    assert {target for target, _where in said} >= {"demo", "test", "install", "check"}
    assert sorted((target, where) for target, where in said if target not in targets) == []


def test_every_environment_variable_in_the_documents_is_read() -> None:
    read = {
        name
        for path in tree.python_files(*tree.PACKAGES)
        for name in re.findall(r"\bSALLY_[A-Z_]+\b", path.read_text("utf-8"))
    }
    said = {name for document in DOCUMENTS for name in re.findall(r"\bSALLY_[A-Z_]+\b", text_of(document))}
    assert said - read == set()


# Links and paths


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text_of(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    dead = []
    for link in LINK.findall(re.sub(r"`[^`\n]+`", "", BLOCK.sub("", text_of(document)))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@every_document
def test_paths_in_the_text_exist(document: Path) -> None:
    said = [code.rstrip("/") for code in inline_code(document) if re.fullmatch(r"[\w./-]+", code)]
    paths = [path for path in said if "/" in path and path.partition("/")[0] in FOLDERS and "NNNN" not in path]
    assert [path for path in paths if not (tree.ROOT / path).exists()] == []


# Examples


@every_document
def test_json_examples_are_json(document: Path) -> None:
    for example in blocks(document, "json"):
        json.loads(example)


def test_messages_in_the_api_document_are_taken() -> None:
    from assistant.channels.rasa import WebhookBody
    from assistant.channels.rest import SessionBody, TurnBody

    doors = {"message_id": TurnBody, "sender": WebhookBody, "device": SessionBody}
    seen = set()
    for example in map(json.loads, blocks(API, "json")):
        for key, door in doors.items():
            if key in example:
                door.model_validate(example)
                seen.add(key)
    assert seen == set(doors)


def test_product_numbers_and_cards_in_the_documents_are_those_of_the_demo_shop() -> None:
    from actions.shop.store import CITY_KAUF, load_shop

    catalogue = [path.read_text("utf-8") for path in (tree.ROOT / "retrieval" / "catalogue").glob("*.jsonl")]
    sold = {json.loads(line)["gtin"] for text in catalogue for line in text.splitlines()}
    cards = {shopper.card for shopper in load_shop(CITY_KAUF).shoppers}
    text = "\n".join(map(text_of, DOCUMENTS))
    said = set(re.findall(r"\b\d{13}\b", text))
    assert said
    assert sorted(said - sold) == []
    shown = set(re.findall(r'/card (\d+)|"card": "(\d+)"', text))
    assert {card for pair in shown for card in pair if card} <= cards


def test_addresses_in_the_documents_are_served() -> None:
    from assistant.config import Config
    from assistant.server import make_app

    schema = make_app(SimpleNamespace(config=Config())).openapi()
    served = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, methods in schema["paths"].items()
        for method in methods
    }
    said = {
        (method, re.sub(r"{\w+}", "{}", path.partition("?")[0]), tree.name(document))
        for document in DOCUMENTS
        for method, path in re.findall(r"`(GET|POST|PUT|DELETE) (/[^`\s]*)`", text_of(document))
        if path.startswith(("/api/", "/webhooks/"))
    }
    assert len(said) > 5
    assert sorted(entry for entry in said if entry[:2] not in served) == []
    paths = {path for _method, path in served}
    assert {"/healthz", "/readyz", "/metrics"} <= {code for code in inline_code(OPERATING) if code in paths}


def test_error_codes_in_the_api_document_are_those_of_the_channels() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in tree.python_files("assistant/channels"))
    table = text_of(API).split("| status | `code` | do |")[1].split("\n\n")[0]
    documented = {code for row in table.splitlines()[2:] for code in re.findall(r"`([a-z_]+)`", row.split("|")[2])}
    assert [code for code in sorted(documented) if f'"{code}"' not in sources] == []
    raised = set(re.findall(r'(?:Problem|respond|handle)\((?:\w+, )?\d{3}, "([a-z_]+)"', sources))
    assert raised - documented == set()


# Configuration


def keys(model: type[BaseModel], *before: str) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from keys(field.annotation, *before, name)
        else:
            yield ".".join((*before, name)), field.get_default()


def test_the_table_of_configuration_keys_is_complete_and_its_defaults_are_true() -> None:
    import yaml

    from assistant.config import Config

    rows = re.findall(r"^\| `([a-z_.]+)` \| (`[^`]*`|empty) \|", text_of(OPERATING), re.MULTILINE)
    told = {key: "" if value == "empty" else yaml.safe_load(value.strip("`")) for key, value in rows}
    true = {key: list(value) if isinstance(value, tuple) else value for key, value in keys(Config)}
    assert {key: str(value) for key, value in told.items()} == {key: str(value) for key, value in true.items()}


# The editors' guide


def test_the_example_of_the_editors_guide_is_complete(tmp_path: Path) -> None:
    from actions.shop.floor import load_actions
    from assistant.content import load
    from assistant.content.check import Outcomes

    folder = tmp_path / "nlu_data"
    shutil.copytree(tree.ROOT / "nlu_data", folder)
    files = [re.fullmatch(r"# nlu_data/(\S+)\n(.*)", body, re.DOTALL) for body in blocks(EDITORS, "yaml")]
    for file in filter(None, files):
        (folder / file[1]).write_text(file[2], "utf-8")
    for name, line in re.findall(r"^\| `(\w+/language\.yml)` \| `([^`]+)` \|", text_of(EDITORS), re.MULTILINE):
        words = (folder / name).read_text("utf-8")
        assert "\n  flow:\n" in words
        (folder / name).write_text(words.replace("\n  flow:\n", f"\n  flow:\n    {line}\n"), "utf-8")
    outcomes = {
        name: Outcomes(action.OUTCOMES, getattr(action, "SILENT", ())) for name, action in load_actions().items()
    }
    content = load.load(folder, outcomes)
    assert content.script.by_intent["ask_gift_wrapping"] == "ask_gift_wrapping"
    for language in content.languages.values():
        assert language.label("flow", "ask_gift_wrapping") != "ask_gift_wrapping", f"no label in {language.code}"


def test_the_editors_guide_names_every_key_of_steps_slots_and_responses() -> None:
    from assistant.content.schema import ButtonModel, FlowModel, SlotModel, StepModel, VariationModel

    text = text_of(EDITORS)
    known = {
        field.alias or name
        for model in (StepModel, FlowModel, SlotModel, VariationModel, ButtonModel)
        for name, field in model.model_fields.items()
    }
    assert sorted(key for key in known if not re.search(rf"\b{key}\b", text)) == []


def test_the_editors_guide_names_every_event_that_starts_a_flow() -> None:
    import yaml

    events = {
        trigger["event"]
        for path in (tree.ROOT / "nlu_data" / "flows").glob("*.yml")
        for flow in yaml.safe_load(path.read_text("utf-8")).get("flows", {}).values()
        for trigger in flow.get("event_trigger", [])
    }
    assert events
    assert sorted(events - set(inline_code(EDITORS))) == []


# The shape of some documents


def test_the_third_line_of_the_readme_says_what_the_browser_tests_need() -> None:
    assert "apt-get install chromium" in text_of(tree.ROOT / "README.md").splitlines()[2]


@pytest.mark.parametrize("record", sorted((tree.ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_is_half_a_page_of_context_choice_and_cost(record: Path) -> None:
    text = text_of(record)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Choice", "What it costs"]
    assert len(text.splitlines()) <= 45


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((tree.ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
