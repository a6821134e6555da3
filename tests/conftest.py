"""What many tests share: the real content, catalogue and model, read once per process and trained once."""

import fcntl

import pytest

from assistant.config import Config
from assistant.learning import cache_folder
from assistant.wiring import Parts, prepare


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Words, goods and understanding of the demo shop."""
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "tests.lock").open("w") as lock:  # one process trains, the others find what it has learnt
        fcntl.flock(lock, fcntl.LOCK_EX)
        return prepare(Config(), None, print)
