"""Commands of `sally`: demo, serve, chat, check, train, try, bench."""

import asyncio
import contextlib
import gc
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant import config as configuration
from assistant.config import Config, ConfigError

app = typer.Typer(
    name="sally",
    help="Sally, the shop's own voice, in German, English and Turkish.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
bench = typer.Typer(help="Measure; every command prints a table, or with --json one object.", no_args_is_help=True)
app.add_typer(bench, name="bench")

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="The operator's switches.", show_default="config.yml")
]
Data = Annotated[Path, typer.Option(help="The folder of everything that Sally keeps.")]
Port = Annotated[int, typer.Option(help="The port to listen at.", min=1, max=65535)]
Language = Annotated[str, typer.Option(help="de, en or tr.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]

console = Console(stderr=True)
CONFIG = Path(__file__).parent.parent / "config.yml"


@app.command()
def demo(
    port: Port = 8080,
    data: Data = Path("data/demo"),
    config: ConfigFile = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,  # noqa: FBT002
) -> None:
    """Start Sally with the City-Kauf demo shop in the browser."""
    _serve(config, "127.0.0.1", port, data, browse=browser)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Port = 8080,
    data: Data = Path("data/sally"),
    config: ConfigFile = None,
) -> None:
    """Run Sally without a browser."""
    _serve(config, host, port, data, browse=False)


@app.command()
def chat(language: Language = "de", data: Data = Path("data/chat"), config: ConfigFile = None) -> None:
    """Talk with Sally in this terminal."""
    from assistant.chat import talk

    with _understandable():
        asyncio.run(talk(*_config(config), language, data))


@app.command()
def check(
    config: ConfigFile = None,
    play: Annotated[bool, typer.Option("--play", help="Play the editors' test cases too.")] = False,  # noqa: FBT002
) -> None:
    """List every problem of the configuration, the content, the catalogue and the shop's data."""
    from assistant.checking import problems

    try:
        read, file = _config(config)
    except ConfigError as error:
        found = [str(error)]
    else:
        found = problems(read) or (_rehearsed(read, file) if play else [])
    for problem in found:
        typer.echo(problem)
    if found:
        raise typer.Exit(1)
    console.print("Everything is in order.")


def _rehearsed(config: Config, file: Path | None) -> list[str]:
    from assistant.rehearsal import rehearse
    from assistant.wiring import prepare

    with _understandable():
        return [str(failure) for failure in asyncio.run(rehearse(config, prepare(config, file, _tell)))]
    return []


@app.command()
def train(config: ConfigFile = None) -> None:
    """Learn from the content; what was learnt before is found again by its hash."""
    from assistant.learning import cache_folder, learn
    from assistant.wiring import catalogue_names, catalogue_words, read_catalogue, read_content

    with _understandable():
        read, _file = _config(config)
        content, catalogue = read_content(read), read_catalogue(read)
        start = time.perf_counter()
        folder = learn(content, catalogue_words(catalogue_names(catalogue), content), cache_folder(), _tell)
        _tell(f"learnt in {time.perf_counter() - start:.1f} s: {folder.name}")


@app.command("try")
def try_(
    sentence: Annotated[str, typer.Argument(help="What a shopper might say.")],
    language: Language = "de",
    config: ConfigFile = None,
) -> None:
    """Show how a sentence is understood."""
    from assistant.trying import explain
    from assistant.wiring import make_reader, read_catalogue, read_content

    with _understandable():
        read, file = _config(config)
        content = read_content(read)
        reader = make_reader(content, read_catalogue(read), file, _tell)
        typer.echo(explain(reader, sentence, language if language in content.languages else read.languages[0]))


@bench.command("turns")
def bench_turns(as_json: AsJson = False, config: ConfigFile = None) -> None:  # noqa: FBT002
    """Text turns over HTTP: one client, eight clients, a long conversation, cold start, memory, content swap."""
    from assistant.benchmark.report import show
    from assistant.benchmark.turns import measure

    with _understandable():
        show("Turns over HTTP", asyncio.run(measure(_config(config)[1], _quiet if as_json else _tell)), as_json=as_json)


@bench.command("search")
def bench_search(
    catalogue: Annotated[Path, typer.Option(help="JSON lines: id, name, optional description and synonyms.")],
    queries: Annotated[Path, typer.Option(help="JSON lines: query, lang, relevant.")],
    index_langs: Annotated[str, typer.Option(help="Index only these languages' texts, as in de,en.")] = "",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """How well and how quickly products are found, per pair of languages."""
    from assistant.benchmark.report import show
    from retrieval.measure import languages_of, measure, read_questions, read_records

    try:
        records, questions = read_records(catalogue), read_questions(queries)
    except (OSError, ValueError, KeyError) as error:
        typer.echo(
            f"{catalogue} or {queries}: cannot be read ({error!r}). See the formats in `sally bench search --help`.",
            err=True,
        )
        raise typer.Exit(1) from None
    asked = tuple(code.strip() for code in index_langs.split(",") if code.strip())
    languages = asked or languages_of(records) or tuple(sorted({question.language for question in questions}))
    show("Search", measure(records, questions, languages), as_json=as_json)


def _serve(config: Path | None, host: str, port: int, data: Path, *, browse: bool) -> None:
    with _understandable():
        configured = _config(config)
        from assistant.address import take

        gc.disable()  # what a start reads stays; serving turns it on again
        with take(host, port) as listener:
            from assistant.serving import serve as run

            asyncio.run(run(*configured, listener, data, _tell, browse=browse))


def _config(path: Path | None) -> tuple[Config, Path | None]:
    """The configuration, and its file when one was named or stands beside the project."""
    file = path or (Path("config.yml") if Path("config.yml").exists() else CONFIG if CONFIG.exists() else None)
    return configuration.load(file), file


def _tell(step: str) -> None:
    console.print(f"[dim]{time.strftime('%H:%M:%S')}[/] {step}", highlight=False)


def _quiet(_step: str) -> None:
    """Nothing is told when the output is for a machine."""


@contextlib.contextmanager
def _understandable() -> Iterator[None]:
    """Whatever the user can mend is said in sentences, without a traceback."""
    from actions.shop.store import ShopDataError
    from assistant.address import CannotListen
    from assistant.content.load import ContentError
    from assistant.learning import LearningFailed
    from assistant.store.error import StorageUnavailable
    from retrieval.feeds.jsonl import FeedError

    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except (
        ConfigError,
        ContentError,
        ShopDataError,
        FeedError,
        StorageUnavailable,
        LearningFailed,
        CannotListen,
    ) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
