"""The look-up words of the three languages."""

import pytest

from assistant.content.model import Content
from assistant.learning import lexicons
from assistant.understanding.lexicon import Lexicon


@pytest.fixture(scope="session")
def words(content: Content) -> dict[str, Lexicon]:
    """By language."""
    return lexicons(content)
