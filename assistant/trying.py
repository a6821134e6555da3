"""How a sentence is understood, for people: `sally try`."""

import json

from assistant.understanding.reader import Reader
from assistant.understanding.reading import Context


def explain(reader: Reader, sentence: str, language: str) -> str:
    """The language, the wishes with their values, and the commands in the sentence."""
    reading = reader.read(sentence, Context(language))
    lines = [f"language  {reading.language}"]
    for wish in reading.wishes:
        values = json.dumps(dict(wish.values), ensure_ascii=False)
        lines.append(f"wish      {wish.intent} {wish.confidence:.2f}  “{wish.words}”  {values}")
    for command in reading.commands:
        values = json.dumps(vars(command), ensure_ascii=False)
        lines.append(f"command   {type(command).__name__} {values}")
    return "\n".join(lines)
