"""Reads nlu_data: every file, every problem at once, each with its file and line."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.content import located_yaml, script
from assistant.content.check import Outcomes, cross_check
from assistant.content.example import Example, ExampleError
from assistant.content.example import parse as parse_example
from assistant.content.located_yaml import Document, Problem
from assistant.content.model import Button, Content, Language, TestCase, Variation
from assistant.content.near import did_you_mean
from assistant.content.schema import CHOICES, DialogueFile, FlowFile, LanguageFile, VariationModel

File = TypeVar("File", bound=BaseModel)


class ContentError(Exception):
    """What editors must mend before Sally can start: all of it, each problem with file, line and advice."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.message))
        super().__init__("\n".join(map(str, self.problems)))


def load(folder: Path, actions: Mapping[str, Outcomes]) -> Content:
    """The content in `folder`, for a shop with these actions. Raises ContentError."""
    if not folder.is_dir():
        raise ContentError([Problem(folder.name, 1, "is no folder. Name the one that holds the dialogues.")])
    reader = _Reader(folder)
    flows = reader.flows()
    languages = reader.languages()
    if not languages and reader.is_whole:
        advice = "holds no language. Add a folder such as de/ with a language.yml."
        reader.problems.append(Problem(folder.name, 1, advice))
    replies = frozenset(key for language in languages.values() for key in language.responses)
    built, problems = script.build(flows, replies)
    reader.problems += problems
    content = Content(built, languages, reader.digest())
    if reader.is_whole:
        reader.problems += cross_check(content, actions, reader.places)
    if reader.problems:
        raise ContentError(reader.problems)
    return content


@dataclass
class _Reader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, ...], Problem] = field(default_factory=dict)
    """Where each flow, response, intent and example stands, for problems found later."""
    is_whole: bool = True
    """Every file could be read; otherwise whatever seems to be missing may stand in the one that could not."""
    _read: list[Path] = field(default_factory=list)

    def flows(self) -> list[tuple[Document, FlowFile]]:
        files = []
        for path in sorted((self.folder / "flows").glob("*.yml")):
            document, file = self._file(path, FlowFile)
            if document and file:
                files.append((document, file))
                for kind in ("flows", "slots"):
                    for name in getattr(file, kind):
                        self.places[kind, name] = document.problem((kind, name), "")
        return files

    def languages(self) -> dict[str, Language]:
        folders = sorted(path for path in self.folder.iterdir() if path.is_dir() and path.name != "flows")
        read = [self._language(folder) for folder in folders if any(folder.glob("*.yml"))]
        return {language.code: language for language in read if language}

    def digest(self) -> str:
        """A hash over all files that were read."""
        total = hashlib.sha256()
        for path in self._read:
            total.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()

    def _language(self, folder: Path) -> Language | None:
        document, words = self._file(folder / "language.yml", LanguageFile)
        if not document or not words:
            return None
        if words.language.code != folder.name:
            advice = f'code is "{words.language.code}", but the folder is called "{folder.name}". Make them the same.'
            self.problems.append(document.problem(("language", "code"), advice))
        language = Language(folder.name, words, {}, (), ())
        responses: dict[str, tuple[Variation, ...]] = {}
        examples: list[Example] = []
        cases: list[TestCase] = []
        for path in sorted(folder.glob("*.yml")):
            if path.name == "language.yml":
                continue
            document, file = self._file(path, DialogueFile)
            if document and file:
                self._responses(language.code, document, file, responses)
                examples += self._examples(language.code, document, file)
                cases += [TestCase(case.test_case, tuple(case.steps), document.file) for case in file.test_cases]
        return Language(folder.name, words, responses, tuple(examples), tuple(cases))

    def _responses(
        self, code: str, document: Document, file: DialogueFile, into: dict[str, tuple[Variation, ...]]
    ) -> None:
        for key, variations in file.responses.items():
            place = document.problem(("responses", key), "")
            if key in into:
                first = self.places["responses", code, key]
                what = f"reply {key!r} stands in {first.file}:{first.line} already. Remove one of the two."
                self.problems.append(Problem(place.file, place.line, what))
            self.places["responses", code, key] = place
            into[key] = tuple(_variation(variation) for variation in variations)

    def _examples(self, code: str, document: Document, file: DialogueFile) -> list[Example]:
        examples = []
        for index, intent in enumerate(file.nlu):
            first = document.line(("nlu", index, "examples")) + 1
            self.places.setdefault(("intents", code, intent.intent), Problem(document.file, first, ""))
            for offset, line in enumerate(intent.examples.splitlines()):
                marked = line.strip().removeprefix("-").strip()
                if not marked:
                    continue
                place = Problem(document.file, first + offset, "")
                try:
                    example = parse_example(marked, intent.intent)
                except ExampleError as error:
                    self.problems.append(Problem(place.file, place.line, f"example {error}."))
                    continue
                self.places.setdefault(("examples", code, example.text, intent.intent), place)
                examples.append(example)
        return examples

    def _file(self, path: Path, model: type[File]) -> tuple[Document | None, File | None]:
        name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
        document, problems = located_yaml.read(path, name)
        self.problems += problems
        if document is None:
            self.is_whole = False
            return None, None
        self._read.append(path)
        try:
            return document, model.model_validate(document.data)
        except ValidationError as error:
            self.is_whole = False
            self.problems += [_problem(document, entry, model) for entry in error.errors()]
            return document, None


def _variation(model: VariationModel) -> Variation:
    conditions = tuple((str(entry.get("name")), entry.get("value")) for entry in model.condition)
    buttons = tuple(Button(button.title, button.payload) for button in model.buttons)
    return Variation(model.text, buttons, conditions, model.channel)


def _problem(document: Document, entry: Any, model: type[BaseModel]) -> Problem:
    """One of pydantic's errors in an editor's words."""
    address = tuple(part for part in entry["loc"] if part not in CHOICES)
    key = address[-1] if address else ""
    where = ".".join(map(str, address))
    if entry["type"] == "extra_forbidden":
        hint = did_you_mean(str(key), _keys(model) - {key})
        return document.problem(address, f"key {key!r} is not known here. {hint}")
    if entry["type"] == "missing":
        return document.problem(address[:-1], f"key {key!r} is missing. Add it.")
    message = re.sub(r" or instance of \w+", "", entry["msg"].removeprefix("Value error, "))
    return document.problem(address, f"{where or 'the file'}: {message}.")


def _keys(model: type[BaseModel]) -> set[str]:
    """Every key that a file of this kind may hold, at any depth."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
