"""Whether a shopper's words are a name of something: spelling, accents and endings do not matter."""

import re
import unicodedata
from collections.abc import Mapping

MAX_ENDING = 2
"""Letters by which two forms of one word may differ: Tomate, Tomaten; süt, sütü."""
MIN_STEM = 4
"""Letters that two forms must share when neither is the beginning of the other: ekmek, ekmeği."""


def is_called(name: Mapping[str, str], words: str) -> bool:
    """Whether every one of the words is in the name, in one of its languages."""
    wanted = _words(words)
    return bool(wanted) and any(
        all(any(_is_form_of(word, known) for known in _words(text)) for word in wanted) for text in name.values()
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _is_form_of(word: str, known: str) -> bool:
    # German compounds carry their head last: Vollmilch is a milk, Milchreis is not.
    if len(word) >= MIN_STEM and known.endswith(word):
        return True
    shared = _shared_beginning(word, known)
    is_stem = shared >= MIN_STEM or shared == min(len(word), len(known))
    return is_stem and max(len(word), len(known)) - shared <= MAX_ENDING


def _shared_beginning(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
