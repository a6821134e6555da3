"""Scores how well the words of a question are covered by the catalogue's texts in one language.

Every text of a product (its name, each synonym, and all its words in one bag) is a row. Words that few products have
weigh more (inverse document frequency, Robertson and Spärck Jones 1976). A row's score is the weight of the question's
words that it has, over the weight of all of them, lowered when the row says much more than the question: "Milch" means
the milk, not the milk rice. Scores lie in 0…1, so that they can be compared with those of other methods.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import Word
from retrieval.spelling import Spelling

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Places = NDArray[np.int64]
Kinds = NDArray[np.int8]
Mask = NDArray[np.bool_]

_IN_ROW = (0.5, 0.8)
"""How much a row's compound says of its modifier and of its head: Apfelsaft is a juice more than it is an apple."""
_IN_QUESTION = (0.35, 0.55)
"""How much of what was asked its modifier and its head are: who asks for Apfelsaft is not served with any juice."""
_INFLECTED = 0.95
"""What a word counts that differs in its ending."""
SHORTEST_FOREIGN_STEM = 4
"""Letters; a word of another language, stemmed as if it were of this one, must keep so many to mean anything."""
_EMPHASIS = 1.3
"""The last word that names something weighs more: in these languages that is what is asked for."""
_HEADLESS = 0.6
"""What is left for a product none of whose synonyms is about what was asked: table salt is no table."""
_DOUBT = 1.5
"""How much each wrong letter costs, as a share of the word: one of five is graver than one of ten."""

KINDS = ("synonym", "name", "words")
"""What a row may be; "words" is the bag of all of them with brand and labels."""
_STRICTNESS = np.array([0.5, 0.3, 0.2], np.float32)
"""How much a row of each kind suffers from saying more than was asked."""
_CEILING = np.array([1.0, 0.95, 0.85], np.float32)
_SYNONYM = KINDS.index("synonym")
_BAG = KINDS.index("words")
_NOTHING = np.zeros(1, np.float32)
_NO_ROWS = np.zeros(0, np.int32)

Terms = list[tuple[str, float]]


@dataclass(frozen=True)
class Row:
    """One text of a product, as analysed; `kind` is its place in KINDS."""

    owner: int
    kind: int
    words: tuple[Word, ...]


