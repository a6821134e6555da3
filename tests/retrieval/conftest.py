"""One catalogue for all tests of the search; it never changes."""

import pytest

from retrieval.search import load_catalogue


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()
