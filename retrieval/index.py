"""Every document scored for a shopper's words: by the words themselves, and by likeness of vectors.

The two are brought to one scale and the higher one counts. Adding ranks would let a weak method spoil a sure one.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval import embedders, stores
from retrieval.lexical import KINDS, Floats, Kinds
from retrieval.tongue import Document, Tongue

WHY = (*KINDS, "likeness")
_LIKENESS = WHY.index("likeness")
_LIKENESS_CEILING = 0.9
_BY_CHANCE = 0.2
"""What likeness below the floor is worth: enough to order what is nowhere near, never enough to be shown."""
_OTHER_LANGUAGE = 0.95
_SURE = 0.8
"""Words that fit this well need no likeness."""
_NEIGHBOURS = 96


class Index:
    """Documents in several languages, searchable in each of them. `claims` are by language, see Tongue."""

    def __init__(
        self,
        documents: Sequence[Document],
        languages: Sequence[str],
        claims: Mapping[str, str] | None = None,
        *,
        embedder: str = "hashed",
        store: str = "exact",
    ) -> None:
        self.size = len(documents)
        self._tongues = {
            language: Tongue(documents, language, (claims or {}).get(language, "")) for language in languages
        }
        called = sorted({pair for tongue in self._tongues.values() for pair in tongue.called})
        texts = [text for _, text in called]
        self._owners = np.array([owner for owner, _ in called], np.int64)
        self._embedder = embedders.create(embedder, texts)
        self._vectors = self._embedder.encode(texts)
        self._store = stores.create(store, self._vectors)

    def same(self, words: str, language: str) -> tuple[int, ...]:
        """The documents that are called exactly this, in `language` or, when there are none, in another one."""
        for tongue in self._by_preference(language):
            if found := tongue.same(words, is_asked=self._is_asked(tongue, language)):
                return found
        return ()

    def respelt(self, words: str, language: str) -> tuple[tuple[int, float], ...]:
        """The documents that are called nearly this in `language`, each with a score."""
        return self._by_preference(language)[0].respelt(words)

    def scores(self, words: str, language: str) -> tuple[Floats, Kinds]:
        """For each document how well it fits, 0…1, and the place in WHY of what fits."""
        values, kinds = np.zeros(self.size, np.float32), np.zeros(self.size, np.int8)
        for tongue in self._by_preference(language):
            is_asked = self._is_asked(tongue, language)
            found, found_kinds = tongue.scores(words, is_asked=is_asked)
            found *= 1 if is_asked else _OTHER_LANGUAGE
            np.copyto(kinds, found_kinds, where=found > values)
            np.maximum(values, found, out=values)
        if values.max(initial=0) < _SURE:
            alike = self._alike(words, language)
            kinds[alike > values] = _LIKENESS
            np.maximum(values, alike, out=values)
        return values, kinds

    def vectors(self) -> Floats:
        """One vector of length one per document: the mean of its texts."""
        means = np.zeros((self.size, self._vectors.shape[1]), np.float32)
        np.add.at(means, self._owners, self._vectors)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.where(lengths > 0, lengths, 1), np.float32)

    @property
    def size_bytes(self) -> int:
        """What the vectors take."""
        return self._vectors.nbytes

    def _by_preference(self, language: str) -> list[Tongue]:
        return sorted(self._tongues.values(), key=lambda tongue: tongue.language != language)

    def _is_asked(self, tongue: Tongue, language: str) -> bool:
        """Whether words may be read in this tongue: in any, when the shopper's own is not there."""
        return tongue.language == language or language not in self._tongues

    def _alike(self, words: str, language: str) -> Floats:
        values = np.zeros(self.size, np.float32)
        told, share = self._by_preference(language)[0].told(words)
        rows, likeness = self._store.search(self._embedder.encode([told])[0], _NEIGHBOURS)
        floor = self._embedder.floor
        rated = np.maximum((likeness - floor) / (1 - floor), likeness * _BY_CHANCE) * _LIKENESS_CEILING * share
        np.maximum.at(values, self._owners[rows], rated.astype(np.float32).clip(0, 1))
        return values
