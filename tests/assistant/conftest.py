"""The editors' content as it is."""

import pytest

from assistant.config import Config
from assistant.content.model import Content
from assistant.wiring import read_content


@pytest.fixture(scope="session")
def content() -> Content:
    """The real flows, words and examples in all languages."""
    return read_content(Config())
