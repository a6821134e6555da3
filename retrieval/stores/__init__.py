"""Where vectors are kept and searched: one file per store, named in the configuration by its file name."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Store(Protocol):
    """Rows of vectors of length one, searched by inner product."""

    def search(self, query: Floats, limit: int, allowed: Mask | None = None) -> tuple[Ints, Floats]:
        """The most alike rows among the `allowed` (all when None), best first, and their likeness.

        At most `limit`; fewer when fewer are allowed. `query` is one vector.
        """


def names() -> tuple[str, ...]:
    """The stores there are."""
    return tuple(module.name for module in iter_modules(__path__))


def create(name: str, vectors: Floats) -> Store:
    """The store called `name`, filled with these rows. Raises ValueError."""
    if name not in names():
        raise ValueError(f'store: "{name}" is not known. Choose one of {", ".join(names())}.')
    return cast("Store", import_module(f"{__name__}.{name}").create(vectors))
