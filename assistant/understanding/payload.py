"""Buttons and other machines say what they mean: `/add_to_basket{"product": "2003000100006"}`, as in Rasa."""

import json
import re
from typing import Any

_PAYLOAD = re.compile(r"^/(?P<intent>[A-Za-z_][\w/]*)(?:@(?P<confidence>[\d.]+))?\s*(?P<values>\{.*\})?\s*$", re.DOTALL)


class PayloadError(ValueError):
    """The text begins like a payload but cannot be read; the message says why."""


def parse(text: str) -> tuple[str, dict[str, Any]] | None:
    """The intent and the entities of a payload; None when the text is no payload. Raises PayloadError."""
    if not re.match(r"^/[A-Za-z_]", text):
        return None
    match = _PAYLOAD.match(text)
    if not match:
        raise PayloadError(f'{text[:80]!r} is no payload. Write /intent or /intent{{"entity": "value"}}.')
    try:
        values = json.loads(match["values"] or "{}")
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"the JSON of {text[:80]!r} cannot be read ({error}). Check quotes and commas.") from error
    return match["intent"], values
