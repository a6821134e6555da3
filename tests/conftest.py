"""What many tests share: the real content, catalogue and model, read once per process and trained once."""

import pytest

from assistant.config import Config
from assistant.wiring import Parts, prepare


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Words, goods and understanding of the demo shop."""
    return prepare(Config(), None, print)
