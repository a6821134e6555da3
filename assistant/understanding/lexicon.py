"""The closed words of one language, ready for look-up: numbers, units, money, ordinals and named values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.content.schema import LanguageFile
from assistant.understanding.token import fold, folded

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Folded words and phrases with what they stand for."""

    code: str
    numbers: Mapping[str, Decimal]
    fractions: Mapping[Phrase, Decimal]
    and_a_half: frozenset[Phrase]
    glued: bool
    joiners: frozenset[str]
    minus: frozenset[str]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    currency: Mapping[Phrase, str]
    slang: Mapping[str, int]
    between: frozenset[Phrase]
    fillers: frozenset[Phrase]
    stopwords: frozenset[str]
    pointers: frozenset[str]
    """Words that point at what was last spoken of: it, this, in it."""
    small_words: frozenset[str]
    """Words that say nothing about what is searched for: stop words, fillers, "without", "at most"."""
    without_before: frozenset[Phrase]
    without_after: frozenset[Phrase]
    without_suffixes: tuple[str, ...]
    values: Mapping[Phrase, tuple[tuple[str, str], ...]]
    """Phrase → the (entity, key) pairs that it may stand for."""
    longest: int
    """Words in the longest phrase of `values`."""


def build(words: LanguageFile) -> Lexicon:
    """The look-ups of one language."""
    values = _values(words)
    stopwords = frozenset(map(fold, words.stopwords))
    limits = (*words.without.before, *words.without.after, *words.at_most.before, *words.at_most.after)
    return Lexicon(
        code=words.language.code,
        numbers={fold(word): Decimal(str(value)) for word, value in words.numbers.words.items()},
        fractions={phrase(word): Decimal(str(value)) for word, value in words.numbers.fractions.items()},
        and_a_half=_phrases(words.numbers.and_a_half),
        glued=words.numbers.glued,
        joiners=frozenset(map(fold, words.numbers.joiner)),
        minus=frozenset(map(fold, words.numbers.minus)),
        ordinals={fold(word): place for word, place in words.ordinals.items()},
        units={fold(word): unit for unit, said in words.units.items() for word in said},
        currency={phrase(word): code for code, said in words.currency.items() for word in said},
        slang={fold(word): cents for word, cents in words.money_slang.items()},
        between=_phrases(words.between_wishes),
        fillers=_phrases(words.fillers),
        stopwords=stopwords,
        pointers=frozenset(map(fold, words.pointers)),
        small_words=stopwords | {word for said in (*words.fillers, *limits) for word in phrase(said)},
        without_before=_phrases(words.without.before),
        without_after=_phrases(words.without.after),
        without_suffixes=tuple(sorted((fold(suffix) for suffix in words.without.suffix), key=len, reverse=True)),
        values=values,
        longest=max(map(len, values), default=1),
    )


def phrase(words: str) -> Phrase:
    """The folded words of a phrase."""
    return tuple(folded(words))


def _phrases(said: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(phrase(words) for words in said)


def _values(words: LanguageFile) -> dict[Phrase, tuple[tuple[str, str], ...]]:
    found: dict[Phrase, tuple[tuple[str, str], ...]] = {}
    for entity, keys in words.values.items():
        if entity in {"reason", "missing", "flow", "offer"}:
            continue  # labels that Sally shows; nobody is asked for them
        for key, said in keys.items():
            for words_said in said:
                at = phrase(words_said)
                found[at] = tuple(dict.fromkeys((*found.get(at, ()), (entity, key))))
    return found
