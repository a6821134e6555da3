"""Turkish endings, on folded words: one stemmer guesses once and often wrongly, so all readings are offered instead.

A shopper may say süt, sütü, sütler, sütümüzden; the catalogue writes süt, or sütü as in "inek sütü". So the
catalogue's word loses at most its plural and possessive, and the shopper's word may lose anything that looks like an
ending: only readings that the catalogue knows can ever meet.
"""

from collections.abc import Iterator

_CASES = "dan den tan ten da de ta te yla yle la le ya ye na ne a e yi yu ni nu nin nun in un"
_POSSESSIVES = "i u si su"
_OTHER_POSSESSIVES = "m im um n imiz umuz miz muz iniz unuz niz nuz"
_PLURALS = "lar ler"
_Endings = dict[str, int]
_ASKED: _Endings = {
    ending: place
    for place, ending in enumerate(dict.fromkeys(f"{_CASES} {_POSSESSIVES} {_OTHER_POSSESSIVES} {_PLURALS}".split()))
}
_WRITTEN: _Endings = {ending: place for place, ending in enumerate(f"{_POSSESSIVES} {_PLURALS} lari leri".split())}
"""Each ending with its place: the readings come in this order."""
_LONGEST_ENDING = max(map(len, (*_ASKED, *_WRITTEN)))
_MOST_ENDINGS = 3
_SHORTEST_ASKED, _SHORTEST_WRITTEN = 2, 3
_HARD = str.maketrans("gdb", "ktp")


def hard(word: str) -> str:
    """With its last consonant hard: before a vowel p, t, k become soft, so that kitabı and kitap differ."""
    return word[:-1] + word[-1:].translate(_HARD)


def written_readings(word: str) -> Iterator[str]:
    """A word of the catalogue, itself and without plural or possessive: "peyniri" gives peyniri, peynir."""
    yield hard(word)
    yield from map(hard, _bases(word, _WRITTEN, _SHORTEST_WRITTEN))


def asked_readings(word: str) -> Iterator[str]:
    """A shopper's word with ever more endings taken off, the whole word first."""
    yield hard(word)
    shorter = dict.fromkeys([word])
    for _ in range(_MOST_ENDINGS):
        shorter = dict.fromkeys(base for longer in shorter for base in _bases(longer, _ASKED, _SHORTEST_ASKED))
        yield from map(hard, shorter)


def _bases(word: str, endings: _Endings, shortest: int) -> Iterator[str]:
    cuts = range(max(shortest, len(word) - _LONGEST_ENDING), len(word))
    found = [(endings[word[cut:]], cut) for cut in cuts if word[cut:] in endings]
    return (word[:cut] for _, cut in sorted(found))
