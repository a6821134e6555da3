"""Sally as a process of her own, for the tests that kill her."""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from assistant.address import free_port

START_S = 120.0
ROOT = Path(__file__).parents[1]


@dataclass
class Process:
    """`sally serve` on a free port. It may be started again on the same data."""

    data: Path
    port: int = field(default_factory=free_port)
    told: list[str] = field(default_factory=list)
    """What it wrote for the operator, line by line."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(self.port), "--data", str(self.data)]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)  # noqa: S603  # our own
        self.reader = threading.Thread(target=self._read, args=[self.process.stderr], daemon=True)
        self.reader.start()
        end = time.monotonic() + START_S
        while not self._is_ready():
            assert self.process.poll() is None, "".join(self.told)
            assert time.monotonic() < end, "".join(self.told)
            time.sleep(0.05)

    def kill(self) -> None:
        """As the power does."""
        self.process.kill()
        self.end()

    def end(self) -> int:
        """Wait until it is gone; its exit status."""
        status = self.process.wait(20)
        self.reader.join(5)
        return status

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=START_S).status_code == 200
        except httpx.TransportError:
            return False

    def _read(self, lines: Any) -> None:
        with lines:
            self.told.extend(lines)
