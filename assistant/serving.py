"""Running Sally as a process: the server, the demo bank beside her, signals, and what the operator sees."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from assistant.config import Config
from assistant.content.load import ContentError
from assistant.server import make_app
from assistant.wiring import HttpBank, prepare, running

Tell = Callable[[str], None]


async def serve(
    config: Config, config_file: Path | None, host: str, port: int, data: Path, tell: Tell, *, browse: bool = False
) -> None:
    """Serve until interrupted. SIGHUP takes changed content over."""
    data.mkdir(parents=True, exist_ok=True)
    with demo_bank(data, tell) if config.bank.url == "demo" else contextlib.nullcontext(config.bank.url) as bank_url:
        bank = HttpBank(bank_url, config.bank.timeout_s)
        parts = prepare(config, config_file, tell)
        async with contextlib.aclosing(bank), running(config, parts, data, bank, config_file) as sally:
            options = uvicorn.Config(
                make_app(sally), host, port, log_level="warning", access_log=False, timeout_graceful_shutdown=2
            )
            server = uvicorn.Server(options)
            reloading: set[asyncio.Task[None]] = set()

            async def reload() -> None:
                try:
                    await sally.reload(tell)
                except ContentError as error:
                    tell(f"the content stays as it was:\n{error}")

            def hang_up() -> None:
                task = asyncio.get_running_loop().create_task(reload())
                reloading.add(task)
                task.add_done_callback(reloading.discard)

            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hang_up)
            address = f"http://{host}:{port}/"
            tell(f"Sally is listening at {address}")
            if browse:
                asyncio.get_running_loop().call_later(0.5, webbrowser.open, address)
            await server.serve()


@contextlib.contextmanager
def demo_bank(data: Path, tell: Tell) -> Iterator[str]:
    """A bank of our own in a process of its own, on this machine only; it ends with Sally. Gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "actions.shop.demo_bank", "--port", str(port), "--ledger", str(data / "bank.db")]
    bank = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
    tell("the demo bank is open")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        bank.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            bank.wait(5)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
