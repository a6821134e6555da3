"""Talking with Sally in the terminal: `sally chat`."""

import asyncio
import contextlib
import json
import threading
import uuid
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.config import Config
from assistant.serving import demo_bank
from assistant.turn import Message
from assistant.understanding.payload import PayloadError
from assistant.wiring import HttpBank, Sally, prepare, running

HELP = "/card 1001 · /card out · /scan GTIN · /language tr · /basket · /exit (drive through the exit) · /quit"
console = Console()


async def talk(config: Config, config_file: Path | None, language: str, data: Path) -> None:
    """Talk until /quit or the end of the input."""
    with demo_bank(data, _tell) as bank_url:
        bank = HttpBank(bank_url, config.bank.timeout_s)
        parts = await asyncio.to_thread(prepare, config, config_file, _tell)
        async with contextlib.aclosing(bank), running(config, parts, data, bank, config_file=config_file) as sally:
            await _conversation(sally, language)


async def _conversation(sally: Sally, language: str) -> None:
    opened = await sally.sessions.open(language, "terminal")
    console.print(HELP, style="dim")
    _show(await sally.turns.take(opened.session_id, Message(uuid.uuid4().hex, "open")))
    while True:
        line = (await _line()).strip()
        if line == "/quit":
            return
        if not line:
            continue
        try:
            _show(await sally.turns.take(opened.session_id, _message(line)))
        except PayloadError as error:
            console.print(f"{escape(str(error))}\n{HELP}", style="yellow")


async def _line() -> str:
    """The next line, "/quit" at the end of the input. The thread that waits for it holds up no Ctrl-C."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()

    def tell(text: str) -> None:
        if not line.cancelled():
            line.set_result(text)

    def read() -> None:
        try:
            text = console.input("[bold green]You[/]   ")
        except EOFError:
            text = "/quit"
        with contextlib.suppress(RuntimeError):  # the conversation is over
            loop.call_soon_threadsafe(tell, text)

    threading.Thread(target=read, daemon=True).start()
    return await line


def _message(line: str) -> Message:
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    new_id = uuid.uuid4().hex
    commands = {
        "/card": Message(new_id, "card_out") if rest == "out" else Message(new_id, "card_in", card=rest),
        "/scan": Message(new_id, "scan", gtin=rest),
        "/exit": Message(new_id, "exit"),
        "/basket": Message(new_id, "button", "/show_basket"),
        "/language": Message(new_id, "button", f"/switch_language{json.dumps({'language': rest})}"),
    }
    return commands.get(word, Message(new_id, "text", line))


def _show(answer: dict[str, Any]) -> None:
    for reply in answer["replies"]:
        console.print(f"[bold magenta]Sally[/] {escape(reply['text'])}")
        if reply["buttons"]:
            console.print(
                "      " + " · ".join(escape(f"‹{button['title']}›") for button in reply["buttons"]), style="cyan"
            )
    for shown in answer["shown"]:
        if shown["kind"] == "products":
            _show_products(shown["data"], answer["language"])
    basket = answer["basket"]
    if basket["lines"]:
        console.print(f"      [dim]{basket['pieces']} · {basket['total_cents'] / 100:.2f} €[/]")


def _show_products(cards: list[dict[str, Any]], language: str) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2))
    for card in cards:
        unit = f"{card['unit_price_cents'] / 100:.2f} €/{card['unit_price_amount']} {card['unit_price_unit']}"
        name = escape(card["name"].get(language, card["name"]["de"]))
        table.add_row(f"     {name}", f"{card['price_cents'] / 100:.2f} €", unit, card["gtin"])
    console.print(table, style="dim")


def _tell(step: str) -> None:
    console.print(step, style="dim", highlight=False)
