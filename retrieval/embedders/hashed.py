"""Vectors of letter sequences: needs no training, meets typing errors and parts of words, knows no meaning.

Each word gives its sequences of 2 and 3 letters, with marks where it begins and ends; each sequence falls into one of
`DIMENSIONS` places with a sign (Weinberger et al. 2009, "Feature hashing"), weighted by how rare it is in the
catalogue. Words that deny give one sequence only, so that "şekersiz" is nowhere near "şeker".
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retrieval.embedders import Floats
from retrieval.folding import DENIAL, fold

DIMENSIONS = 256
_LENGTHS = (2, 3)
_SOUND = re.compile("(?P<f>ph)|(?P<s>sch|sh|ch|c(?=[eiy])|tz|z)|(?P<k>[cq]k?)|(?P<ks>x)|(?P<i>[yj])|(?P<v>w)")
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
        counts = dict[str, int]()
        for word, times in Counter(" ".join(texts).split()).items():
            for gram in set(_grams(_sounded(word))):
                counts[gram] = counts.get(gram, 0) + times
        most = len(texts)
        self._rarest = log(most + 1)
        self._known = {gram: _hashed(gram, log((most + 1) / min(count, most))) for gram, count in counts.items()}
        self._word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._read)

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length one; a row of zeros for a text without words."""
        words = [(row, self._word(word)) for row, text in enumerate(texts) for word in _words(text)]
        starts = np.repeat([row * DIMENSIONS for row, _ in words], [len(places) for _, (places, _) in words])
        places = np.concatenate([_NO_PLACES, *(places for _, (places, _) in words)])
        values = np.concatenate([_NO_VALUES, *(values for _, (_, values) in words)])
        sums = np.bincount(starts.astype(np.int64) + places, values, len(texts) * DIMENSIONS)
        rows = sums.reshape(len(texts), DIMENSIONS)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)

    def _read(self, word: str) -> tuple[Places, Floats]:
        hashed = [self._known.get(gram) or _hashed(gram, self._rarest) for gram in _grams(word)]
        places, values = zip(*hashed, strict=True)
        return np.array(places, np.int64), np.array(values, np.float32)


def create(texts: Sequence[str]) -> Hashed:
    """An embedder that knows how rare each letter sequence is in these texts."""
    return Hashed(texts)


def _hashed(gram: str, weight: float) -> tuple[int, float]:
    """The place of a sequence, and its weight with its sign."""
    number = crc32(gram.encode())
    return number % DIMENSIONS, weight if number & _SIGN_BIT else -weight


def _words(text: str) -> list[str]:
    return list(filter(None, map(_sounded, text.split())))


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _sounded(word: str) -> str:
    word = "".join(filter(str.isalnum, fold(word)))
    if DENIAL.fullmatch(word):
        return f"{_DENIED}{word}"
    return _SOUND.sub(lambda letters: str(letters.lastgroup), word)


def _grams(word: str) -> list[str]:
    if not word or word.startswith(_DENIED):
        return [word] if word else []
    marked = f"^{word}$"
    return [marked[at : at + length] for length in _LENGTHS for at in range(len(marked) - length + 1)]
