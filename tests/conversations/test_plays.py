"""Every play of this folder, performed: what Sally says, what is in the basket, what stands in the ledger."""

import importlib.util
from pathlib import Path

import pytest

from actions.shop.bank import MemoryBank
from actions.shop.store import CITY_KAUF, load_shop
from assistant.config import Config
from assistant.wiring import Parts, running

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*/*.play"))
AT_LEAST = 25

_spec = importlib.util.spec_from_file_location("stage", HERE / "stage.py")
assert _spec and _spec.loader
stage = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stage)


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: f"{play.parent.name}/{play.stem}")
async def test_play(play: Path, parts: Parts, tmp_path: Path) -> None:
    bank = MemoryBank({shopper.card: shopper.card_limit_cents for shopper in load_shop(CITY_KAUF).shoppers})
    async with running(Config(), parts, tmp_path, bank) as sally:
        await stage.Performance(sally, bank, play, play.parent.name).perform()


@pytest.mark.parametrize("language", Config().languages)
def test_every_language_has_its_plays(language: str) -> None:
    assert len([play for play in PLAYS if play.parent.name == language]) >= AT_LEAST