class Lexical:
    """An inverted index over the rows of one language; rows of one owner have to be neighbours."""

    def __init__(self, rows: Sequence[Row], owners: int) -> None:
        self._owners = owners
        terms, term, at, share = _postings(rows)
        ends = np.cumsum(np.bincount(term, minlength=len(terms))).tolist()
        self._postings = {
            name: (at[start:end], share[start:end]) for name, start, end in zip(terms, (0, *ends), ends, strict=False)
        }
        self._heads = {term: np.array(at, np.int32) for term, at in _heads(rows).items()}
        self._owner = np.array([row.owner for row in rows], np.int32)
        self._kind = np.array([row.kind for row in rows], np.int8)
        self._rarest = float(np.log(owners + 1))
        weights = np.log((owners + 1) / self._known_by(len(terms), term, at))
        self._weights = dict(zip(terms, weights.tolist(), strict=True))
        self._spelling = Spelling({word.folded for row in rows if row.kind == _SYNONYM for word in row.words})
        self._strictness, self._ceiling = _STRICTNESS[self._kind], _CEILING[self._kind]
        self._mass = np.array([self._mass_of(row.words) for row in rows], np.float32)
        self._starts = np.flatnonzero(np.diff(self._owner, prepend=-1))
        self._lengths = np.diff(self._starts, append=len(rows))

    def knows(self, word: Word) -> bool:
        """Whether the word, in any of its readings, is in some row."""
        return word.folded in self._weights or any(stem in self._weights for stem in word.stems)

    def scores(self, words: Sequence[Word], *, is_asked: bool) -> tuple[Floats, Kinds]:
        """The best score of each owner, 0…1, and the kind of row that earned it.

        `is_asked`: the words are meant in this language; typing errors in them are forgiven.
        """
        best, kinds = np.zeros(self._owners, np.float32), np.zeros(self._owners, np.int8)
        covered, asked, headed = self._covered(words, is_asked=is_asked)
        if not covered.any():
            return best, kinds
        surplus = 1 - np.minimum(covered / self._mass, 1)
        rated = np.minimum(covered / asked, 1) * (1 - self._strictness * surplus) * self._ceiling
        highest = np.maximum.reduceat(rated, self._starts)
        is_about = np.logical_or.reduceat(headed, self._starts)
        best[self._owner[self._starts]] = highest * np.where(is_about, 1, _HEADLESS)
        winners = np.flatnonzero(rated == np.repeat(highest, self._lengths))[::-1]
        kinds[self._owner[winners]] = self._kind[winners]
        return best, kinds

    def _covered(self, words: Sequence[Word], *, is_asked: bool) -> tuple[Floats, float, Mask]:
        """How much of the question each row covers, how much there is to cover, and which rows' heads are asked for.

        A row that does not keep a claim of the question covers nothing of it.
        """
        covered, asked = np.zeros(len(self._owner), np.float32), 0.0
        keeping, headed = np.ones(len(self._owner), bool), np.zeros(len(self._owner), bool)
        naming = next((word for word in reversed(words) if not (word.is_measure or word.is_claim)), None)
        for word in words:
            whole = self._whole(word, is_asked=is_asked)
            parts = [
                (part, share) for part, share in zip(word.parts, _IN_QUESTION, strict=False) if part in self._postings
            ]
            weight = max((self._weights[term] * trust for term, trust in whole), default=self._rarest)
            weight *= _EMPHASIS if word is naming else 1
            found = np.maximum(self._highest(whole), self._sum(parts)) if whole or parts else _NOTHING
            asked += weight
            covered += weight * found
            for term, _ in (*whole, *parts[-1:]):
                headed[self._heads.get(term, _NO_ROWS)] = True
            if word.is_claim:
                keeping &= found > 0
        return covered * keeping, asked, headed

    def _whole(self, word: Word, *, is_asked: bool) -> Terms:
        stems = [stem for stem in word.stems if is_asked or len(stem) >= SHORTEST_FOREIGN_STEM]
        readings = ((word.folded, 1.0), *zip(stems, repeat(_INFLECTED)))
        known = [(term, trust) for term, trust in readings if term in self._weights]
        if known or not is_asked or word.is_claim:
            return known
        near = self._spelling.near(word.folded)
        return [(term, 1 - _DOUBT * steps / max(len(term), len(word.folded))) for term, steps in near]

    def _highest(self, terms: Terms) -> Floats:
        found = np.zeros(len(self._owner), np.float32)
        for term, trust in terms:
            at, share = self._postings[term]
            found[at] = np.maximum(found[at], share * trust)
        return found

    def _sum(self, terms: Terms) -> Floats:
        found = np.zeros(len(self._owner), np.float32)
        for term, trust in terms:
            at, share = self._postings[term]
            found[at] += share * trust
        return found

    def _known_by(self, terms: int, term: Places, at: Ints) -> Places:
        """For each term how many owners say it, counted where they are named.

        Labels would make "vegan" and "halal" worthless: they count for what no name says only.
        """
        pairs, is_named = term * self._owners + self._owner[at], self._kind[at] != _BAG
        everywhere, named = (
            np.bincount(np.unique(found) // self._owners, minlength=terms) for found in (pairs, pairs[is_named])
        )
        return np.where(named > 0, named, everywhere)

    def _mass_of(self, words: Sequence[Word]) -> float:
        """What a row says. Pack sizes count nothing: a shopper who leaves them out has still said it all."""
        return sum(self._weights[word.bases[0]] for word in words if not word.is_measure) or self._rarest


def _postings(rows: Sequence[Row]) -> tuple[list[str], Places, Ints, Floats]:
    """All terms; and as columns, ordered: which term, which row says it, and how much it does.

    Of several readings the surest counts.
    """
    said: dict[Word, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for word in row.words:
            said[word].append(at)
    terms: dict[str, int] = {}
    readings = [
        (terms.setdefault(term, len(terms)), share, found)
        for word, found in said.items()
        for term, share in (
            (word.folded, 1.0),
            *zip(word.bases, repeat(_INFLECTED)),
            *zip(word.parts, _IN_ROW, strict=False),
        )
    ]
    times = [len(found) for *_, found in readings]
    term_of = np.repeat(np.array([number for number, *_ in readings], np.int64), times)
    share_of = np.repeat(np.array([share for _, share, _ in readings], np.float32), times)
    row_of = np.fromiter(chain.from_iterable(found for *_, found in readings), np.int64, len(term_of))
    pairs, place = np.unique(term_of * len(rows) + row_of, return_inverse=True)
    shares = np.zeros(len(pairs), np.float32)
    np.maximum.at(shares, place, share_of)
    return list(terms), pairs // len(rows), (pairs % len(rows)).astype(np.int32), shares


def _heads(rows: Sequence[Row]) -> dict[str, list[int]]:
    """For each term the synonyms that are about it: in these languages the last word names the thing."""
    about: dict[Word, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        head = next((word for word in reversed(row.words) if not word.is_measure), None)
        if head and row.kind == _SYNONYM:
            about[head].append(at)
    heads: dict[str, list[int]] = defaultdict(list)
    for head, found in about.items():
        for term in {head.folded, *head.bases, *head.parts[-1:]}:
            heads[term] += found
    return heads
