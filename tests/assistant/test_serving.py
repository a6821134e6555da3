"""Sally as a process: she starts, says what is wrong in a sentence, and ends cleanly with everything she started."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from actions.shop.bank import BankUnavailable, HttpBank, Mode
from actions.shop.demo_bank import behave
from assistant.serving import demo_bank
from assistant.wiring import Parts
from tests.process import ROOT, Process

pytestmark = pytest.mark.slow
UNAVAILABLE: tuple[Mode, ...] = ("down", "slow")


@pytest.fixture
def process(parts: Parts, tmp_path: Path) -> Iterator[Process]:
    assert parts, "learnt already"
    with Process(tmp_path / "data") as process:
        yield process


def sally(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "assistant", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603


def bank_processes(data: Path) -> list[str]:
    """The command lines of demo banks that keep their books in this folder."""
    lines = [
        path.read_bytes().replace(b"\0", b" ").decode()
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if readable(path)
    ]
    return [line for line in lines if "demo_bank" in line and str(data) in line]


def readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


def gone(data: Path) -> bool:
    """Whether the bank has ended, waiting for it a little."""
    deadline = time.monotonic() + 10
    while bank_processes(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not bank_processes(data)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_she_ends_cleanly_while_a_screen_follows(process: Process, number: signal.Signals) -> None:
    opened = httpx.post(f"{process.url}/api/v1/sessions", json={}).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    with httpx.stream("GET", f"{process.url}/api/v1/sessions/{opened['session_id']}/events", headers=headers) as stream:
        pieces = stream.iter_text()
        assert "id: 1" in next(pieces)
        assert len(bank_processes(process.data)) == 1
        process.process.send_signal(number)
        "".join(pieces)  # to its end, without an error
    assert process.end() == 0
    told = "".join(process.told)
    assert "Traceback" not in told
    assert "ERROR" not in told
    assert told.rstrip().endswith("Sally has closed")
    assert gone(process.data)


def test_the_bank_ends_with_her_even_when_she_is_killed(process: Process) -> None:
    assert len(bank_processes(process.data)) == 1
    process.kill()
    assert gone(process.data)


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = sally("serve", "--port", str(port), "--data", str(tmp_path))
    assert told.returncode == 1
    assert told.stderr == (
        f"127.0.0.1:{port}: cannot be had (Address already in use). "
        "Stop the program that has it, or choose another with --port.\n"
    )


def test_a_data_folder_that_cannot_be_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = sally("serve", "--port", "18999", "--data", str(tmp_path / "file" / "data"))
    assert told.returncode == 1
    assert told.stderr.endswith("data: cannot be made (Not a directory). Name another folder.\n")
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("chanels: [rest]\n", 'config.yml:1: chanels: is not known. Did you mean "channels"?\n'),
        ("languages: [de, fr]\n", "config.yml:1: languages: nobody has written fr. Choose from de, en, tr.\n"),
    ],
)
@pytest.mark.parametrize("command", ["check", "serve", "train"])
def test_a_wrong_configuration_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str, command: str) -> None:
    (tmp_path / "config.yml").write_text(text)
    data = ["--data", str(tmp_path), "--port", "18998"] if command == "serve" else []
    told = sally(command, "--config", str(tmp_path / "config.yml"), *data)
    assert told.returncode == 1
    assert (told.stdout + told.stderr).endswith(sentence)
    assert "Traceback" not in told.stderr


async def test_the_demo_bank_pays_once_and_misbehaves_as_it_is_told(tmp_path: Path) -> None:
    with demo_bank(tmp_path, lambda _step: None) as url:
        async with contextlib.aclosing(HttpBank(url, timeout_s=0.5)) as bank:
            while not await behave(bank, "normal"):  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.05)
            first = await bank.pay("p1", 500, "1001")
            assert first.status == "captured"
            assert await bank.pay("p1", 500, "1001") == first
            for mode in UNAVAILABLE:
                assert await behave(bank, mode)
                with pytest.raises(BankUnavailable):
                    await bank.pay(f"p-{mode}", 300, "1001")
            assert await behave(bank, "declining")
            assert (await bank.pay("p2", 500, "1001")).status == "declined"
            assert await behave(bank, "normal")
            for mode in UNAVAILABLE:
                assert (await bank.pay(f"p-{mode}", 300, "1001")).status == "captured"
        async with httpx.AsyncClient(base_url=url) as client:
            books = (await client.get("/ledger")).json()["payments"]
    entries = [(entry["amount_cents"], entry["status"]) for entry in books]
    assert entries == [(500, "captured"), (300, "captured"), (500, "declined"), (300, "captured")]
    assert gone(tmp_path)
    async with contextlib.aclosing(HttpBank(url, timeout_s=0.5)) as bank:
        assert not await behave(bank, "normal"), "nobody answers any more"
