"""The receipt."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from actions.shop.basket import Change, Operation, Payment, fold
from actions.shop.receipt import receipt, receipt_number, vat_split

MakeChange = Callable[..., Change]


def test_its_number_can_be_read_out_and_tells_no_session() -> None:
    numbers = [receipt_number(f"a-long-session-id-{order}-1") for order in range(1, 100)]
    assert all(re.fullmatch("[A-Z2-7]{4}-[A-Z2-7]{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert receipt_number("a-long-session-id-1-1") == numbers[0], (
        "a payment has one receipt, however often it is asked for"
    )


def test_a_receipt_adds_up(change: MakeChange) -> None:
    changes = (change("cola", 10, 1500, deposit_cents=25, vat_percent=19), change("bread", 10, 1000))
    basket = fold("cart-7", [Operation("1", "add", changes)])
    paper = receipt(basket, Payment("cart-7-1-1", 24500, "1001"), datetime(2026, 10, 1, 18, 30, tzinfo=UTC))
    assert (paper["number"], paper["paid_at"]) == ("NLTC-7I35", "2026-10-01T18:30:00+00:00")
    assert (paper["goods_cents"], paper["deposit_cents"], paper["bonus_cents"]) == (25000, 250, 750)
    assert [line["total_cents"] for line in paper["lines"]] == [15250, 10000]
    assert paper["vat"] == [
        {"percent": 7, "gross_cents": 9700, "net_cents": 9065, "tax_cents": 635},
        {"percent": 19, "gross_cents": 14800, "net_cents": 12437, "tax_cents": 2363},
    ]
    assert paper["total_cents"] == sum(rate["gross_cents"] for rate in paper["vat"])


def test_a_cent_of_bonus_is_not_lost_between_the_rates(change: MakeChange) -> None:
    changes = (change("cola", 1, 100, vat_percent=19), change("bread", 1, 100))
    basket = fold("cart-7", [Operation("1", "add", changes)])
    assert [rate["gross_cents"] for rate in vat_split(basket, 3)] == [98, 99]
