"""Vectors of letter sequences: needs no training, meets typing errors and parts of words, knows no meaning.

Each word gives its sequences of 2 and 3 letters, with marks where it begins and ends; each sequence falls into one of
`DIMENSIONS` places with a sign (Weinberger et al. 2009, "Feature hashing"), weighted by how rare it is in the
catalogue. Words that deny give one sequence only, so that "şekersiz" is nowhere near "şeker".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retrieval.embedders import Floats
from retrieval.folding import DENIAL, fold

DIMENSIONS = 256
_LENGTHS = (2, 3)
_SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("ph", "f"), ("sch|sh|ch|c(?=[eiy])", "s"), ("[cq]k?", "k"), ("tz|z", "s"),
        ("x", "ks"), ("y|j", "i"), ("w", "v"),
    )
)  # fmt: skip
"""Loan words are written as each language hears them: Brokkoli, broccoli, brokoli; Schokolade, chocolate, çikolata."""
_NO_PLACES, _NO_VALUES = np.zeros(0, np.int64), np.zeros(0, np.float32)
_DENIED = "-"
_SIGN_BIT = 1 << 31
_REMEMBERED_WORDS = 50_000

Places = NDArray[np.int64]


class Hashed:
    """Hashed letter sequences, weighted by rarity in `texts`."""

    floor = 0.45

    def __init__(self, texts: Sequence[str]) -> None:
        counts = Counter[str]()
        for word, times in Counter(word for text in texts for word in _words(text)).items():
            counts.update(dict.fromkeys(_grams(word), times))
        self._rarest = float(np.log(len(texts) + 1))
        self._weights = {
            gram: float(np.log((len(texts) + 1) / min(count, len(texts)))) for gram, count in counts.items()
        }
        self._word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._read)

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length one; a row of zeros for a text without words."""
        sequences = [(row, *self._word(word)) for row, text in enumerate(texts) for word in _words(text)]
        places = np.concatenate([_NO_PLACES, *(row * DIMENSIONS + places for row, places, _ in sequences)])
        values = np.concatenate([_NO_VALUES, *(values for *_, values in sequences)])
        rows = np.bincount(places, values, len(texts) * DIMENSIONS).reshape(len(texts), DIMENSIONS)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)

    def _read(self, word: str) -> tuple[Places, Floats]:
        grams = list(_grams(word))
        hashes = np.array([crc32(gram.encode()) for gram in grams], np.int64)
        weights = np.array([self._weights.get(gram, self._rarest) for gram in grams], np.float32)
        return hashes % DIMENSIONS, weights * np.where(hashes & _SIGN_BIT, 1, -1).astype(np.float32)


def create(texts: Sequence[str]) -> Hashed:
    """An embedder that knows how rare each letter sequence is in these texts."""
    return Hashed(texts)


def _words(text: str) -> list[str]:
    return list(filter(None, map(_sounded, text.split())))


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _sounded(word: str) -> str:
    word = "".join(filter(str.isalnum, fold(word)))
    if DENIAL.fullmatch(word):
        return f"{_DENIED}{word}"
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


def _grams(word: str) -> Iterator[str]:
    if word.startswith(_DENIED):
        yield word
        return
    marked = f"^{word}$"
    for length in _LENGTHS:
        yield from (marked[at : at + length] for at in range(len(marked) - length + 1))
