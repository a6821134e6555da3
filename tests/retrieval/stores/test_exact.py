import numpy as np

from retrieval.stores import exact


def test_equal_likeness_keeps_the_order_of_the_rows():
    rows, likeness = exact.create(np.eye(3, dtype=np.float32)).search(np.ones(3, np.float32), 3)
    assert (rows.tolist(), likeness.tolist()) == ([0, 1, 2], [1.0, 1.0, 1.0])
