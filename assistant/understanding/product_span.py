"""Which words name products: what the tagger found, put right by the names that the catalogue knows.

The tagger has seen examples, not the assortment. "ein Kasten Bier" is a product of its own, not a unit of beer;
"milk eggs" are two, because nothing is called so but each of them is something.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from assistant.understanding.lexicon import Phrase
from assistant.understanding.number import Amount
from assistant.understanding.token import Token

Span = tuple[int, int]


def refine(
    tokens: Sequence[Token],
    spans: Sequence[Span],
    amounts: Sequence[Amount],
    diets: Sequence[Span],
    names: Collection[Phrase],
) -> list[Span]:
    """The spans first…last (exclusive), put right.

    A unit or a diet that belongs to the name is taken in ("Bio-Milch" is not milk), lists without commas are cut up.
    """
    words = [token.folded for token in tokens]
    refined: list[Span] = []
    for span in spans:
        first, last = _with_unit(words, span, amounts, names)
        first = next((start for start, end in diets if end == first), first)
        refined += _parts(words, first, last, names) or [(first, last)]
    return refined


def _with_unit(words: Sequence[str], span: Span, amounts: Sequence[Amount], names: Collection[Phrase]) -> Span:
    """The name from its unit on: "Kasten Bier", and with a word between "crate of beer"."""
    first, last = span
    for amount in amounts:
        is_before = first - 1 <= amount.last <= first and "unit" in amount.value
        if is_before and tuple(words[amount.last - 1 : last]) in names:
            return amount.last - 1, last
    return span


def _parts(words: Sequence[str], first: int, last: int, names: Collection[Phrase]) -> list[Span]:
    """The names side by side that the stretch consists of; nothing when it is one name, or not made of names."""
    if last - first < 2 or tuple(words[first:last]) in names:  # noqa: PLR2004  # one word is one name
        return []
    parts = list(_longest_names(words, first, last, names))
    return parts if len(parts) > 1 and parts[-1][1] == last else []


def _longest_names(words: Sequence[str], first: int, last: int, names: Collection[Phrase]) -> Iterator[Span]:
    while first < last:
        end = next((end for end in range(last, first, -1) if tuple(words[first:end]) in names), None)
        if end is None:
            return
        yield first, end
        first = end


def listed_names(
    tokens: Sequence[Token], products: Sequence[Span], between: Collection[Phrase], names: Collection[Phrase]
) -> list[Span]:
    """Names that stand alone in a list in which the tagger found others: the milk of "bread, milk, butter"."""
    if not products:
        return []
    ends = [-1, *(place for place, token in enumerate(tokens) if _separates(token, between)), len(tokens)]
    stretches = [(left + 1, right) for left, right in pairwise(ends)]
    free = [span for span in stretches if not any(span[0] < last and first < span[1] for first, last in products)]
    return [(first, last) for first, last in free if tuple(token.folded for token in tokens[first:last]) in names]


def _separates(token: Token, between: Collection[Phrase]) -> bool:
    return token.text in ",;." or (token.folded,) in between
