"""FAISS without approximation: every row is compared, in optimised code; filters are a bitmap of rows."""

import faiss
import numpy as np

from retrieval.stores import Floats, Ints, Mask


class FaissFlat:
    """An IndexFlatIP."""

    def __init__(self, vectors: Floats) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def search(self, query: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """The most alike rows, best first, and their likeness."""
        wanted = min(limit, self._index.ntotal if allowed is None else int(allowed.sum()))
        if wanted == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        bitmap = np.packbits(np.ones(0, bool) if allowed is None else allowed, bitorder="little")
        parameters = faiss.SearchParameters()  # holds the bitmap by address: both have to live until the search is over
        parameters.sel = faiss.IDSelectorBitmap(len(bitmap), faiss.swig_ptr(bitmap)) if allowed is not None else None
        likeness, rows = self._index.search(query[None].astype(np.float32), wanted, params=parameters)
        return rows[0], likeness[0]


def create(vectors: Floats) -> FaissFlat:
    """A store filled with these rows."""
    return FaissFlat(vectors)
