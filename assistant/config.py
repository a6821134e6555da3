"""config.yml: the operator's door. Every problem at once, with its key path and what to write instead."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.content.located_yaml import Problem, read
from assistant.content.near import did_you_mean

STORAGE_SECRET = "SALLY_STORAGE_URL"  # noqa: S105  # the name of a variable, not a password


Origin = Annotated[str, Field(pattern=r"^https?://[^/\s*]+$")]
"""As browsers write it: no path, no slash at the end."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Understanding(_Strict):
    """How sentences are understood."""

    engine: Literal["trained"] = "trained"


class Retrieval(_Strict):
    """How products are found: file names in retrieval/stores and retrieval/embedders."""

    store: Literal["exact", "faiss_flat"] = "faiss_flat"
    embedder: Literal["hashed"] = "hashed"


class Storage(_Strict):
    """Where conversations and the ledger are kept; empty is SQLite in the data folder."""

    url: str = Field(default="", pattern=r"^($|sqlite:///|postgresql://)")


class Bank(_Strict):
    """The customer-card bank."""

    url: str = Field(default="demo", pattern=r"^(demo|https?://.+)$")
    timeout_s: float = Field(default=2.0, gt=0, le=30)


class Limits(_Strict):
    """What one client may do."""

    body_bytes: int = Field(default=65_536, ge=1_024)
    turns_per_minute: int = Field(default=240, ge=1)
    sessions_per_minute: int = Field(default=120, ge=1)
    guest_hours: int = Field(default=24, ge=1)


class Config(_Strict):
    """Everything an operator can switch."""

    languages: tuple[str, ...] = Field(default=("de", "en", "tr"), min_length=1)
    shop: str = "city_kauf"
    content: Path = Path("nlu_data")
    understanding: Understanding = Understanding()
    retrieval: Retrieval = Retrieval()
    storage: Storage = Storage()
    bank: Bank = Bank()
    channels: tuple[Literal["rest", "rasa", "web"], ...] = ("rest", "rasa", "web")
    origins: tuple[Origin, ...] = ()
    limits: Limits = Limits()


class ConfigError(Exception):
    """What the operator must mend before Sally can start, all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration in `path`; None is all defaults. Secrets come from the environment. Raises ConfigError."""
    data: Any = {}
    if path is not None:
        document, problems = read(path, path.name)
        if document is None or problems:
            raise ConfigError(problems)
        data = document.data or {}
        if not isinstance(data, dict):
            what = "is not a list of keys. Write for example: languages: [de, en, tr]"
            raise ConfigError([Problem(path.name, 1, what)])
        try:
            config = Config.model_validate(data)
        except ValidationError as error:
            raise ConfigError([_problem(document, data, entry) for entry in error.errors()]) from None
    else:
        config = Config()
    secret = environment.get(STORAGE_SECRET)
    return config.model_copy(update={"storage": _secret(secret)}) if secret else config


def _secret(url: str) -> Storage:
    try:
        return Storage(url=url)
    except ValidationError:
        what = "does not fit. Begin with postgresql:// or sqlite:///."
        raise ConfigError([Problem(STORAGE_SECRET, 1, what)]) from None


def _problem(document: Any, data: Any, entry: Any) -> Problem:
    address = tuple(entry["loc"])
    key = ".".join(map(str, address))
    if entry["type"] == "extra_forbidden":
        hint = did_you_mean(str(address[-1]), _known(address[:-1]))
        return Problem(document.file, document.line(address), f"{key}: is not known. {hint}")
    value = _at(data, address)
    if entry["type"] == "literal_error":
        expected = entry["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(value), expected)
        return Problem(document.file, document.line(address), f"{key}: {value!r} is not one of the choices. {hint}")
    return Problem(document.file, document.line(address), f"{key}: {value!r} does not fit. {entry['msg']}.")


def _known(address: tuple[Any, ...]) -> list[str]:
    model: Any = Config
    for part in address:
        model = model.model_fields[part].annotation
    return list(model.model_fields)


def _at(data: Any, address: tuple[Any, ...]) -> Any:
    for part in address:
        data = data[part]
    return data
