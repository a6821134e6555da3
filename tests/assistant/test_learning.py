"""Learning: once for a content, found again by its hash; when it fails, one sentence says why."""

import sys
from pathlib import Path

import pytest

from assistant import learning
from assistant.content.model import Content
from assistant.learning import LearningFailed, cache_folder, learn, model_folder, train_apart


def quiet(_step: str) -> None:
    """Nobody listens."""


def command(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_the_cache_is_where_the_user_wants_it() -> None:
    assert cache_folder({"SALLY_CACHE": "/srv/cache"}) == Path("/srv/cache")
    assert cache_folder({"XDG_CACHE_HOME": "/somewhere/.cache"}) == Path("/somewhere/.cache/sally")
    assert cache_folder({}) == Path.home() / ".cache" / "sally"


def test_another_content_or_another_word_of_the_catalogue_is_another_model(content: Content, tmp_path: Path) -> None:
    folders = {model_folder(content, words, tmp_path) for words in (["milk"], ["milk", "honey"], [])}
    assert len(folders) == 3
    assert model_folder(content, ["honey", "milk"], tmp_path) == model_folder(content, ["milk", "honey"], tmp_path)


def test_what_was_learnt_before_is_not_learnt_again(content: Content, tmp_path: Path) -> None:
    folder = model_folder(content, [], tmp_path)
    folder.mkdir(parents=True)
    assert learn(content, [], tmp_path, quiet) == folder


def test_the_steps_of_the_process_that_trains_are_passed_on() -> None:
    told: list[str] = []
    train_apart(command("import sys; print('12:00:01 learning', file=sys.stderr); print('noise')"), told.append)
    assert told == ["learning"]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import no_such_library", "ModuleNotFoundError: No module named 'no_such_library'"),
        ("import sys; sys.exit(3)", "the process that learns ended with status 3"),
        ("import os; os.kill(os.getpid(), 9)", "the process that learns ended with status -9"),
        ("import sys; sys.exit('no room')", "no room"),
    ],
)
def test_a_process_that_fails_gives_one_sentence(program: str, why: str) -> None:
    told: list[str] = []
    with pytest.raises(LearningFailed) as raised:
        train_apart(command(program), told.append)
    assert str(raised.value) == (f"model: learning from the content failed ({why}). Mend that, then run `sally train`.")
    assert told == []


def test_a_sentence_of_the_process_is_passed_on_as_it_is() -> None:
    sentence = "model: learning from the content failed (No module named 'sklearn'). Mend that, then run `sally train`."
    with pytest.raises(LearningFailed) as raised:
        train_apart(command(f"import sys; sys.exit({sentence!r})"), quiet)
    assert str(raised.value) == sentence


@pytest.mark.parametrize("error", [ImportError("No module named 'sklearn'"), OSError("No space left"), MemoryError()])
def test_a_missing_library_or_no_room_is_one_sentence(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def train(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(learning.train, "train", train)
    with pytest.raises(LearningFailed, match=r"^model: learning from the content failed \(.+\)\. Mend that"):
        learn(content, [], tmp_path, quiet)
    assert list((tmp_path / "models").iterdir()) == [], "nothing half-made is left"
