"""Text to plain tokens: one spelling for all spellings of a word, and sizes as canonical amounts.

Folding is blind to language on purpose: a Turkish keyboard's İ and ı, a German ß or ae and an English I all end as
the same ASCII letter, so that a word typed without diacritics meets the word written with them. Whatever needs the
letters of a language (stemming) has to happen before.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "ı": "i", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "’": "'"})
_DIGRAPHS = re.compile("([aou])e")
_UNITS = {
    "kg": (1000, "g"), "kilo": (1000, "g"), "kilogram": (1000, "g"), "g": (1, "g"), "gr": (1, "g"), "gram": (1, "g"),
    "l": (1000, "ml"), "lt": (1000, "ml"), "liter": (1000, "ml"), "litre": (1000, "ml"), "cl": (10, "ml"),
    "ml": (1, "ml"), "milliliter": (1, "ml"), "millilitre": (1, "ml"), "mililitre": (1, "ml"),
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+)?"
_TOKEN = re.compile(
    rf"(?P<percent>%\s?{_NUMBER}|{_NUMBER}\s?%)"
    rf"|(?P<amount>{_NUMBER})\s?(?P<unit>kilogram|kilo|kg|gram|gr|g|lt|liter|litre|milliliter|mill?ilitre|ml|cl|l)"
    r"(?:m|s|n|l[ıiuü]k)?\b"
    r"|(?P<word>\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
MEASURE = re.compile(r"\d[\d.]*(?:g|ml|%)")
DENIAL = re.compile("(.{2,}?)(?:frei(?:e[nmrs]?)?|free|s[iu]z(?:l[iu]k)?)")
"""A folded word that denies, in any of the languages: laktosefrei, lactosefree, laktozsuz."""


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case, ASCII where Latin: "KÄSE", "kaese" and "Käse" become one, so do "ILIK", "ılık" and "ilik"."""
    if text.isascii():
        return _DIGRAPHS.sub(r"\1", text.lower())
    plain = lower(text).translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _DIGRAPHS.sub(r"\1", bare)


def lower(text: str, language: str = "") -> str:
    """Lower case as `language` reads it: the capital I of Turkish is ı, of the others i."""
    composed = unicodedata.normalize("NFC", text).replace("İ", "i")
    return (composed.replace("I", "ı") if language == "tr" else composed).lower()


@lru_cache(maxsize=10_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words, with hyphens and apostrophes kept, and amounts: "Ayran 1 Liter" gives Ayran, 1000ml."""
    found = _TOKEN.findall(unicodedata.normalize("NFC", text))
    return tuple(word or _amount(percent, amount, unit) for percent, amount, unit, word in found)


def _amount(percent: str, amount: str, unit: str) -> str:
    if percent:
        return f"{_value(percent.strip('% '))}%"
    factor, plain = _UNITS[unit.lower()]
    return f"{_value(amount, factor)}{plain}"


def _value(number: str, factor: int = 1) -> str:
    return format((Decimal(number.replace(",", ".")) * factor).normalize(), "f")
