"""Words of a sentence, and their folded form, in which spellings that people mix up are the same.

Folding keeps no difference between cases, accents, and the four letters I ı İ i, so that `ISIK`, `Işık` and `isik`
meet. It is for comparing only: what is shown or stored keeps the shopper's spelling.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

_MARKUP = regex.compile(r"<[^<>]{0,80}>")
_TOKEN = regex.compile(r"\d+(?:[.,:]\d+)*|\p{L}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*)*|[^\s\p{L}\d\p{C}]")
_LETTERS = str.maketrans({"ı": "i", "İ": "i", "I": "i", "ß": "ss", "ẞ": "ss", "æ": "ae", "ø": "o", "œ": "oe", "’": "'"})


class Token(NamedTuple):
    """One word, number or sign: characters start…end of the text."""

    text: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The word without case, accents and dots."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word.translate(_LETTERS)).casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    return [Token(match[0], fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(_spoken(text))]


def folded(text: str) -> list[str]:
    """The folded tokens of a text, in order."""
    return [fold(word) for word in _TOKEN.findall(_spoken(text))]


def _spoken(text: str) -> str:
    """Nobody says tags; the places of the rest stay."""
    return _MARKUP.sub(lambda tag: " " * len(tag[0]), text)


def phrase_at(tokens: Sequence[Token], index: int, length: int) -> tuple[str, ...] | None:
    """The folded words of `length` tokens from `index` on; None when there are not so many."""
    if index + length > len(tokens):
        return None
    return tuple([token.folded for token in tokens[index : index + length]])
