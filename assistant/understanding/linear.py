"""Linear models over sparse features: a weight for each feature and class, nothing else, so they are quick."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Vector:
    """The features of one sentence that are known: their rows and values, of length one."""

    rows: NDArray[np.int64]
    values: Floats


@dataclass(frozen=True)
class Vocabulary:
    """TF-IDF: which row a feature has, and how much it says (the rarer, the more)."""

    rows: Mapping[str, int]
    idf: Floats

    def vector(self, features: Sequence[str]) -> Vector:
        """The sentence with these features."""
        counted = Counter([self.rows[feature] for feature in features if feature in self.rows])
        rows = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        values = (1.0 + np.log(counts)) * self.idf[rows]
        return Vector(rows, np.asarray(values / max(float(np.linalg.norm(values)), 1e-9), dtype=np.float32))


@dataclass(frozen=True)
class LinearModel:
    """A vector times `weights` (features × classes) plus `bias`; `temperature` turns scores into probabilities."""

    weights: Floats
    bias: Floats
    classes: tuple[str, ...]
    temperature: float = 1.0

    def probabilities(self, vector: Vector) -> Floats:
        """How likely each class is, in the order of `classes`; they add up to one."""
        scores = (vector.values @ self.weights[vector.rows] + self.bias) / self.temperature
        likely = np.exp(scores - scores.max())
        return np.asarray(likely / likely.sum(), dtype=np.float32)
