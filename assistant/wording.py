"""From what Sally says to words: the variation that fits, with its values as people of that language write them."""

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from assistant.content.model import Button, Language, Variation
from assistant.dialogue.conversation import Say

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+)\}")


@dataclass(frozen=True)
class Reply:
    """A response in words: its key, its text, its buttons, and the typed values for the voice."""

    key: str
    text: str
    buttons: tuple[Button, ...]
    values: Mapping[str, Any]


def word(say: Say, language: Language, channel: str, draw: str) -> Reply:
    """The response in the words of `language`.

    `draw` decides between equal variations, always alike for the same draw.
    """
    eligible = _eligible(language.responses[say.reply], say, channel)
    variation = eligible[zlib.crc32(f"{draw}:{say.reply}".encode()) % len(eligible)]
    text = _PLACEHOLDER.sub(lambda match: _fill(match, say.values, language), variation.text)
    titles = (Button(language.label("flow", flow), f"/{intent}") for flow, intent in say.choices)
    return Reply(say.reply, text, (*variation.buttons, *titles, *_answers(say, language)), say.values)


def _answers(say: Say, language: Language) -> Iterable[Button]:
    """The answers that an action offers for the question, as buttons."""
    offered = say.values.get("choices", {})
    options = offered["options"] if say.question and offered.get("slot") == say.question else ()
    return [Button(show(option["title"], language), option["payload"]) for option in options]


def _eligible(variations: Iterable[Variation], say: Say, channel: str) -> list[Variation]:
    """Rasa's order: condition and channel, channel alone, condition alone, neither; the first non-empty set."""
    sets: list[list[Variation]] = [[], [], [], []]
    for variation in variations:
        if variation.channel not in {None, channel} or not _holds(variation, say.slots):
            continue
        rank = (0 if variation.conditions else 1) + (0 if variation.channel else 2)
        sets[rank].append(variation)
    chosen = next((found for found in sets if found), None)
    assert chosen, f"no variation of {say.reply} fits"
    return chosen


def _holds(variation: Variation, slots: Mapping[str, Any]) -> bool:
    return all(_same(slots.get(name), wanted) for name, wanted in variation.conditions)


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return type(value) is type(wanted) and bool(value == wanted)


def _fill(match: re.Match[str], values: Mapping[str, Any], language: Language) -> str:
    if match[1] is None:
        return match[0][0]
    assert match[1] in values, f"no value for {{{match[1]}}}"
    return show(values[match[1]], language)


def show(value: Mapping[str, Any], language: Language) -> str:
    """A typed value as it is written in this language."""
    match value["type"]:
        case "marked":
            return f"{show(value['value'], language)} ({show(value['mark'], language)})"
        case "series":
            return ", ".join(show(item, language) for item in value["items"])
        case "list":
            return _listed([show(item, language) for item in value["items"]], language)
        case "money" | "count" | "percent" | "quantity" | "item":
            return _figure(value, language)
        case "date" | "clock" | "slot":
            return _moment(value, language.words.language.locale)
        case _:
            return _name(value, language)


def _figure(value: Mapping[str, Any], language: Language) -> str:
    locale = language.words.language.locale
    match value["type"]:
        case "money":
            return _money(value["cents"], locale)
        case "percent":
            return format_percent(Decimal(value["value"]) / 100, locale=locale, decimal_quantization=False)
        case "quantity":
            return f"{_number(Decimal(value['amount']), locale)} {_unit(value['unit'], language)}"
        case "item":
            return _item(value, language)
        case _:
            return _number(Decimal(value["number"]), locale)


def _name(value: Mapping[str, Any], language: Language) -> str:
    match value["type"]:
        case "product":
            return _in(value["name"], language)
        case "text":
            text = value["text"]
            return text if isinstance(text, str) else _in(text, language)
        case "label":
            return language.label(value["entity"], value["key"])
        case "country":
            return _country(value["code"], language.words.language.locale)
    raise AssertionError(f"no value is of type {value['type']}")


def _moment(value: Mapping[str, Any], locale: str) -> str:
    match value["type"]:
        case "date":
            return format_date(date.fromisoformat(value["iso"]), "full", locale=locale)
        case "clock":
            return format_time(time.fromisoformat(value["iso"]), "short", locale=locale)
        case _:
            start, end = datetime.fromisoformat(value["start"]), datetime.fromisoformat(value["end"])
            day = format_skeleton("MMMEd", start, locale=locale)
            return f"{day}, {format_time(start, 'short', locale=locale)}–{format_time(end, 'short', locale=locale)}"


def _item(value: Mapping[str, Any], language: Language) -> str:
    amount = _number(Decimal(value["amount"]), language.words.language.locale)
    name = _in(value["name"], language)
    return f"{amount} × {name}" if value["unit"] == "piece" else f"{amount} {_unit(value['unit'], language)} {name}"


def _listed(parts: list[str], language: Language) -> str:
    joining = language.words.listing
    if len(parts) < 2:  # noqa: PLR2004  # nothing to join
        return "".join(parts)
    return joining.separator.join(parts[:-1]) + joining.last + parts[-1]


def _in(texts: Mapping[str, str], language: Language) -> str:
    """The text in this language, or in another one rather than nothing."""
    return texts.get(language.code) or next(iter(texts.values()), "")


def _unit(key: str, language: Language) -> str:
    said = language.words.units.get(key)
    return said[0] if said else key


@lru_cache(maxsize=4096)
def _money(cents: int, locale: str) -> str:
    return format_currency(Decimal(cents) / 100, "EUR", locale=locale)


@lru_cache(maxsize=4096)
def _number(number: Decimal, locale: str) -> str:
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=512)
def _country(code: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(code, code))
