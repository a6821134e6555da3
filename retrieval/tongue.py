"""All documents in one language: what they are called, and how well words of that language fit them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from retrieval.analysis import Analyser, Word
from retrieval.lexical import KINDS, SHORTEST_FOREIGN_STEM, Floats, Kinds, Lexical, Row
from retrieval.spelling import Spelling

_SYNONYM, _NAME, _WORDS = range(len(KINDS))
_SAME_KEY_LIMIT = 5


@dataclass(frozen=True)
class Document:
    """What is known of one thing, by language: its name, what else it is called, and words that go with it."""

    name: Mapping[str, str]
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def texts(self, language: str) -> Iterator[tuple[int, str]]:
        """Each text in the language, with its place in KINDS; what has no synonyms is called by its name."""
        name, synonyms = self.name.get(language, ""), self.synonyms.get(language, ())
        yield from ((_SYNONYM, synonym) for synonym in synonyms)
        yield (_NAME if synonyms else _SYNONYM), name
        yield _WORDS, self.words.get(language, "")


class Tongue:
    """The documents in one language. `claims` are words that a product has to have when they are asked for."""

    def __init__(self, documents: Sequence[Document], language: str, claims: str = "") -> None:
        self.language = language
        vocabulary = (text for document in documents for _, text in document.texts(language))
        self._analyse = Analyser(language, vocabulary, claims)
        self._keys: dict[str, dict[int, None]] = {}
        self._spelt: set[str] = set()
        self.called: set[tuple[int, str]] = set()
        rows = [row for owner, document in enumerate(documents) for row in self._rows(owner, document)]
        self._lexical = Lexical(rows, len(documents))
        self._spelling = Spelling(self._spelt)

    def same(self, words: str, *, is_asked: bool = True) -> tuple[int, ...]:
        """The documents that are called exactly this, but for endings.

        Words of another language than the asked one are not cut short: what is left would mean anything.
        """
        for place, key in enumerate(_keys(self._analyse(words), _asked)):
            is_sure = place == 0 or is_asked or len(key) >= SHORTEST_FOREIGN_STEM
            if is_sure and (found := self._keys.get(key)):
                return tuple(found)[:_SAME_KEY_LIMIT]
        return ()

    def respelt(self, words: str) -> tuple[tuple[int, float], ...]:
        """The documents that are called nearly this, each with a score: the words hold a typing error."""
        said = self._analyse(words)
        key = next(_keys(said, _asked), "")
        near = list(self._spelling.near(key)) if any(not self._lexical.knows(word) for word in said) else []
        fewest = min((steps for _, steps in near), default=0)
        score = 1 - fewest / max(len(key), 1)
        return tuple({owner: score for term, steps in near if steps == fewest for owner in self._keys[term]}.items())

    def scores(self, words: str, *, is_asked: bool) -> tuple[Floats, Kinds]:
        """For each document how well it fits, 0…1, and the kind of text that does."""
        return self._lexical.scores(self._analyse(words), is_asked=is_asked)

    def told(self, words: str) -> tuple[str, float]:
        """What likeness can compare, and its share: sizes and claims are met by the words themselves or not at all."""
        said = self._analyse(words)
        plain = [word for word in said if not (word.is_measure or word.is_claim)]
        return _plain(plain), len(plain) / max(len(said), 1)

    def _rows(self, owner: int, document: Document) -> Iterator[Row]:
        everything = dict[Word, None]()
        for kind, text in document.texts(self.language):
            words = self._analyse(text)
            everything |= dict.fromkeys(words)
            if kind == _WORDS:
                yield Row(owner, _WORDS, tuple(everything))
            elif words:
                yield Row(owner, kind, words)
                self._call(owner, words)

    def _call(self, owner: int, words: tuple[Word, ...]) -> None:
        self.called.add((owner, _plain(words)))
        if not any(word.is_measure for word in words):
            self._spelt.add("".join(word.folded for word in words))
        for key in _keys(words, _written):
            self._keys.setdefault(key, {})[owner] = None


def _plain(words: Sequence[Word]) -> str:
    return " ".join([word.folded for word in words if not word.is_measure])


def _keys(words: Sequence[Word], readings: Callable[[Word], tuple[str, ...]]) -> Iterator[str]:
    """What is equal when two say the same: "Chia Samen", "Chia-Samen" and "Chiasamen" are.

    First as written, then the last word, which endings hang on, in each of its readings, then all without endings.
    """
    if words:
        front = "".join(word.folded for word in words[:-1])
        yield front + words[-1].folded
        yield from (front + reading for reading in readings(words[-1]))
        yield "".join(readings(word)[0] for word in words)


_asked = attrgetter("stems")
_written = attrgetter("bases")
