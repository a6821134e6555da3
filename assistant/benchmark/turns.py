"""Text turns over HTTP, as a client sees them: a server in a process of its own, durable commits included.

The clients run in this process and take their share of the processor; the server's figures are a little better.
"""

import asyncio
import contextlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.address import free_port

SENTENCES = (
    "Hallo",
    "zwei Ayran und ein Brot bitte",
    "was kostet der Honig",
    "where can I find oat milk",
    "iki ekmek ekle",
    "was ist im Korb",
    "wie viel fehlt noch bis zum Bonus",
    "something without nuts under ten euros",
    "nimm das Brot raus",
    "toplam ne kadar",
)
ONE_CLIENT_TURNS = 400
EIGHT_CLIENTS_TURNS = 120
LONG_TURNS = 320
LONG_AT = 300
_WINDOW = 20
_CLIENTS = 8
_START_LIMIT_S = 240.0


async def measure(config: Path | None, tell: Callable[[str], None]) -> dict[str, Any]:
    """Every figure of turns; see the names. Ends by itself within about two minutes."""
    with tempfile.TemporaryDirectory() as folder:
        tell("warming up: the model is trained if it has not been")
        server, port, _ = await _start(config, Path(folder) / "warm")
        await _stop(server)
        tell("cold start")
        server, port, cold_start_s = await _start(config, Path(folder) / "data")
        try:
            idle_mb = _resident_mb(server.pid)
            await _turns(port, "warm-up", 30)
            tell("one client")
            one = await _turns(port, "one", ONE_CLIENT_TURNS)
            tell("eight clients")
            eight, eight_s = await _many(port)
            tell("a long conversation")
            long = await _turns(port, "long", LONG_TURNS)
            tell("new content is taken over while turns go on")
            server.send_signal(signal.SIGHUP)
            swap = await _turns(port, "swap", EIGHT_CLIENTS_TURNS)
        finally:
            await _stop(server)
    return {
        "rest_1_client": {"p50_ms": _percentile(one, 50), "p99_ms": _percentile(one, 99)},
        "rest_8_clients": {"turns_per_s": round(len(eight) / eight_s, 1), "p99_ms": _percentile(eight, 99)},
        "long_conversation": {
            "p50_ms_at_1": _percentile(long[1 : 1 + _WINDOW], 50),
            "p50_ms_at_300": _percentile(long[LONG_AT - _WINDOW // 2 : LONG_AT + _WINDOW // 2], 50),
        },
        "content_swap": {"p50_ms": _percentile(swap, 50), "longest_ms": round(max(swap), 3)},
        "cold_start_s": round(cold_start_s, 2),
        "idle_mb": round(idle_mb, 1),
    }


async def _start(config: Path | None, data: Path) -> tuple[subprocess.Popen[bytes], int, float]:
    """A server, its port, and the seconds from its start to its first answered turn."""
    port = free_port()
    options = ["--port", str(port), "--data", str(data), *(["--config", str(config)] if config else [])]
    start = time.perf_counter()
    server = subprocess.Popen(  # noqa: ASYNC220, S603  # our own command; starting it takes no time
        [sys.executable, "-m", "assistant", "serve", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while time.perf_counter() - start < _START_LIMIT_S:
        try:
            with contextlib.closing(_Client(port)) as client:
                await client.say("first", SENTENCES[1])
        except OSError:
            assert server.poll() is None, "the server ended; run `sally serve` to see why"
            await asyncio.sleep(0.01)
            continue
        return server, port, time.perf_counter() - start
    server.kill()
    raise AssertionError("the server did not answer")


async def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    await asyncio.to_thread(server.wait, 10)


class _Client:
    """One client with its own connection, kept open.

    It speaks just enough HTTP for this: a full client library takes more of the processor than the server does, and
    would be measured instead.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def say(self, sender: str, text: str) -> None:
        """One turn: send the message, read the whole answer."""
        reader, writer = self._streams = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
        body = json.dumps({"sender": sender, "message": text}).encode()
        writer.write(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: sally\r\nContent-Type: application/json\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n", 1)[0], head.decode()
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()


async def _turns(port: int, sender: str, count: int) -> list[float]:
    """Milliseconds of each of so many turns of a new client, one after the other."""
    taken = []
    with contextlib.closing(_Client(port)) as client:
        for number in range(count):
            start = time.perf_counter()
            await client.say(sender, SENTENCES[number % len(SENTENCES)])
            taken.append((time.perf_counter() - start) * 1000)
    return taken


async def _many(port: int) -> tuple[list[float], float]:
    """Milliseconds of the turns of several clients at once, and the seconds that all of them took."""
    start = time.perf_counter()
    each = await asyncio.gather(*(_turns(port, f"many-{number}", EIGHT_CLIENTS_TURNS) for number in range(_CLIENTS)))
    return [taken for client_taken in each for taken in client_taken], time.perf_counter() - start


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = statistics.quantiles(values, n=100, method="inclusive")
    return round(ordered[percent - 1], 3)


def _resident_mb(pid: int) -> float:
    """Resident memory of the process and its children (the demo bank is not counted), in MB."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
