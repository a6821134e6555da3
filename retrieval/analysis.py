"""How a shopper's words and the catalogue's words come to mean the same: stems, parts of compounds, negations.

Each word keeps several readings instead of one guess: Turkish is stemmed with its own letters first and folded
afterwards, but also after folding, because many type without diacritics. Words that deny ("zuckerfrei",
"şekersiz", "sugar-free", "ohne Zucker") become one term of their own and never match what they deny.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import Stemmer

from retrieval import turkish
from retrieval.compound import Splitter
from retrieval.folding import DENIAL, MEASURE, fold, lower, tokens

_ALGORITHM = {"de": "german", "en": "english", "tr": "turkish"}
_DENYING_WORD_BEFORE = {"de": {"ohne"}, "en": {"without", "no"}, "tr": set[str]()}
_DENYING_WORD_AFTER = {"de": {"frei", "freie", "freies", "freier", "freien"}, "en": {"free"}, "tr": set[str]()}
_DENYING_ENDING = {"de": "frei", "en": "free", "tr": ""}
_STOP = {
    "de": "der die das den dem des ein eine einen einem einer mit und oder in im am zum zur von vom für aus auf bitte",
    "en": "a an the of with and or in on for from to some please",
    "tr": "ve ile bir için ya da veya lütfen",
}
_TR_WITH = re.compile("^(.{3,})l[iu]$")
_REMEMBERED_WORDS = 50_000


@dataclass(frozen=True)
class Word:
    """One word in all its readings.

    `stems` are what it may mean when a shopper says it, `bases` what it is found by when the catalogue says it: two
    words are the same when a stem of one is a base of the other. `parts` are (modifier, head) of a compound.
    A claim is a word that nothing similar can stand for: a denial, or the name of a diet.
    """

    folded: str
    stems: tuple[str, ...]
    bases: tuple[str, ...]
    parts: tuple[str, ...] = ()
    is_measure: bool = False
    is_claim: bool = False

    def __hash__(self) -> int:
        return hash(self.folded)


class Analyser:
    """Analyses one language. `vocabulary` is text of the catalogue, from which compounds are learnt."""

    def __init__(self, language: str, vocabulary: Iterable[str], claims: str = "") -> None:
        self._language = language
        self._stemmer = Stemmer.Stemmer(_ALGORITHM[language], 0)  # no cache of its own: words are remembered here
        words = set(chain.from_iterable(map(tokens, vocabulary)))
        self._splitter = Splitter(language, {lower(word, language) for word in words})
        self._stop = frozenset(fold(word) for word in _STOP[language].split())
        self._claims = frozenset(self._readings(claim)[0][0] for claim in tokens(claims))
        self._word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._read)

    def __call__(self, text: str) -> tuple[Word, ...]:
        """The words that carry meaning, in order; stop words are left out unless nothing else is said."""
        said = self._with_denials(tokens(text))
        if not self._stop.isdisjoint(map(fold, said)):
            said = [token for token in said if fold(token) not in self._stop] or said
        return tuple(map(self._word, said))

    def _with_denials(self, said: Sequence[str]) -> Sequence[str]:
        """Joins a denying word to what it denies: "ohne Zucker" and "Zucker frei" become "zuckerfrei"."""
        before, after = _DENYING_WORD_BEFORE[self._language], _DENYING_WORD_AFTER[self._language]
        if (before | after).isdisjoint(map(str.lower, said)):
            return said
        return list(self._joined(said, before, after))

    def _joined(self, said: Sequence[str], before: set[str], after: set[str]) -> Iterator[str]:
        words = iter([*said, ""])
        word = next(words)
        for following in words:
            if word.lower() in before and following:
                word = following + _DENYING_ENDING[self._language]
            elif following.lower() in after:
                word += _DENYING_ENDING[self._language]
            else:
                yield word
                word = following

    def _read(self, token: str) -> Word:
        folded = fold(token).replace("'", "")
        joined = folded.replace("-", "")
        if MEASURE.fullmatch(token):
            return Word(token, (token,), (token,), is_measure=True)
        if denied := DENIAL.fullmatch(joined):
            stems, bases = (tuple(f"-{term}" for term in terms) for terms in self._readings(denied[1]))
            return Word(joined, stems, bases, is_claim=True)
        stems, bases = self._readings(token.replace("-", ""))
        return Word(joined, stems, bases, self._parts(token), is_claim=stems[0] in self._claims)

    def _readings(self, token: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Stems and bases, folded: stemmed with the language's own letters first, then as typed without them."""
        folded = fold(token).replace("'", "")
        spellings = dict.fromkeys((lower(token, self._language), folded))
        stems = dict.fromkeys(fold(self._stemmer.stemWord(word)).replace("'", "") for word in spellings)
        if self._language != "tr":
            return tuple(stems), tuple(stems)
        asked = dict.fromkeys([*turkish.asked_readings(folded), *map(turkish.hard, stems)])
        return tuple(asked), tuple(dict.fromkeys(turkish.written_readings(folded)))

    def _parts(self, token: str) -> tuple[str, ...]:
        written = lower(token, self._language)
        parts = tuple(written.split("-")) if "-" in written else self._splitter.split(written)
        if not parts and self._language == "tr" and (content := _TR_WITH.match(fold(written))):
            parts = (content[1],)
        return tuple(self._readings(part)[1][-1] for part in parts if part)
