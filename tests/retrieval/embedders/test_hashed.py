import numpy as np
import pytest

from retrieval.embedders import hashed

TEXTS = ["vollmilch", "milchreis", "brokkoli", "schokolade", "seker", "sekersiz", "zucker"]


@pytest.fixture(scope="module")
def embedder():
    return hashed.create(TEXTS)


def alike(embedder, one, other):
    first, second = embedder.encode([one, other])
    return float(first @ second)


def test_vectors_have_length_one_and_nothing_has_none(embedder):
    rows = embedder.encode([*TEXTS, "", "?"])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1] * len(TEXTS) + [0, 0], atol=1e-5)
    assert rows.dtype == np.float32


def test_the_same_text_gives_the_same_vector_in_every_process(embedder):
    assert hashed.create(TEXTS).encode(["milch"]).tolist() == embedder.encode(["milch"]).tolist()


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("vollmilch", "vollmilsch", "zucker"),
        ("brokkoli", "broccoli", "milchreis"),
        ("schokolade", "chocolate", "zucker"),
    ],
)
def test_what_is_written_alike_is_near(embedder, one, near, far):
    assert alike(embedder, one, near) > alike(embedder, one, far) + 0.2


def test_a_denial_is_nowhere_near_what_it_denies(embedder):
    assert abs(alike(embedder, "sekersiz", "seker")) < embedder.floor


def test_no_texts_give_no_rows(embedder):
    assert embedder.encode([]).shape == (0, hashed.DIMENSIONS)
