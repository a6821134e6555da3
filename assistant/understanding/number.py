"""Numbers, amounts and money in words and digits: "anderthalb Kilo", "iki yüz elli gram", "two fifty".

Numbers of all three languages follow one pattern: words below a hundred add up, "hundred" multiplies what stands
before it, "thousand" closes a group. German writes them as one word (`zweihundertfünfzig`), which is taken apart
first. A fraction may follow ("bir buçuk", "two and a half").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.token import Token, phrase_at

_HALF = Decimal("0.5")
_HUNDRED, _THOUSAND = 100, 1000
_DOZEN = 12
_RATIOS = {f"{above}/{below}": Decimal(above) / below for below in (2, 4, 8) for above in range(1, below)}
_RATIOS |= {"½": _RATIOS["1/2"], "¼": _RATIOS["1/4"], "¾": _RATIOS["3/4"]}
_GROUP = 3
_LONGEST = 15
"""Characters of the longest number in digits."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, amount or price that covers tokens first…last (exclusive)."""

    entity: str
    value: dict[str, Any]
    first: int
    last: int


def amounts(tokens: Sequence[Token], lexicon: Lexicon) -> list[Amount]:
    """All quantities and prices in the sentence, in order."""
    found, index = list[Amount](), 0
    while index < len(tokens):
        amount = _price(tokens, index, lexicon) or _quantity(tokens, index, lexicon)
        if amount:
            found.append(amount)
            index = amount.last
        else:
            index += 1
    return found


