"""Compares with every row: the truth that the other stores are measured against, and quick up to some ten thousand."""

import numpy as np

from retrieval.stores import Floats, Ints, Mask


class Exact:
    """All rows in one matrix."""

    def __init__(self, vectors: Floats) -> None:
        self._vectors = np.ascontiguousarray(vectors, np.float32)

    def search(self, query: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """The most alike rows, best first, and their likeness."""
        rows = np.arange(len(self._vectors)) if allowed is None else np.flatnonzero(allowed)
        likeness = (self._vectors if allowed is None else self._vectors[rows]) @ query
        if limit < len(rows):
            kept = np.argpartition(-likeness, limit)[:limit]
            rows, likeness = rows[kept], likeness[kept]
        order = np.lexsort((rows, -likeness))
        return rows[order], likeness[order]


def create(vectors: Floats) -> Exact:
    """A store filled with these rows."""
    return Exact(vectors)
