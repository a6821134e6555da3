"""The command line: what is in order is said shortly, and what is not in sentences."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.content import model
from assistant.rehearsal import Failure
from assistant.wiring import Parts


def test_check_says_that_everything_is_in_order() -> None:
    checked = CliRunner().invoke(app, ["check"])
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_check_lists_every_problem_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("chanels: [rest]\nlimits: {guest_hour: 2}\n")
    checked = CliRunner().invoke(app, ["check", "--config", str(tmp_path / "config.yml")])
    assert checked.exit_code == 1
    assert sorted(checked.stdout.splitlines()) == [
        'config.yml:1: chanels: is not known. Did you mean "channels"?',
        'config.yml:2: limits.guest_hour: is not known. Did you mean "guest_hours"?',
    ]


@pytest.mark.slow
def test_check_plays_the_test_cases_when_it_is_told_to(parts: Parts) -> None:
    assert parts, "learnt already"
    checked = CliRunner().invoke(app, ["check", "--play"])
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_a_case_that_fails_is_printed_with_its_file_and_name_and_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = Failure(model.TestCase("two ayran", (), "de/basket.yml"), "utter_a in step 2", "utter_b")

    async def rehearse(*_arguments: object) -> list[Failure]:
        return [failure]

    monkeypatch.setattr("assistant.rehearsal.rehearse", rehearse)
    monkeypatch.setattr("assistant.wiring.prepare", lambda *_arguments: None)
    checked = CliRunner().invoke(app, ["check", "--play"])
    assert checked.exit_code == 1
    assert checked.stdout == 'de/basket.yml: test case "two ayran": expected utter_a in step 2, got utter_b.\n'
