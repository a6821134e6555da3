"""Linear models over sparse features: a weight for each feature and class, nothing else, so they are quick."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LinearModel:
    """TF-IDF features times `weights` (features × classes) plus `bias`; `temperature` turns scores into probabilities."""

    vocabulary: Mapping[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    classes: tuple[str, ...]
    temperature: float = 1.0

    def probabilities(self, features: Sequence[str]) -> Floats:
        """How likely each class is, in the order of `classes`; they add up to one."""
        scores = self.scores(features) / self.temperature
        likely = np.exp(scores - scores.max())
        result: Floats = likely / likely.sum()
        return result

    def scores(self, features: Sequence[str]) -> Floats:
        """The raw score of each class."""
        counted = Counter(row for feature in features if (row := self.vocabulary.get(feature)) is not None)
        if not counted:
            return self.bias
        rows = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        values = (1.0 + np.log(counts)) * self.idf[rows]
        values /= np.linalg.norm(values)
        result: Floats = values @ self.weights[rows] + self.bias
        return result
