"""Running Sally as a process: the server, the demo bank beside her, signals, and what the operator sees."""

import asyncio
import contextlib
import gc
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import uvicorn

from assistant.address import free_port
from assistant.config import Config
from assistant.content.load import ContentError
from assistant.learning import LearningFailed
from assistant.server import make_app
from assistant.store.error import StorageUnavailable
from assistant.wiring import HttpBank, Sally, prepare, running

Tell = Callable[[str], None]


async def serve(
    config: Config, config_file: Path | None, listener: socket.socket, data: Path, tell: Tell, *, browse: bool = False
) -> None:
    """Serve at `listener` until SIGINT or SIGTERM. SIGHUP takes changed content over."""
    with demo_bank(data, tell) if config.bank.url == "demo" else contextlib.nullcontext(config.bank.url) as bank_url:
        bank = HttpBank(bank_url, config.bank.timeout_s)
        parts = await asyncio.to_thread(prepare, config, config_file, tell)
        async with contextlib.aclosing(bank), running(config, parts, data, bank, config_file=config_file) as sally:
            app = make_app(sally)
            options = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
            address = "http://{}:{}/".format(*listener.getsockname())
            tell(f"Sally is listening at {address}")
            gc.freeze()  # what was read until now stays until the end: no use looking through it again and again
            gc.enable()
            if browse:
                asyncio.get_running_loop().call_later(0.5, webbrowser.open, address)
            with _reloading(sally, tell):
                await _Server(options, sally.bulletin.close).serve([listener])
    tell("Sally has closed")


class _Server(uvicorn.Server):
    """Ends at a signal and returns, so that whatever stands around it is closed in order; live streams end first."""

    def __init__(self, options: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        super().__init__(options)
        self._end_streams = end_streams
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, _signal: int, _frame: FrameType | None) -> None:
        """Called at SIGINT and SIGTERM. Answers that are on their way get two seconds."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._end_streams)


@contextlib.contextmanager
def _reloading(sally: Sally, tell: Tell) -> Iterator[None]:
    """Meanwhile SIGHUP takes changed content over."""
    loop = asyncio.get_running_loop()
    going_on: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        try:
            await sally.reload(tell)
        except (ContentError, LearningFailed) as error:
            tell(f"the content stays as it was:\n{error}")

    def hang_up() -> None:
        task = loop.create_task(reload())
        going_on.add(task)
        task.add_done_callback(going_on.discard)

    loop.add_signal_handler(signal.SIGHUP, hang_up)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


@contextlib.contextmanager
def demo_bank(data: Path, tell: Tell) -> Iterator[str]:
    """A bank of our own in a process of its own, on this machine only; it ends with Sally. Gives its address."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(str(data), f"cannot be made ({error.strerror}). Name another folder.") from None
    port = free_port()
    command = [sys.executable, "-m", "actions.shop.demo_bank", "--port", str(port), "--ledger", str(data / "bank.db")]
    bank = subprocess.Popen(  # noqa: S603  # our own
        [*command, "--until-input-ends"],  # a pipe ends with the process that holds it, however that process ends
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for Sally; the bank is needed until she has closed
    )
    tell("the demo bank is open")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        bank.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            bank.wait(5)
        assert bank.stdin, "the bank was started with a pipe"
        bank.stdin.close()
