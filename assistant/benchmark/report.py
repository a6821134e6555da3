"""Prints what was measured: a table for people, or one JSON object for machines."""

import json
import platform
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table


def show(title: str, figures: Mapping[str, Any], *, as_json: bool) -> None:
    """Print the figures; with `as_json` one object on standard output and nothing else."""
    if as_json:
        print(json.dumps(figures))  # noqa: T201  # the output of the command
        return
    table = Table("what", "figure", title=f"{title} on {platform.machine()}, Python {platform.python_version()}")
    for name, value in _rows(figures):
        table.add_row(name, f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value))
    Console().print(table)


def _rows(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _rows(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
