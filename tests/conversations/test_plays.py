"""Every play of this folder, performed: what Sally says, what is in the basket, what stands in the ledger."""

from pathlib import Path

import pytest

from actions.shop.bank import MemoryBank
from actions.shop.store import CITY_KAUF, load_shop
from assistant.config import Config
from assistant.wiring import Parts, running
from tests.conversations import stage

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*/*.play"))
AT_LEAST = 25


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: f"{play.parent.name}/{play.stem}")
async def test_play(play: Path, parts: Parts, tmp_path: Path) -> None:
    bank = MemoryBank({shopper.card: shopper.card_limit_cents for shopper in load_shop(CITY_KAUF).shoppers})
    clock = stage.Clock()
    async with running(Config(), parts, tmp_path, bank, now=clock) as sally:
        await stage.Performance(sally, bank, play, play.parent.name, clock).perform()


@pytest.mark.parametrize("language", Config().languages)
def test_every_language_has_its_plays(language: str) -> None:
    assert len([play for play in PLAYS if play.parent.name == language]) >= AT_LEAST
