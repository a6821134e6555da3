"""config.yml: every problem at once, with its key, and what to write instead."""

from pathlib import Path

import pytest
import yaml

from assistant import config as configuration
from assistant.config import Config, ConfigError
from assistant.wiring import PROJECT, read_content


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "config.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        configuration.load(file, {})
    return [str(problem) for problem in raised.value.problems]


def test_the_file_of_the_project_shows_every_key_with_its_default() -> None:
    assert configuration.load(PROJECT / "config.yml", {}) == Config()
    written = yaml.safe_load((PROJECT / "config.yml").read_text("utf-8"))
    assert set(written) == set(Config.model_fields)
    for name, part in written.items():
        if isinstance(part, dict):
            assert set(part) == set(type(getattr(Config(), name)).model_fields)


def test_without_a_file_everything_is_as_by_default() -> None:
    assert configuration.load(None, {}) == Config()


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}"])
def test_an_empty_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yml").write_text(text)
    assert configuration.load(tmp_path / "config.yml", {}) == Config()


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    text = "langauges: [de]\nretrieval:\n  store: fais_flat\nbank:\n  timeout_s: 0\nlimits:\n  guest_hour: 3\n"
    assert problems(tmp_path, text) == [
        "config.yml:3: retrieval.store: 'fais_flat' is not one of the choices. Did you mean \"faiss_flat\"?",
        "config.yml:5: bank.timeout_s: 0 does not fit. Input should be greater than 0.",
        'config.yml:7: limits.guest_hour: is not known. Did you mean "guest_hours"?',
        'config.yml:1: langauges: is not known. Did you mean "languages"?',
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("languages: []\n", "config.yml:1: languages: "),
        ("languages: de\n", "config.yml:1: languages: "),
        ("channels: [rest, fax]\n", "config.yml:1: channels.1: "),
        ("origins: [shop.example]\n", "config.yml:1: origins.0: "),
        ("origins: ['*']\n", "config.yml:1: origins.0: "),
        ("origins: ['https://shop.example/']\n", "config.yml:1: origins.0: "),
        ("storage: {url: mysql://db}\n", "config.yml:1: storage.url: "),
        ("bank: {url: ftp://bank}\n", "config.yml:1: bank.url: "),
        ("limits: {body_bytes: many}\n", "config.yml:1: limits.body_bytes: "),
        ("limits: 7\n", "config.yml:1: limits: "),
        ("shop: [a]\n", "config.yml:1: shop: "),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_key(tmp_path: Path, text: str, where: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(where)
    assert problem.endswith((".", "?"))


@pytest.mark.parametrize("text", ["- de\n", "7\n", "just words\n"])
def test_a_file_without_keys_is_told_what_to_write(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == [
        "config.yml:1: is not a list of keys. Write for example: languages: [de, en, tr]"
    ]


@pytest.mark.parametrize("text", ["languages: [de\n", "a: b: c\n", "\tlanguages: de\n", "a: 1\na: 2\n", "a: &x [*x]\n"])
def test_broken_yaml_is_a_problem_with_its_line(tmp_path: Path, text: str) -> None:
    assert all(problem.startswith("config.yml:") for problem in problems(tmp_path, text))


def test_what_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_bytes(b"languages: \xff\xfe")
    with pytest.raises(ConfigError, match=r"^config.yml:1: byte 11 is not UTF-8. Save the file as UTF-8.$"):
        configuration.load(tmp_path / "config.yml", {})


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^config.yml:1: cannot be read \(No such file or directory\)\."):
        configuration.load(tmp_path / "config.yml", {})


def test_the_secret_of_the_environment_wins() -> None:
    url = "postgresql://sally:secret@db.example/sally"
    assert configuration.load(None, {"SALLY_STORAGE_URL": url}).storage.url == url
    assert configuration.load(None, {"SALLY_STORAGE_URL": ""}).storage.url == ""


def test_a_secret_that_does_not_fit_is_a_problem_that_does_not_tell_it() -> None:
    with pytest.raises(ConfigError) as raised:
        configuration.load(None, {"SALLY_STORAGE_URL": "mysql://sally:secret@db.example"})
    assert str(raised.value).startswith("SALLY_STORAGE_URL:")
    assert "secret" not in str(raised.value)


def test_a_language_that_nobody_has_written_is_a_problem() -> None:
    with pytest.raises(ConfigError, match=r"languages: nobody has written fr, it. Choose from de, en, tr.$"):
        read_content(Config(languages=("de", "fr", "it")))
