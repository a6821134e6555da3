"""Several wishes in one breath: "zwei Ayran, ein Brot und was kostet der Honig?" has three."""

from collections.abc import Sequence

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.token import Token, phrase_at

_STOPS = frozenset(",;.?!")
Stretch = tuple[int, int]


def stretches(
    tokens: Sequence[Token], products: Sequence[Stretch], amounts: Sequence[Stretch], lexicon: Lexicon
) -> list[Stretch]:
    """The sentence cut between its wishes: each stretch (first, last exclusive) but a lone one names a product.

    A stretch without a product belongs to the one before it ("…, bitte"), or to the one after it when it is first.
    """
    cut = [(first, last) for first, last in _cuts(tokens, products, amounts, lexicon) if last > first]
    merged: list[Stretch] = []
    waiting: int | None = None
    for first, last in cut:
        start = first if waiting is None else waiting
        if any(first <= product < last for product, _end in products):
            merged.append((start, last))
            waiting = None
        elif merged:
            merged[-1] = (merged[-1][0], last)
        else:
            waiting = start
    return merged or [(0, len(tokens))]


def _cuts(
    tokens: Sequence[Token], products: Sequence[Stretch], amounts: Sequence[Stretch], lexicon: Lexicon
) -> list[Stretch]:
    """Cut at commas and at the words that stand between two wishes, but never inside a product's name.

    "iki su bir ekmek" has nothing in between: there an amount right before a second product begins the next wish.
    """
    ends = {last for _first, last in products}
    listed = _listed(products, amounts) | {first for first, _last in products if first in ends}
    cuts, start, index = list[Stretch](), 0, 0
    while index < len(tokens):
        inside = any(first < index < last for first, last in products)
        size = 0 if inside else _separator(tokens, index, lexicon)
        if size:
            cuts.append((start, index))
            start = index + size
            index = start
        elif index in listed and index > start:
            cuts.append((start, index))
            start = index
            index += 1
        else:
            index += 1
    cuts.append((start, len(tokens)))
    return cuts


def _listed(products: Sequence[Stretch], amounts: Sequence[Stretch]) -> set[int]:
    """Where an amount stands right before a product, and another product before that."""
    starts = {first for first, _last in products}
    return {first for first, last in amounts if last in starts and any(end <= first for _start, end in products)}


def _separator(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """How many tokens separate two wishes here."""
    if tokens[index].text in _STOPS:
        return 1
    for size in (3, 2, 1):
        if phrase_at(tokens, index, size) in lexicon.between:
            return size
    return 0
