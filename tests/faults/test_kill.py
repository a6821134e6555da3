"""The program is killed at work. What it acknowledged is there, once; what it was at is there whole, or not at all."""

import asyncio
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from assistant.store.store import Store

SESSIONS = ("s0", "s1", "s2", "s3")
SHOPPERS = """
import asyncio, sys
from assistant.store.store import Store, Unit

async def shop(store, session_id):
    saved, _ = await store.load(session_id)
    version = saved.version
    while True:
        turn = version + 1
        version, _ = await store.commit(Unit(
            session_id, version, {"turn": turn}, {"of": turn},
            message_id=f"m{turn}", request_digest="d", answer={"turn": turn},
            events=(("said", {"turn": turn}), ("reply", {"turn": turn})),
            operations=({"basket_id": session_id, "op_id": f"op{turn}"},),
            deliveries=({"key": f"{session_id}-{turn}", "kind": "pay", "payload": {}},),
        ))
        print(session_id, version, flush=True)

async def main():
    store = await Store.open(sys.argv[1])
    await asyncio.gather(*(shop(store, session_id) for session_id in sys.argv[2:]))

asyncio.run(main())
"""


def shop_until_killed(url: str, after_s: float) -> Counter[str]:
    """The last version that was acknowledged to each session before the kill."""
    command = [sys.executable, "-c", SHOPPERS, url, *SESSIONS]
    shoppers = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own program
    first = shoppers.stdout.readline()
    time.sleep(after_s)
    shoppers.send_signal(signal.SIGKILL)
    rest, _ = shoppers.communicate()
    assert shoppers.returncode == -signal.SIGKILL, "it was still at work"
    whole_lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return Counter({session_id: int(version) for session_id, version in map(str.split, whole_lines)})


async def check(store: Store, session_id: str, acknowledged: int, seed: int) -> None:
    saved, replay = await store.load(session_id, f"m{acknowledged}")
    version = saved.version
    told = f"seed {seed}, {session_id}: {acknowledged} acknowledged, {version} found"
    assert acknowledged <= version <= acknowledged + 1, told
    assert replay is None if acknowledged == 0 else replay.answer == {"turn": acknowledged}, told
    assert saved.last_seq == 2 * version, told
    assert version == 0 or (saved.state, saved.basket) == ({"turn": version}, {"of": version}), told
    events = await store.events(session_id, 0, limit=1_000_000)
    assert [(seq, data["turn"]) for seq, _, data in events] == [(n, (n + 1) // 2) for n in range(1, 2 * version + 1)], (
        told
    )
    operations = await store.operations(session_id)
    assert [operation["op_id"] for operation in operations] == [f"op{n}" for n in range(1, version + 1)], told
    deliveries = [work["key"] for work in await store.undelivered(1_000_000) if work["session_id"] == session_id]
    assert deliveries == [f"{session_id}-{n}" for n in range(1, version + 1)], told


@pytest.mark.slow
async def test_nothing_acknowledged_is_lost_and_nothing_is_doubled_when_the_program_is_killed(tmp_path: Path):
    seed = random.randrange(1_000_000)  # noqa: S311
    chance = random.Random(seed)  # noqa: S311  chooses moments, no secrets
    url = f"sqlite:///{tmp_path}/sally.db"
    store = await Store.open(url)
    for session_id in SESSIONS:
        await store.create(session_id, "hash", {}, {})
    await store.close()
    acknowledged = Counter[str]()
    for _ in range(4):
        acknowledged |= await asyncio.to_thread(shop_until_killed, url, chance.uniform(0, 0.15))
        store = await Store.open(url)
        for session_id in SESSIONS:
            await check(store, session_id, acknowledged[session_id], seed)
            acknowledged[session_id] = (await store.load(session_id))[0].version
        await store.close()
