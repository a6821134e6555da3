"""The receipt: what was bought, what was paid and how much tax is in it. JSON values only."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from actions.shop.basket import Basket, Line, Payment, round_cents
from actions.shop.promotions import allocate


def receipt_number(payment_id: str) -> str:
    """The number that is printed: short enough to be read out, and it tells nobody which session it belongs to."""
    letters = base64.b32encode(hashlib.sha256(payment_id.encode()).digest()).decode()
    return f"{letters[:4]}-{letters[4:8]}"


def receipt(basket: Basket, payment: Payment, paid_at: datetime) -> dict[str, Any]:
    """The receipt of this payment; what the goods and deposits cost more than was paid is the bonus."""
    bonus_cents = basket.goods_cents + basket.deposit_cents - payment.cents
    return {
        "number": receipt_number(payment.payment_id),
        "paid_at": paid_at.isoformat(),
        "lines": [_line(line) for line in basket.lines],
        "goods_cents": basket.goods_cents,
        "deposit_cents": basket.deposit_cents,
        "bonus_cents": bonus_cents,
        "total_cents": payment.cents,
        "vat": vat_split(basket, bonus_cents),
    }


def vat_split(basket: Basket, bonus_cents: int) -> list[Mapping[str, int]]:
    """The tax by rate. A deposit shares the rate of its drink; the bonus lowers each rate by its share of the goods."""
    rates = sorted({line.vat_percent for line in basket.lines})
    by_rate = [[line for line in basket.lines if line.vat_percent == rate] for rate in rates]
    bonuses = allocate(bonus_cents, [sum(line.goods_cents for line in lines) for lines in by_rate])
    return [
        _tax(rate, sum(line.total_cents for line in lines) - share)
        for rate, lines, share in zip(rates, by_rate, bonuses, strict=True)
    ]


def _tax(rate: int, gross_cents: int) -> Mapping[str, int]:
    net_cents = round_cents(Decimal(gross_cents * 100) / (100 + rate))
    return {"percent": rate, "gross_cents": gross_cents, "net_cents": net_cents, "tax_cents": gross_cents - net_cents}


def _line(line: Line) -> dict[str, Any]:
    return {
        "line_id": line.line_id,
        "name": dict(line.name),
        "amount": str(line.amount),
        "unit": line.unit,
        "price_cents": line.price_cents,
        "deposit_cents": line.deposit_cents,
        "vat_percent": line.vat_percent,
        "total_cents": line.total_cents,
    }
