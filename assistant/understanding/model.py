"""The trained model as it lies on disk: intents, languages and the tagger, for all languages in one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite

from assistant.understanding.feature import tag_features
from assistant.understanding.linear import LinearModel, Vocabulary
from assistant.understanding.token import Token

FORMAT = 2
"""Grows when a model of before cannot be read any more."""


@dataclass(frozen=True)
class Model:
    """Everything that was learnt from the content."""

    vocabulary: Vocabulary
    intents: LinearModel
    languages: LinearModel
    tagger: "Tagger"

    def knows(self, word: str) -> bool:
        """Whether the folded word stood in the examples, more than once."""
        return f"w:{word}" in self.vocabulary.rows


class Tagger:
    """Finds the pieces of a sentence that name a product: a linear-chain CRF (Lafferty et al. 2001)."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def products(self, tokens: Sequence[Token], marks: Sequence[str]) -> list[tuple[int, int]]:
        """The tokens first…last (exclusive) of each product named."""
        return spans(self._tagger.tag(tag_features(tokens, marks))) if tokens else []


def spans(tags: Sequence[str]) -> list[tuple[int, int]]:
    """Begin/inside/outside tags as pairs first…last (exclusive)."""
    found: list[tuple[int, int]] = []
    for index, tag in enumerate(tags):
        if tag == "B" or (tag == "I" and (not found or found[-1][1] != index)):
            found.append((index, index + 1))
        elif tag == "I":
            found[-1] = (found[-1][0], index + 1)
    return found


def save(folder: Path, vocabulary: Vocabulary, intents: LinearModel, languages: LinearModel) -> None:
    """Write the linear models into `folder`; the tagger writes its own file, `tagger.crfsuite`."""
    arrays = {
        f"{name}_{part}": getattr(model, part)
        for name, model in (("intents", intents), ("languages", languages))
        for part in ("weights", "bias")
    }
    np.savez(folder / "linear.npz", idf=vocabulary.idf, **arrays)
    about = {
        "format": FORMAT,
        "vocabulary": list(vocabulary.rows),
        "intents": intents.classes,
        "languages": languages.classes,
        "temperatures": [intents.temperature, languages.temperature],
    }
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Model:
    """The model in `folder`. Raises OSError when there is none, ValueError when it is of another format."""
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise ValueError(f"{folder} holds a model of format {about['format']}, this Sally reads {FORMAT}. Train again.")
    with np.load(folder / "linear.npz") as arrays:
        rows = {feature: row for row, feature in enumerate(about["vocabulary"])}
        vocabulary = Vocabulary(rows, arrays["idf"])
        intents, languages = (
            LinearModel(
                arrays[f"{name}_weights"],
                arrays[f"{name}_bias"],
                tuple(about[name]),
                temperature,
            )
            for name, temperature in zip(("intents", "languages"), about["temperatures"], strict=True)
        )
    return Model(vocabulary, intents, languages, Tagger(folder / "tagger.crfsuite"))
