"""Every test case of the editors goes as it is written."""

import pytest

from assistant.config import Config
from assistant.rehearsal import rehearse
from assistant.wiring import Parts


@pytest.mark.parametrize("language", Config().languages)
async def test_the_editors_test_cases_go_as_they_are_written(parts: Parts, language: str) -> None:
    assert parts.content.languages[language].test_cases
    assert [str(failure) for failure in await rehearse(Config(), parts, language)] == []
