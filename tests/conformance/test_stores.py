"""Every vector store must find what the exact one finds."""

import numpy as np
import pytest

from retrieval import stores
from retrieval.stores import exact

ROWS, DIMENSIONS = 500, 32


@pytest.fixture(scope="module")
def vectors():
    rows = np.random.default_rng(7).normal(size=(ROWS, DIMENSIONS)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(params=stores.names())
def store(request, vectors):
    return stores.create(request.param, vectors)


def masks():
    chance = np.random.default_rng(11)
    return [None, *(chance.random(ROWS) < share for share in (0.0, 0.004, 0.05, 0.5, 1.0))]


@pytest.mark.parametrize("limit", [1, 10, ROWS, ROWS + 5])
@pytest.mark.parametrize("allowed", masks(), ids=lambda mask: "all" if mask is None else f"{mask.sum()} rows")
def test_it_finds_what_the_exact_store_finds(store, vectors, allowed, limit):
    query = vectors[3] * 0.9 + vectors[4] * 0.1
    rows, likeness = store.search(query, limit, allowed)
    expected_rows, expected_likeness = exact.create(vectors).search(query, limit, allowed)
    assert rows.tolist() == expected_rows.tolist()
    np.testing.assert_allclose(likeness, expected_likeness, atol=1e-5)


def test_a_row_is_most_like_itself(store, vectors):
    rows, likeness = store.search(vectors[42], 1)
    assert rows.tolist() == [42]
    assert likeness[0] == pytest.approx(1.0, abs=1e-5)


def test_an_empty_store_finds_nothing(store):
    empty = type(store)(np.zeros((0, DIMENSIONS), np.float32))
    rows, likeness = empty.search(np.ones(DIMENSIONS, np.float32), 5)
    assert (len(rows), len(likeness)) == (0, 0)


def test_an_unknown_store_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r'^store: "fais" is not known. Choose one of exact, faiss_flat.$'):
        stores.create("fais", np.zeros((0, 2), np.float32))
