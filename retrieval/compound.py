"""Takes compounds apart ("Apfelsaft" = Apfel + Saft) with nothing but the words the catalogue itself uses.

A split is accepted when both sides are words of the catalogue, joined by nothing or by one of the German linking
letters; of several splits the one with the longest last word wins, because that word says what the thing is.
"""

from collections.abc import Iterable

_LINKS = {"de": ("", "s", "n", "en", "es", "e", "er"), "tr": ("",), "en": ("",)}
_SHORTEST_HEAD = 3
_SHORTEST_MODIFIER = 3
_ENDINGS = ("", "e", "n", "en", "er", "s")


class Splitter:
    """Knows the words of one language of the catalogue (lower case, with their diacritics)."""

    def __init__(self, language: str, words: Iterable[str]) -> None:
        known = frozenset(words)
        endings = _ENDINGS if language == "de" else ("",)
        self._links = _LINKS.get(language, ("",))
        self._heads = {word + ending for word in known for ending in endings}
        self._fronts = {word.removesuffix(ending) for word in known for ending in endings}
        """The words, and what an ending would make one: Kirsch- is known by Kirsche."""

    def split(self, word: str) -> tuple[str, ...]:
        """Modifier and head, or empty when the word is simple: "weißweinessig" gives weißwein, essig."""
        for place in range(_SHORTEST_MODIFIER, len(word) - _SHORTEST_HEAD + 1):
            if word[place:] in self._heads and (modifier := self._modifier(word[:place])):
                return modifier, word[place:]
        return ()

    def _modifier(self, front: str) -> str:
        for link in self._links:
            base = front.removesuffix(link) if link else front
            if len(base) >= _SHORTEST_MODIFIER and (not link or base != front) and base in self._fronts:
                return base
        return ""
