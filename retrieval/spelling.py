"""Finds the words that a misspelt one may have been meant to be.

Two words that are k letters apart differ in at most 2 k of their letters, whatever the order. Counting letters is
cheap for all words at once, and the few that pass are compared letter by letter.
"""

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

_SHORTEST = 5
_LONG = 8
_PLACES = 32
"""Letters a to z have places of their own; what else there is may share one, which lets only more words pass."""


class Spelling:
    """Knows some terms; long ones may be two letters off, short ones only one and not the first: Tisch is no Fisch."""

    def __init__(self, terms: Collection[str]) -> None:
        self._terms = sorted(term for term in terms if len(term) >= _SHORTEST)
        self._letters = _letters(self._terms)

    def near(self, word: str) -> Iterator[tuple[str, int]]:
        """Known terms within reach of `word`, each with how many letters it is off."""
        if len(word) < _SHORTEST:
            return
        differing = np.abs(self._letters - _letters([word])).sum(axis=1)
        for place in np.flatnonzero(differing <= 2 * _reach(word)):
            term = self._terms[place]
            reach = _reach(min(word, term, key=len))
            if _is_another_word(word, term):
                continue
            if (reach > 1 or word[0] == term[0]) and (steps := distance(word, term)) <= reach:
                yield term, steps


def _is_another_word(word: str, term: str) -> bool:
    """Short words with one letter for another are as likely both real: cokes are no cakes."""
    return len(word) == len(term) == _SHORTEST and sorted(word) != sorted(term)


def distance(first: str, second: str) -> int:
    """Letters to insert, delete, replace or swap with a neighbour to turn one word into the other."""
    before, last = list[int](), list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        row = [i]
        for j, b in enumerate(second, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def _reach(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


def _letters(words: Collection[str]) -> NDArray[np.int8]:
    """One row per word, how often each letter is in it."""
    codes = np.frombuffer("".join(words).encode("ascii", "replace"), np.uint8) % _PLACES
    rows = np.repeat(np.arange(len(words)), [len(word) for word in words])
    counts = np.bincount(rows * _PLACES + codes, minlength=len(words) * _PLACES)
    return counts.reshape(len(words), _PLACES).astype(np.int8)
