"""What an action brings back: the name of what happened and the values to speak of, never words.

A value is a small JSON object with a `type`, so that it can be stored, sent to a screen and spoken in any
language. The constructors below are the only way values come about.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Value = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What happened (`name`, one of the action's OUTCOMES) and the values to speak of.

    `slots` are handed to the flow, which may branch on them; `show` goes to the screens as it is
    (product cards, the praline box), keyed by the kind of what is shown.
    """

    name: str
    data: Mapping[str, Value] = field(default_factory=dict)
    slots: Mapping[str, Any] = field(default_factory=dict)
    show: Mapping[str, Any] = field(default_factory=dict)
    ends_visit: bool = False
    """The shopper has paid: whatever else was being talked about is over."""


def money(cents: int) -> Value:
    """An amount in euro cents."""
    return {"type": "money", "cents": cents}


def count(number: int) -> Value:
    """A plain number of things."""
    return {"type": "count", "number": number}


def percent(value: Decimal) -> Value:
    """A share of a hundred."""
    return {"type": "percent", "value": str(value)}


def quantity(amount: Decimal, unit: str) -> Value:
    """An amount with its unit: 1.5 kg, 330 ml."""
    return {"type": "quantity", "amount": str(amount), "unit": unit}


def product(name: Mapping[str, str]) -> Value:
    """A product by its name in each language."""
    return {"type": "product", "name": dict(name)}


def item(name: Mapping[str, str], amount: Decimal, unit: str) -> Value:
    """So many of a product; `unit` is "piece", or "kg" for goods sold by weight."""
    return {"type": "item", "name": dict(name), "amount": str(amount), "unit": unit}


def text(words: str | Mapping[str, str]) -> Value:
    """Words as they are (a first name), or by language."""
    return {"type": "text", "text": words if isinstance(words, str) else dict(words)}


def label(entity: str, key: str) -> Value:
    """A word of `values:` in language.yml: label("allergen", "nuts")."""
    return {"type": "label", "entity": entity, "key": key}


def unit(amount: Decimal, key: str) -> Value:
    """The measure behind a unit price: 1 kg, 100 ml."""
    return quantity(amount, key)


def country(code: str) -> Value:
    """A country by its ISO 3166 code."""
    return {"type": "country", "code": code}


def day(value: date) -> Value:
    """A calendar day."""
    return {"type": "date", "iso": value.isoformat()}


def clock(value: time) -> Value:
    """A time of day."""
    return {"type": "clock", "iso": value.isoformat("minutes")}


def slot(start: datetime, end: datetime) -> Value:
    """A window of time on one day."""
    return {"type": "slot", "start": start.isoformat(timespec="minutes"), "end": end.isoformat(timespec="minutes")}


def several(values: Iterable[Value]) -> Value:
    """A list, joined with commas and the language's "and"."""
    return {"type": "list", "items": list(values)}


def marked(value: Value, entity: str, key: str) -> Value:
    """A value with a word behind it in brackets: orchid (advertisement)."""
    return {"type": "marked", "value": value, "mark": label(entity, key)}


def series(values: Iterable[Value]) -> Value:
    """Values one after the other, with commas only: pick-up, Monday, 14:00–16:00."""
    return {"type": "series", "items": list(values)}


def choices(question: str, options: Iterable[tuple[Value, str]]) -> Value:
    """Answers to a question that can be pressed instead of said: what each button says, and the slot's value."""
    return {
        "type": "choices",
        "slot": question,
        "options": [
            {"title": title, "payload": f"/inform{json.dumps({question: value}, ensure_ascii=False)}"}
            for title, value in options
        ],
    }
