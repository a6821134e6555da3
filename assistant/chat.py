"""Talking with Sally in the terminal: `sally chat`."""

import asyncio
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
    data.mkdir(parents=True, exist_ok=True)
    parts = prepare(config, config_file, _tell)
    with demo_bank(data, _tell) as bank_url:
        bank = HttpBank(bank_url, config.bank.timeout_s)
        try:
            async with running(config, parts, data, bank, config_file) as sally:
                await _conversation(sally, language)
        finally:
            await bank.aclose()


async def _conversation(sally: Sally, language: str) -> None:
    opened = await sally.sessions.open(language, "terminal")
    console.print(HELP, style="dim")
    _show(await sally.turns.take(opened.session_id, Message(_new_id(), "open")))
    while True:
        try:
            line = (await asyncio.to_thread(console.input, "[bold green]You[/]   ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line == "/quit":
            return
        if not line:
            continue
        try:
            _show(await sally.turns.take(opened.session_id, _message(line)))
        except PayloadError as error:
            console.print(f"{escape(str(error))}\n{HELP}", style="yellow")


def _message(line: str) -> Message:
    word, _, rest = line.partition(" ")
    match word:
        case "/card" if rest == "out":
            return Message(_new_id(), "card_out")
        case "/card":
            return Message(_new_id(), "card_in", card=rest.strip())
        case "/scan":
            return Message(_new_id(), "scan", gtin=rest.strip())
        case "/exit":
            return Message(_new_id(), "exit")
        case "/basket":
            return Message(_new_id(), "button", "/show_basket")
        case "/language":
            return Message(_new_id(), "button", f'/switch_language{{"language": "{rest.strip()}"}}')
    return Message(_new_id(), "text", line)


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


def _new_id() -> str:
    return uuid.uuid4().hex
