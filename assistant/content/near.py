"""The nearest known word, for errors that help."""

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 12
"""So many known words are listed."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that names what was probably meant, or lists what there is."""
    choices = sorted(known)
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    shown = ", ".join(choices[:_SHOWN]) + (", …" if len(choices) > _SHOWN else "")
    return f"Known: {shown}." if choices else "Remove it."
