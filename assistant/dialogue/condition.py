"""Conditions of flows: `slots.outcome is "several" and not slots.count > 3`.

The grammar is the part of Rasa's predicates that flows need:

    or    := and ("or" and)*
    and   := not ("and" not)*
    not   := "not" not | "(" or ")" | test
    test  := operand (("is" ["not"] | "=" | "!=" | "<" | "<=" | ">" | ">=") operand)?
    operand := slots.<name> | "text" | 'text' | number | true | false | null
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Slots = Mapping[str, Any]
Test = Callable[[Slots], bool]
Operand = Callable[[Slots], Any]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[A-Za-z_][\w.]*)|(?P<sign><=|>=|!=|[=<>()]))"""
)
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_KEYWORDS = {"and", "or", "not", "is"}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class ConditionError(ValueError):
    """The text is not a condition; the message says where and what was expected."""


@dataclass(frozen=True)
class Condition:
    """A condition that was understood: its text, the slots it reads, and its test."""

    text: str
    reads: frozenset[str]
    holds: Test


def parse(text: str) -> Condition:
    """The condition that `text` says. Raises ConditionError."""
    parser = _Parser(text)
    test = parser.either()
    parser.expect_end()
    return Condition(text, frozenset(parser.reads), test)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.reads: set[str] = set()

    def either(self) -> Test:
        tests = [self.both()]
        while self.take("or"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda slots: any(test(slots) for test in tests)

    def both(self) -> Test:
        tests = [self.negation()]
        while self.take("and"):
            tests.append(self.negation())
        return tests[0] if len(tests) == 1 else lambda slots: all(test(slots) for test in tests)

    def negation(self) -> Test:
        if self.take("not"):
            test = self.negation()
            return lambda slots: not test(slots)
        if self.take("("):
            test = self.either()
            if not self.take(")"):
                raise ConditionError(f"{self.text!r}: a closing parenthesis is missing")
            return test
        return self.comparison()

    def comparison(self) -> Test:
        left = self.operand()
        if self.take("is"):
            wanted = not self.take("not")
            return _equal(left, self.operand(), wanted=wanted)
        if self.take("="):
            return _equal(left, self.operand(), wanted=True)
        if self.take("!="):
            return _equal(left, self.operand(), wanted=False)
        for sign, compare in _ORDER.items():
            if self.take(sign):
                return _ordered(left, compare, self.operand())
        return lambda slots: bool(left(slots))

    def operand(self) -> Operand:
        if not self.tokens or (kind := self.tokens[0][0]) == "sign" or self.tokens[0][1] in _KEYWORDS:
            found = repr(self.tokens[0][1]) if self.tokens else "the end"
            expected = "slots.<name>, a text, a number, true, false or null"
            raise ConditionError(f"{self.text!r}: expected {expected}; found {found}")
        token = self.tokens.pop(0)[1]
        if kind == "word" and token.startswith("slots."):
            name = token.removeprefix("slots.")
            self.reads.add(name)
            return lambda slots: slots.get(name)
        value = self._constant(kind, token)
        return lambda _slots: value

    def _constant(self, kind: str, token: str) -> Any:
        if kind == "text":
            return token[1:-1]
        if kind == "number":
            return float(token)
        if token in _CONSTANTS:
            return _CONSTANTS[token]
        raise ConditionError(f"{self.text!r}: {token!r} is not known; slots are written slots.{token}, texts in quotes")

    def take(self, token: str) -> bool:
        if self.tokens and self.tokens[0][0] != "text" and self.tokens[0][1] == token:
            self.tokens.pop(0)
            return True
        return False

    def expect_end(self) -> None:
        if self.tokens:
            raise ConditionError(f"{self.text!r}: {self.tokens[0][1]!r} was not expected here")


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if not match or match.lastgroup is None:
            raise ConditionError(f"{text!r}: cannot read {text[position:].strip()!r}")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


def _equal(left: Operand, right: Operand, *, wanted: bool) -> Test:
    return lambda slots: (left(slots) == right(slots)) is wanted


def _ordered(left: Operand, compare: Callable[[Any, Any], bool], right: Operand) -> Test:
    def test(slots: Slots) -> bool:
        values = left(slots), right(slots)
        return all(isinstance(value, int | float) for value in values) and compare(*values)

    return test
