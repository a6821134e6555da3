"""The trained model's place on disk: made once for a content and a catalogue, found again by their hash.

Training runs in a process of its own, so that a serving Sally neither waits for it nor keeps its libraries in memory.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from assistant.content.model import Content
from assistant.understanding import lexicon, model, train
from assistant.understanding.lexicon import Lexicon

_SOURCES = Path(train.__file__).parent
_STEP = re.compile(r"\d\d:\d\d:\d\d (.+)")
"""How `sally train` tells of a step: the time, then what is going on."""

_FAILED = "model: learning from the content failed"


class LearningFailed(Exception):
    """Sally could not learn from the content; the message says why, and what to do."""


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where what can be made again is kept: SALLY_CACHE, or the user's cache folder (XDG)."""
    named = environment.get("SALLY_CACHE")
    return Path(named) if named else Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sally"


def model_folder(content: Content, catalogue_words: Collection[str], cache: Path) -> Path:
    """Where the model of this content lies, whether it has been made or not."""
    total = hashlib.sha256(content.digest.encode())
    total.update("\n".join(sorted(catalogue_words)).encode())
    for source in sorted(_SOURCES.glob("*.py")):
        total.update(source.read_bytes())
    return cache / "models" / total.hexdigest()[:20]


def lexicons(content: Content) -> dict[str, Lexicon]:
    """The look-up words of every language."""
    return {code: lexicon.build(language.words) for code, language in content.languages.items()}


def learn(content: Content, catalogue_words: Collection[str], cache: Path, tell: Callable[[str], None]) -> Path:
    """Train in this process, unless the model is there already; it appears whole or not at all.

    Raises LearningFailed when there is no room for it, or a library is missing.
    """
    folder = model_folder(content, catalogue_words, cache)
    if not folder.exists():
        try:
            _learn(content, catalogue_words, folder, tell)
        except (OSError, ImportError, MemoryError) as error:
            raise _failed(str(error) or type(error).__name__) from error
    return folder


def trained(folder: Path, config: Path | None, tell: Callable[[str], None]) -> model.Model:
    """The model in `folder`; a process of its own makes it first if it is not there. Raises LearningFailed."""
    if not folder.exists():
        tell("learning from the content, once; this takes about half a minute")
        train_apart([sys.executable, "-m", "assistant", "train", *(["--config", str(config)] if config else [])], tell)
        if not folder.exists():
            raise _failed("the content was changed meanwhile")
    return model.load(folder)


def train_apart(command: list[str], tell: Callable[[str], None]) -> None:
    """Run the command that trains, and pass its steps on. Raises LearningFailed with the last other thing it says."""
    last = ""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as training:  # noqa: S603  # our own
        for line in training.stderr or ():
            if step := _STEP.match(line):
                tell(step[1])
            else:
                last = line.strip() or last
    if last.startswith(_FAILED) and training.returncode:
        raise LearningFailed(last)
    if training.returncode:
        raise _failed(last or f"the process that learns ended with status {training.returncode}")


def _failed(why: str) -> LearningFailed:
    return LearningFailed(f"{_FAILED} ({why}). Mend that, then run `sally train`.")


def _learn(content: Content, catalogue_words: Collection[str], folder: Path, tell: Callable[[str], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        examples = {code: language.examples for code, language in content.languages.items()}
        train.train(examples, lexicons(content), catalogue_words, fresh, tell)
        if not folder.exists():
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
