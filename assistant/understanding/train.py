"""Training: from the editors' examples to the model. Seeded, so that two trainings give the same model.

scikit-learn is imported here alone, and only when there is something to train.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from assistant.content.example import Example
from assistant.understanding.feature import sentence_features, tag_features
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.linear import LinearModel, Vocabulary
from assistant.understanding.mark import Marked, mark
from assistant.understanding.model import Tagger, save

SEED = 7
_HELD_OUT = 10
"""One sentence in so many sets the temperature."""


@dataclass(frozen=True)
class Lesson:
    """One example, marked, with what it teaches."""

    marked: Marked
    products: tuple[tuple[int, int], ...]
    intent: str
    language: str


def train(
    examples: Mapping[str, Sequence[Example]],
    lexicons: Mapping[str, Lexicon],
    catalogue_words: Collection[str],
    folder: Path,
    tell: Callable[[str], None] = lambda _step: None,
) -> None:
    """Learn from the examples by language and write the model into `folder`; `tell` hears of each step."""
    lessons = [
        _lesson(example, code, lexicons[code], catalogue_words) for code, said in examples.items() for example in said
    ]
    folder.mkdir(parents=True, exist_ok=True)
    tell(f"learning to find products in {len(lessons)} sentences")
    _train_tagger(lessons, folder / "tagger.crfsuite")
    tagger = Tagger(folder / "tagger.crfsuite")
    tell("learning intents and languages")
    rows = [sentence_features(lesson.marked.tokens, lesson.marked.blanks(_found(tagger, lesson))) for lesson in lessons]
    matrix, vocabulary = _tfidf(rows)
    intents = _fit(matrix, [lesson.intent for lesson in lessons])
    languages = _fit(matrix, [lesson.language for lesson in lessons])
    save(folder, vocabulary, intents, languages)


def _lesson(example: Example, code: str, lexicon: Lexicon, catalogue_words: Collection[str]) -> Lesson:
    marked = mark(example.text, lexicon, catalogue_words)
    products = []
    for span in example.spans:
        inside = [i for i, token in enumerate(marked.tokens) if token.start < span.end and token.end > span.start]
        if span.entity == "product" and inside:
            products.append((inside[0], inside[-1] + 1))
    return Lesson(marked, tuple(products), example.intent, code)


def _found(tagger: Tagger, lesson: Lesson) -> Sequence[tuple[int, int]]:
    return lesson.products or tagger.products(lesson.marked.tokens, lesson.marked.marks)


def _train_tagger(lessons: Sequence[Lesson], path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": True})
    for lesson in lessons:
        tags = ["O"] * len(lesson.marked.tokens)
        for first, last in lesson.products:
            tags[first:last] = ["B", *["I"] * (last - first - 1)]
        trainer.append(tag_features(lesson.marked.tokens, lesson.marked.marks), tags)
    trainer.train(str(path))


def _tfidf(rows: Sequence[Sequence[str]]) -> tuple[Any, Vocabulary]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # heavy, and only for training

    vectorizer = TfidfVectorizer(analyzer=lambda row: row, min_df=2, sublinear_tf=True, dtype=np.float32)
    matrix = vectorizer.fit_transform(rows)
    known = dict(sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1]))
    return matrix, Vocabulary(known, vectorizer.idf_.astype(np.float32))


def _fit(matrix: Any, labels: Sequence[str]) -> LinearModel:
    from sklearn.svm import LinearSVC  # heavy, and only for training

    wanted = np.array(labels)
    held_out = np.random.default_rng(SEED).integers(0, _HELD_OUT, len(labels)) == 0
    trial = LinearSVC(C=0.5, random_state=SEED).fit(matrix[~held_out], wanted[~held_out])
    temperature = _temperature(_scores(trial, matrix[held_out]), wanted[held_out], trial.classes_)
    final = LinearSVC(C=0.5, random_state=SEED).fit(matrix, wanted)
    weights, bias = final.coef_, final.intercept_
    if len(final.classes_) == 2:  # noqa: PLR2004  # scikit-learn keeps one row for two classes
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return LinearModel(
        np.ascontiguousarray(weights.T, dtype=np.float32),
        bias.astype(np.float32),
        tuple(map(str, final.classes_)),
        temperature,
    )


def _scores(model: Any, matrix: Any) -> Any:
    scores = model.decision_function(matrix)
    return scores if scores.ndim > 1 else np.stack([-scores, scores], axis=1)


def _temperature(scores: Any, wanted: Any, classes: Any) -> float:
    """The temperature at which the probabilities are most honest on held-out sentences (Guo et al. 2017)."""
    column = {name: index for index, name in enumerate(classes)}
    known = [row for row, label in enumerate(wanted) if label in column]
    right = np.array([column[wanted[row]] for row in known])
    scores = scores[known]

    def surprise(temperature: float) -> float:
        scaled = scores / temperature
        spread = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        return float((spread - scaled[np.arange(len(right)), right]).mean())

    return float(min(np.geomspace(0.05, 2, 40), key=surprise)) if known else 1.0
