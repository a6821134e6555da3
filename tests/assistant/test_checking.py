"""Every problem of an operator or editor, as lines that say where, what, and what to do."""

from pathlib import Path

from assistant.checking import problems
from assistant.config import Config


def test_the_project_is_in_order() -> None:
    assert problems(Config()) == []


def test_problems_of_all_kinds_are_listed_together(tmp_path: Path) -> None:
    (tmp_path / "nlu_data").mkdir()
    found = problems(Config(content=tmp_path / "nlu_data", shop="corner_shop"))
    assert "nlu_data:1: holds no language. Add a folder such as de/ with a language.yml." in found
    assert any(problem.startswith("shop.yml: is missing. Put it into ") for problem in found)


def test_a_language_that_nobody_has_written_is_one_of_them() -> None:
    (problem,) = problems(Config(languages=("de", "fr")))
    assert problem.startswith("config.yml:1: languages: nobody has written fr.")
