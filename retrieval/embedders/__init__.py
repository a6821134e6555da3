"""Text to vectors: one file per embedder, named in the configuration by its file name."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of length one, whose inner product says how alike the texts are (-1…1)."""

    @property
    def floor(self) -> float:
        """The likeness that unrelated texts often reach by chance; it counts as nothing."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text; a row of zeros for a text without words."""


def names() -> tuple[str, ...]:
    """The embedders there are."""
    return tuple(module.name for module in iter_modules(__path__))


def create(name: str, texts: Sequence[str]) -> Embedder:
    """The embedder called `name`, which may look at the catalogue's texts. Raises ValueError."""
    if name not in names():
        raise ValueError(f'embedder: "{name}" is not known. Choose one of {", ".join(names())}.')
    return cast("Embedder", import_module(f"{__name__}.{name}").create(texts))
