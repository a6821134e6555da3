"""What is known of each word before any model looks: numbers, prices, named values, words of the catalogue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.number import Amount, amounts
from assistant.understanding.token import Token, tokenise


@dataclass(frozen=True)
class Named:
    """Tokens first…last (exclusive) that stand for a value of the language file.

    `without` when it is to be left out.
    """

    entity: str
    key: str
    first: int
    last: int
    without: bool = False


@dataclass(frozen=True)
class Marked:
    """A sentence with everything that look-ups find in it."""

    text: str
    tokens: tuple[Token, ...]
    amounts: tuple[Amount, ...]
    named: tuple[Named, ...]
    marks: tuple[str, ...]

    def blanks(self, products: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """The stretches to blank out: products first, then amounts that do not overlap them."""
        blanks = [(first, last, "product") for first, last in products]
        for amount in self.amounts:
            if all(amount.last <= first or amount.first >= last for first, last, _entity in blanks):
                blanks.append((amount.first, amount.last, amount.entity))
        return blanks


def mark(text: str, lexicon: Lexicon, catalogue_words: Collection[str]) -> Marked:
    """The sentence, looked up."""
    tokens = tuple(tokenise(text))
    found = tuple(amounts(tokens, lexicon))
    named = tuple(_named(tokens, lexicon))
    marks = ["catalogue" if token.folded in catalogue_words else "" for token in tokens]
    for value in named:
        if value.entity in {"allergen", "diet"}:
            marks[value.first : value.last] = [value.entity] * (value.last - value.first)
    for amount in found:
        marks[amount.first : amount.last] = [amount.entity] * (amount.last - amount.first)
    stopped = [
        mark or ("stop" if token.folded in lexicon.stopwords else "") for mark, token in zip(marks, tokens, strict=True)
    ]
    return Marked(text, tokens, found, named, tuple(stopped))


def _named(tokens: Sequence[Token], lexicon: Lexicon) -> list[Named]:
    found, index = list[Named](), 0
    while index < len(tokens):
        here = _longest(tokens, index, lexicon)
        found += here
        index = max((value.last for value in here), default=index + 1)
    return found


def _longest(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> list[Named]:
    for length in range(min(lexicon.longest, len(tokens) - first), 0, -1):
        last = first + length
        at = tuple(token.folded for token in tokens[first:last])
        values = lexicon.values.get(at)
        if values:
            free = _without(tokens, first, last, lexicon)
            return [Named(entity, key, first, last, free) for entity, key in values]
    return _suffixed(tokens, first, lexicon)


def _without(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    words = [token.folded for token in tokens]
    before = any(tuple(words[max(0, first - size) : first]) in lexicon.without_before for size in (1, 2, 3))
    after = any(tuple(words[last : last + size]) in lexicon.without_after for size in (1, 2, 3))
    return before or after


def _suffixed(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> list[Named]:
    """nussfrei, nut-free, fındıksız: a value and the ending that says "without"."""
    word = tokens[first].folded
    for suffix in lexicon.without_suffixes:
        stem = word.removesuffix(suffix).rstrip("-")
        if stem != word:
            for form in (stem, f"{stem}e", f"{stem}s", stem.removesuffix("s")):
                keys = [key for entity, key in lexicon.values.get((form,), ()) if entity == "allergen"]
                if keys:
                    return [Named("allergen", key, first, first + 1, without=True) for key in keys]
    return []
