"""Plays the editors' test cases on a Sally in memory: `sally check --play`."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.config import Config, Storage
from assistant.content.model import TestCase
from assistant.turn import Message
from assistant.understanding.payload import PayloadError
from assistant.wiring import Parts, Sally, memory_bank, running

THURSDAY_MORNING = datetime(2026, 10, 1, 10, 0)  # noqa: DTZ001  # the shop's own time
"""When all of them take place, so that each goes the same way every day."""


@dataclass(frozen=True)
class Failure:
    """A test case that did not go as it is written."""

    case: TestCase
    expected: str
    got: str

    def __str__(self) -> str:
        return f'{self.case.file}: test case "{self.case.name}": expected {self.expected}, got {self.got}.'


async def rehearse(config: Config, parts: Parts, language: str | None = None) -> list[Failure]:
    """Play every test case, or those of one language; those that failed. What is written is forgotten again."""
    config = config.model_copy(update={"storage": Storage()})
    with tempfile.TemporaryDirectory() as folder:
        async with running(config, parts, Path(folder), memory_bank(config), now=lambda: THURSDAY_MORNING) as sally:
            played = [
                await _Rehearsal(sally, code, case).play()
                for code, spoken in parts.content.languages.items()
                for case in spoken.test_cases
                if language in {None, code}
            ]
    return [failure for failure in played if failure]


@dataclass
class _Rehearsal:
    """One test case while it is played."""

    sally: Sally
    language: str
    case: TestCase
    session_id: str = ""
    said: list[str] = field(default_factory=list)
    unheard: Iterator[str] = field(default_factory=lambda: iter(()))
    """What Sally has said and no step has named yet."""

    async def play(self) -> Failure | None:
        """The first step that goes wrong, if one does."""
        self.session_id = (await self.sally.sessions.open(self.language, "rehearsal")).session_id
        await self._take(Message("open", "open"))
        for number, step in enumerate(self.case.steps):
            for kind, value in step.items():
                if failure := await self._step(kind, value, number):
                    return failure
        return None

    async def _step(self, kind: str, value: Any, number: int) -> Failure | None:
        match kind:
            case "user":
                try:
                    await self._take(Message(str(number), "text", str(value)))
                except PayloadError as error:
                    return Failure(self.case, f"a payload in step {number + 1}", str(error))
            case "utter" if value not in self.unheard:
                return Failure(self.case, f"{value} in step {number + 1}", ", ".join(self.said) or "nothing")
            case "slot_was_set":
                return await self._slots_are(value, number)
        return None

    async def _take(self, message: Message) -> None:
        answer = await self.sally.turns.take(self.session_id, message)
        self.said = [reply["key"] for reply in answer["replies"]]
        self.unheard = iter(self.said)

    async def _slots_are(self, wanted: Any, number: int) -> Failure | None:
        """`wanted` is a list of names, which must have a value, or of {name: value}."""
        saved, _replay = await self.sally.store.load(self.session_id)
        assert saved, "a session that is being played is there"
        slots = {
            name: value for frame in saved.state["conversation"]["stack"] for name, value in frame["slots"].items()
        }
        for entry in wanted if isinstance(wanted, list) else [wanted]:
            pairs = entry.items() if isinstance(entry, Mapping) else [(entry, slots.get(entry, ""))]
            for name, value in pairs:
                if name not in slots or slots[name] != value:
                    got = f"{name}: {slots[name]}" if name in slots else f"no {name}"
                    return Failure(self.case, f"the slot {name} in step {number + 1}", got)
        return None
