"""One turn in the shop."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.shop.basket import Change, Operation
from actions.shop.visit import BasketLocked


def test_staged_changes_show_at_once_and_are_named_after_the_turn(world: Any, change: Callable[..., Change]) -> None:
    visit = world.visit("turn-5")
    visit.stage("add", change("bread"))
    visit.stage("add", change("bread"))
    assert [operation.op_id for operation in visit.operations] == ["turn-5:1", "turn-5:2"]
    assert visit.basket.line("bread").amount == 2
    assert world.basket().line("bread") is None


def test_nothing_changes_while_a_payment_is_on_its_way(world: Any, change: Callable[..., Change]) -> None:
    visit = world.visit("turn-5")
    visit.record(Operation("p:requested", "pay_requested", details={"payment_id": "p", "cents": 1, "card": "1001"}))
    with pytest.raises(BasketLocked):
        visit.stage("add", change("bread"))
    assert visit.basket.line("bread") is None
