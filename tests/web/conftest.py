"""A running Sally with the demo shop, and a browser that reports whatever a page complains about."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

PROJECT = Path(__file__).parents[2]
START_S = 240.0  # the first start learns the content
CHROMIUM = ("chromium", "chromium-browser")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = """
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  console.error(`CSP: ${violatedDirective} ${blockedURI}`);
});
"""


@dataclass(frozen=True)
class Demo:
    """The address of a running demo, and what its screens are made of."""

    url: str
    shop: dict[str, Any]

    def label(self, language: str, key: str, **filling: object) -> str:
        """A label as the page writes it."""
        return str(self.shop["labels"][language][key]).format(**filling)

    def get(self, path: str) -> Any:
        """What the API answers."""
        return httpx.get(f"{self.url}/api/v1{path}").raise_for_status().json()


@dataclass
class Screen:
    """One page of the demo, and what it complained about."""

    page: Page
    demo: Demo
    complaints: list[str] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    """Parts of messages that a test brings about on purpose."""

    def hear(self, message: str) -> None:
        """Keep a complaint that no test has asked for."""
        if not any(part in message for part in self.tolerated):
            self.complaints.append(message)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's Chromium. Without it these tests are skipped; in CI they fail."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        reason = "Chromium is missing. Install it: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def demo_server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A Sally of her own, with fresh data."""
    port, folder = free_port(), tmp_path_factory.mktemp("demo")
    command = [
        sys.executable,
        "-m",
        "assistant",
        "demo",
        "--no-browser",
        "--port",
        str(port),
        "--data",
        str(folder / "data"),
    ]
    with (folder / "log").open("w+b") as log:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603  # our own
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_ready(url, process, folder / "log")
            yield Demo(url, httpx.get(f"{url}/api/v1/shop").raise_for_status().json())
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(chromium: str, playwright_driver: Playwright) -> Iterator[Browser]:
    browser = playwright_driver.chromium.launch(executable_path=chromium, args=SWITCHES)
    yield browser
    browser.close()


@pytest.fixture
def open_screen(browser: Browser, demo_server: Demo) -> Iterator[Callable[..., Screen]]:
    """Opens the demo in a language; at the end of the test no page may have complained."""
    opened: list[Screen] = []

    def open_(language: str = "de", width: int = 1440, height: int = 900, **options: Any) -> Screen:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="de-DE", **options)
        context.set_default_timeout(20_000)
        context.add_init_script(VIOLATIONS)
        screen = Screen(context.new_page(), demo_server)
        opened.append(screen)
        screen.page.on("console", lambda message: message.type in {"error", "warning"} and screen.hear(message.text))
        screen.page.on("pageerror", lambda error: screen.hear(str(error)))
        screen.page.goto(f"{demo_server.url}/?lang={language}")
        screen.page.locator("connection-state[data-connection=live]").wait_for()
        screen.page.locator(".bubble-sally").first.wait_for()
        return screen

    yield open_
    for screen in opened:
        screen.page.context.close()
    assert [complaint for screen in opened for complaint in screen.complaints] == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the demo ended by itself:\n{log.read_text()}")
        try:
            if httpx.get(f"{url}/readyz", timeout=2).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"the demo was not ready after {START_S:.0f} s:\n{log.read_text()}")
