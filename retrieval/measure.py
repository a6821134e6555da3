"""Measures a search: which share of questions finds what was meant, from each language into each, and how fast."""

import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from retrieval.index import Index
from retrieval.tongue import Document

Grades = Mapping[str, float]
Record = Mapping[str, Any]
_DEPTH = 10


@dataclass(frozen=True)
class Question:
    """What somebody asked, in which language, and how relevant each document is to it."""

    words: str
    language: str
    relevant: Grades


@dataclass(frozen=True)
class Answer:
    """Ids found, best first, and how long it took."""

    question: Question
    ids: Sequence[str]
    seconds: float


def measure(records: Sequence[Record], questions: Sequence[Question], languages: Sequence[str]) -> dict[str, Any]:
    """Indexes the records in each of `languages` alone, asks everything, and scores each pair "de>en" of languages.

    With several languages a pair "de>all" tells how an index of all of them does. Times are of one core.
    """
    pairs: dict[str, Any] = {}
    for name, spoken in [*((language, [language]) for language in languages), *_together(languages)]:
        begin = time.perf_counter()
        index = Index([_document(record, spoken) for record in records], spoken)
        build_s = time.perf_counter() - begin
        answers = _ask(index, [str(record["id"]) for record in records], questions)
        pairs |= {f"{language}>{name}": score(given) for language, given in sorted(answers.items())}
    return {"pairs": pairs, "build_s": round(build_s, 3), "bytes_per_product": index.size_bytes // max(index.size, 1)}


def score(answers: Sequence[Answer]) -> dict[str, float]:
    """Recall at 1, 5 and 10, mean reciprocal rank, nDCG (Järvelin and Kekäläinen 2002), milliseconds."""
    times_ms = [answer.seconds * 1000 for answer in answers]
    return {
        "n": len(answers),
        **{f"r_at_{depth}": _average(_recall(answer, depth) for answer in answers) for depth in (1, 5, 10)},
        "mrr": _average(_reciprocal_rank(answer) for answer in answers),
        "ndcg_at_10": _average(_ndcg(answer) for answer in answers),
        "ms_p50": round(float(np.percentile(times_ms, 50)), 3),
        "ms_p99": round(float(np.percentile(times_ms, 99)), 3),
    }


def read_records(file: Path) -> list[Record]:
    """Products of a catalogue file: JSON lines with id, name, and perhaps description and synonyms."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def read_questions(file: Path) -> list[Question]:
    """Questions of a file: JSON lines with query, lang, and relevant as ids or as id → grade."""
    return [Question(record["query"], record["lang"], _grades(record["relevant"])) for record in read_records(file)]


def languages_of(records: Sequence[Record]) -> tuple[str, ...]:
    """The languages that the names are written in; empty when the names do not say."""
    return tuple(sorted({language for record in records for language in _by_language(record["name"], ())}))


def _together(languages: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    return [("all", languages)] if len(languages) > 1 else []


def _ask(index: Index, ids: Sequence[str], questions: Sequence[Question]) -> dict[str, list[Answer]]:
    answers: dict[str, list[Answer]] = defaultdict(list)
    for question in questions:
        begin = time.perf_counter()
        scores, _ = index.scores(question.words, question.language)
        order = np.argsort(-scores, kind="stable")[:_DEPTH]
        found = [ids[at] for at in order if scores[at] > 0]
        answers[question.language].append(Answer(question, found, time.perf_counter() - begin))
    return answers


def _document(record: Record, languages: Sequence[str]) -> Document:
    synonyms = _by_language(record.get("synonyms", {}), languages)
    return Document(
        _by_language(record["name"], languages),
        {language: (said,) if isinstance(said, str) else tuple(said) for language, said in synonyms.items()},
        _by_language(record.get("description", {}), languages),
    )


def _by_language(said: Any, languages: Sequence[str]) -> Mapping[str, Any]:
    """What is said once for all languages is said in each of them."""
    return said if isinstance(said, Mapping) else dict.fromkeys(languages, said)


def _grades(relevant: Sequence[Any] | Mapping[str, float]) -> Grades:
    if isinstance(relevant, Mapping):
        return {key: float(grade) for key, grade in relevant.items() if grade > 0}
    return {str(key): 1.0 for key in relevant}


def _recall(answer: Answer, depth: int) -> float:
    """The share of the relevant documents, or of `depth` of them when there are more, among the first `depth`."""
    relevant = answer.question.relevant
    return sum(found in relevant for found in answer.ids[:depth]) / max(min(depth, len(relevant)), 1)


def _reciprocal_rank(answer: Answer) -> float:
    return next((1 / rank for rank, found in enumerate(answer.ids, 1) if found in answer.question.relevant), 0.0)


def _ndcg(answer: Answer) -> float:
    relevant = answer.question.relevant
    gained = _discounted([relevant.get(found, 0.0) for found in answer.ids[:_DEPTH]])
    best = _discounted(sorted(relevant.values(), reverse=True)[:_DEPTH])
    return gained / best if best else 0.0


def _discounted(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _average(values: Iterable[float]) -> float:
    return round(mean(values), 4)
