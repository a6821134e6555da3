"""What the models look at: letter and word n-grams of a sentence, and the sentence with its entities blanked out."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.understanding.token import Token

SHORTEST, LONGEST = 2, 5
"""Letters in a letter n-gram; word boundaries count as a letter."""


def sentence_features(tokens: Sequence[Token], blanks: Sequence[tuple[int, int, str]]) -> list[str]:
    """The features of a sentence. `blanks` are (first, last, entity): those tokens become one word, `<entity>`."""
    words = [token.folded for token in tokens]
    return [*_letters(words), *_grams("w", words, 2), *_grams("d", list(_blanked(words, blanks)), 3)]


def _letters(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _grams(mark: str, words: Sequence[str], longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield f"{mark}:{' '.join(words[start : start + size])}"


def _blanked(words: Sequence[str], blanks: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    starts = {first: (last, entity) for first, last, entity in blanks}
    index = 0
    while index < len(words):
        if index in starts:
            index, entity = starts[index]
            yield f"<{entity}>"
        else:
            yield words[index]
            index += 1


def tag_features(tokens: Sequence[Token], marks: Sequence[str]) -> list[list[str]]:
    """The features of each token for the tagger. `marks` says what is known of it: number, catalogue word and so on."""
    rows = [_own_features(token, mark) for token, mark in zip(tokens, marks, strict=True)]
    result = []
    for index, row in enumerate(rows):
        near = [f"{distance:+d}{feature}" for distance in (-2, -1, 1, 2) for feature in _near(rows, index + distance)]
        result.append([*row, *near, *(["first"] if index == 0 else []), *(["last"] if index == len(rows) - 1 else [])])
    return result


def _own_features(token: Token, mark: str) -> list[str]:
    word = token.folded
    affixes = [f"p{size}={word[:size]}" for size in (2, 3)] + [f"s{size}={word[-size:]}" for size in (2, 3, 4)]
    return [f"w={word}", f"m={mark}", f"n={min(len(word), 9)}", *affixes]


def _near(rows: Sequence[list[str]], index: int) -> list[str]:
    return [rows[index][0], rows[index][1]] if 0 <= index < len(rows) else ["edge"]