def number(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """The number that begins at `first`, and the index after it."""
    if first < len(tokens) and tokens[first].text[0].isdecimal():
        return _written(tokens, first, lexicon)
    fraction = _ratio(tokens, first) or _fraction(tokens, first, lexicon)
    if fraction:
        return fraction
    total, group, index, seen = Decimal(0), Decimal(0), first, False
    while index < len(tokens):
        parts = _parts(tokens[index].folded, lexicon)
        if parts is None:
            joins = seen and tokens[index].folded in lexicon.joiners and not lexicon.glued
            if joins and index + 1 < len(tokens) and group >= _HUNDRED and _parts(tokens[index + 1].folded, lexicon):
                index += 1
                continue
            break
        for part in parts:
            if len(parts) == 1 and not _fits(group, part):
                return _and_a_half(tokens, index, lexicon, total + group)
            total, group = _add(total, group, part)
            seen = True
        index += 1
    return _and_a_half(tokens, index, lexicon, total + group) if seen else None


def _add(total: Decimal, group: Decimal, part: Decimal) -> tuple[Decimal, Decimal]:
    """The thousands, and what is counted below a thousand, with one more part."""
    if part == _THOUSAND:
        return total + max(group, Decimal(1)) * _THOUSAND, Decimal(0)
    if part == _HUNDRED:
        return total, max(group, Decimal(1)) * _HUNDRED
    if part == _DOZEN and 0 < group < _DOZEN:
        return total, group * _DOZEN
    return total, group + part


def _written(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """A number in digits with what may follow it: 1/2, 1 1/2, 1½, "2 und ein halbes"."""
    value = digits(tokens[first].text)
    if value is None or (alone := _ratio(tokens, first)):
        return value if value is None else alone
    more = _ratio(tokens, first + 1)
    return (value + more[0], more[1]) if more else _and_a_half(tokens, first + 1, lexicon, value)


def _ratio(tokens: Sequence[Token], first: int) -> tuple[Decimal, int] | None:
    """½, or 1/2: of two, four or eight parts; others are rather dates."""
    if first >= len(tokens) or not tokens[first].text[0].isnumeric():
        return None
    for length in (1, 3):
        value = _RATIOS.get("".join(token.text for token in tokens[first : first + length]))
        if value:
            return value, first + length
    return None


def digits(text: str) -> Decimal | None:
    """A number written in digits: 1,5 and 1.5 are one and a half, 1.000 is a thousand, 1.299,00 is both.

    None for what is none: a time (12:30), a date (24.12.2026), more digits than anybody counts to.
    """
    if ":" in text or len(text) > _LONGEST:
        return None
    first, *groups = re.split("[.,]", text)
    if not groups:
        return Decimal(first)
    *between, last = groups
    if not between and (len(last) != _GROUP or len(first) > _GROUP or first == "0"):
        return Decimal(f"{first}.{last}")
    *marks, mark = re.findall("[.,]", text)
    is_whole = mark in marks or not marks
    thousands = groups if is_whole else between
    if len({*marks}) > 1 or any(len(group) != _GROUP for group in thousands):
        return None
    whole = first + "".join(thousands)
    return Decimal(whole if is_whole else f"{whole}.{last}")


def _fits(group: Decimal, part: Decimal) -> bool:
    """Whether the words add up: "twenty" takes "five", "hundred" takes "twenty".

    "five" takes nothing but multipliers: "two fifty" is two numbers.
    """
    if group == 0 or part in {_DOZEN, _HUNDRED, _THOUSAND}:
        return True
    if group % _HUNDRED == 0:
        return part < _HUNDRED
    return group % 10 == 0 and part < 10  # noqa: PLR2004  # tens and ones


def _parts(word: str, lexicon: Lexicon) -> tuple[Decimal, ...] | None:
    """The numbers that a word consists of: zweihundertfünfzig is 2, 100, 50."""
    known = lexicon.numbers.get(word)
    if known is not None:
        return (known,)
    if "-" in word:  # twenty-five
        pieces = [_parts(piece, lexicon) for piece in word.split("-")]
        return None if None in pieces else tuple(part for piece in pieces for part in piece or ())
    if lexicon.glued and (word,) in lexicon.and_a_half:  # zweieinhalb
        return (_HALF,)
    return _glued(word, lexicon) if lexicon.glued else None


def _glued(word: str, lexicon: Lexicon) -> tuple[Decimal, ...] | None:
    for length in range(len(word) - 1, 2, -1):
        head, rest = word[:length], word[length:]
        value = lexicon.numbers.get(head)
        if value is None:
            continue
        for joiner in ("", *lexicon.joiners):
            if rest.startswith(joiner):
                tail = _parts(rest[len(joiner) :], lexicon)
                if tail is not None:
                    return (value, *tail)
    return None


def _fraction(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """A fraction: "halbes", "ein halbes", "half a", "yarım"."""
    for start in (first, first + 1):
        if start == first + 1 and (first >= len(tokens) or lexicon.numbers.get(tokens[first].folded) != 1):
            break
        for length in (4, 3, 2, 1):
            at = phrase_at(tokens, start, length)
            if at in lexicon.fractions:
                end = start + length
                value = lexicon.fractions[at or ()]
                if end < len(tokens) and lexicon.numbers.get(tokens[end].folded) == 1:
                    end += 1  # half a pound
                if end < len(tokens) and lexicon.numbers.get(tokens[end].folded) == _DOZEN:
                    return value * _DOZEN, end + 1
                return value, end
    return None


def _and_a_half(tokens: Sequence[Token], index: int, lexicon: Lexicon, value: Decimal) -> tuple[Decimal, int]:
    for length in (3, 2, 1):
        if phrase_at(tokens, index, length) in lexicon.and_a_half:
            return value + _HALF, index + length
    return value, index


def _quantity(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Amount | None:
    start = first + 1 if tokens[first].folded in lexicon.minus or _is_minus(tokens, first) else first
    counted = number(tokens, start, lexicon)
    if counted is None:
        return None
    value, index = counted
    unit = lexicon.units.get(tokens[index].folded) if index < len(tokens) else None
    if unit:
        value, index = _half_of_a_unit(tokens, index + 1, lexicon, value)
    if start > first:
        value = -value
    amount = str(value.normalize()) if value % 1 else str(int(value))
    return Amount("quantity", {"amount": amount, "unit": unit} if unit else {"amount": amount}, first, index)


def _half_of_a_unit(tokens: Sequence[Token], index: int, lexicon: Lexicon, value: Decimal) -> tuple[Decimal, int]:
    """What follows the unit: "a kilo and a half of onions", but not "ein Kilo und ein halbes Brot"."""
    more, end = _and_a_half(tokens, index, lexicon, value)
    closed = end == len(tokens) or tokens[end].folded in lexicon.stopwords or not tokens[end].text[0].isalnum()
    return (more, end) if closed else (value, index)


def _is_minus(tokens: Sequence[Token], index: int) -> bool:
    """The sign of "-2"; the dashes of "5-6" and of "- 2" are none."""
    if tokens[index].text not in {"-", "−"} or index + 1 == len(tokens):
        return False
    follows = index > 0 and tokens[index - 1].end == tokens[index].start
    return tokens[index].end == tokens[index + 1].start and not follows


def _price(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Amount | None:
    """A price: "5 €", "€5", "zwölf fünfzig" is no price by itself, "zwölf Euro fünfzig", "ein Zehner", "99 Cent"."""
    slang = _slang(tokens, first, lexicon)
    if slang:
        return slang
    ahead = _currency(tokens, first, lexicon)
    if ahead and (counted := number(tokens, ahead[1], lexicon)):
        return _money(counted[0], ahead[0], first, counted[1])
    counted = number(tokens, first, lexicon)
    if counted is None:
        return None
    value, index = counted
    currency = _currency(tokens, index, lexicon)
    if currency is None:
        return None
    code, index = currency
    if code == "EUR" and (cents := _cents(tokens, index, lexicon)):
        return _money(value + cents[0] / 100, code, first, cents[1])
    return _money(value, code, first, index)


def _cents(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """The "neunundneunzig" of "zwölf Euro neunundneunzig", the "and five cents" of "three euros and five cents"."""
    joined = index < len(tokens) and tokens[index].folded in lexicon.joiners
    counted = number(tokens, index + joined, lexicon)
    if not counted or counted[0] >= _HUNDRED or counted[0] % 1:
        return None
    value, end = counted
    after = _currency(tokens, end, lexicon)
    if after and after[0] == "cent":
        return value, after[1]
    return None if joined or value < 10 else (value, end)  # noqa: PLR2004  # "drei Euro fünf" is rarely 3.05


def _slang(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Amount | None:
    at = first
    if lexicon.numbers.get(tokens[at].folded) == 1 and at + 1 < len(tokens):
        at += 1
    cents = lexicon.slang.get(tokens[at].folded)
    return None if cents is None else Amount("price", {"cents": cents, "currency": "EUR"}, first, at + 1)


def _currency(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[str, int] | None:
    for length in (2, 1):
        code = lexicon.currency.get(phrase_at(tokens, index, length) or ())
        if code:
            return code, index + length
    return None


def _money(value: Decimal, code: str, first: int, last: int) -> Amount:
    cents = int(value) if code == "cent" else int((value * 100).to_integral_value())
    return Amount("price", {"cents": cents, "currency": "EUR" if code == "cent" else code}, first, last)
