"""Plays: conversations written down like a play, with what must be in the basket and in the ledger.

# Two ayran and a bread                       the title
language: de                                  what the session begins with (the folder's language otherwise)
card 1003                                     a card goes in; `card out` pulls it out
Shopper: zwei Ayran und ein Brot              said or typed
Sally (utter_add_to_basket_added): 2 × Ayran | 1,38 €
                                              she must give this response, with each of these fragments in it;
                                              responses not listed may be given too, listed ones come in this order
press /show_basket                            a button
scan 2003000100006                            a barcode
exit                                          the cart drives through the exit
silence                                       nobody answers
Not Sally: utter_rephrase                     she must not have given this response just now
Basket: 2 × Ayran; 1 × Bauernbrot = 4,67 €    lines by a piece of their name, and what is due; `Basket: empty`
Ledger: add, add, paid                        the kinds of all operations so far
Question: praline_sort                        the slot that is asked for; `Question: none`
Language: tr                                  the language that Sally now speaks
Bank: down                                    the bank from now on: normal, slow, down, declining
later                                         the outbox is worked off once
Now: 2026-10-01 18:30                         the shop's clock from now on; a Thursday at 10:00 otherwise
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from actions.shop.bank import MemoryBank
from assistant.turn import Message
from assistant.wiring import Sally, audit


@dataclass
class Clock:
    """The shop's clock, standing still."""

    time: datetime = datetime(2026, 10, 1, 10, 0)  # noqa: DTZ001  # the shop's local time

    def __call__(self) -> datetime:
        return self.time


@dataclass
class Performance:
    """One play on the stage."""

    sally: Sally
    bank: MemoryBank
    play: Path
    language: str
    clock: "Clock"
    session_id: str = ""
    answer: dict[str, Any] = field(default_factory=dict)
    spoken: list[dict[str, Any]] = field(default_factory=list)
    messages: int = 0
    line: int = 0

    async def perform(self) -> None:
        opened = None
        for number, raw in enumerate(self.play.read_text("utf-8").splitlines(), 1):
            text = raw.split(" #")[0].strip() if not raw.startswith("#") else ""
            if not text:
                continue
            self.line = number
            if text.startswith("language:"):
                self.language = text.split(":")[1].strip()
                continue
            if opened is None:
                opened = await self.sally.sessions.open(self.language, "cart")
                self.session_id = opened.session_id
                await self.send(Message("open", "open"))
            await self.act(text)
        saved, _ = await self.sally.store.load(self.session_id)
        assert await audit(self.sally.store, self.session_id, saved.basket), (
            f"{self.where}: the basket is not its ledger"
        )

    async def act(self, text: str) -> None:
        head, _, rest = text.partition(":")
        word, _, argument = text.partition(" ")
        rest, argument = rest.strip(), argument.strip()
        if head == "Shopper":
            await self.send(self.message("text", text=rest))
        elif word == "press":
            await self.send(self.message("button", text=argument))
        elif word == "scan":
            await self.send(self.message("scan", gtin=argument))
        elif text == "card out":
            await self.send(self.message("card_out"))
        elif word == "card":
            await self.send(self.message("card_in", card=argument))
        elif text in {"exit", "silence"}:
            await self.send(self.message(text))
        elif text == "later":
            await self.sally.outbox.sweep()
            events = await self.sally.store.events(self.session_id, 0)
            self.spoken = [event.data["reply"] for event in events if event.kind == "sally"][-2:]
        else:
            await self.check(head, rest)

    async def check(self, head: str, rest: str) -> None:
        if match := re.fullmatch(r"Sally \((\w+)\)", head):
            self.expect_reply(match[1], [part.strip() for part in rest.split("|") if part.strip()])
        elif head == "Not Sally":
            assert rest not in [reply["key"] for reply in self.spoken], f"{self.where}: she said {rest}"
        elif head == "Basket":
            self.expect_basket(rest)
        elif head == "Ledger":
            kinds = [entry["kind"] for entry in await self.sally.store.operations(self.session_id)]
            assert kinds == [kind.strip() for kind in rest.split(",") if kind.strip() and rest != "empty"], (
                f"{self.where}: {kinds}"
            )
        elif head == "Question":
            assert (self.answer["question"] or "none") == rest, (
                f"{self.where}: the question is {self.answer['question']}"
            )
        elif head == "Language":
            assert self.answer["language"] == rest, f"{self.where}: she speaks {self.answer['language']}"
        elif head == "Now":
            self.clock.time = datetime.fromisoformat(rest)
        elif head == "Bank":
            self.bank.mode = rest  # type: ignore[assignment]
        else:
            raise AssertionError(f"{self.where}: no such direction: {head}")

    def expect_reply(self, key: str, fragments: list[str]) -> None:
        said = "\n".join(f"    {reply['key']}: {reply['text']}" for reply in self.spoken) or "    (nothing)"
        keys = [reply["key"] for reply in self.spoken]
        assert key in keys, f"{self.where}: expected {key}, she said\n{said}"
        reply = self.spoken.pop(keys.index(key))
        del self.spoken[: keys.index(key)]
        for fragment in fragments:
            assert _plain(fragment) in _plain(reply["text"]), f"{self.where}: {fragment!r} is not in {reply['text']!r}"

    def expect_basket(self, wanted: str) -> None:
        basket = self.answer["basket"]
        if wanted == "empty":
            assert not basket["lines"], f"{self.where}: {_shown(basket, self.language)}"
            return
        listed, _, total = wanted.rpartition(" = ")
        shown = _shown(basket, self.language)
        lines = [line.strip() for line in (listed or wanted).split(";")]
        assert len(lines) == len(basket["lines"]), f"{self.where}: in the basket is {shown}"
        for line, real in zip(lines, basket["lines"], strict=True):
            amount, _, name = line.partition(" × ")
            names = " / ".join(real["name"].values())
            assert Decimal(amount.replace(",", ".")) == Decimal(real["amount"]), (
                f"{self.where}: in the basket is {shown}"
            )
            assert name.casefold() in names.casefold(), f"{self.where}: in the basket is {shown}"
        if listed:
            cents = int(re.sub(r"\D", "", total))
            assert basket["total_cents"] == cents, f"{self.where}: the total is {basket['total_cents']}, {shown}"

    def message(self, kind: str, **values: str) -> Message:
        self.messages += 1
        return Message(f"{self.play.stem}-{self.messages}", kind, **values)  # type: ignore[arg-type]

    async def send(self, message: Message) -> None:
        self.answer = await self.sally.turns.take(self.session_id, message)
        self.spoken = list(self.answer["replies"])

    @property
    def where(self) -> str:
        return f"{self.play.parent.name}/{self.play.name}:{self.line}"


def _plain(text: str) -> str:
    """Spaces that only look different are the same."""
    return " ".join(text.split()).casefold()


def _shown(basket: dict[str, Any], language: str) -> str:
    lines = "; ".join(f"{line['amount']} × {line['name'][language]}" for line in basket["lines"])
    return f"{lines or 'nothing'} = {basket['total_cents']}"
