"""Baskets and operations as JSON, for the store and for the screens."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from actions.shop.basket import Basket, Operation
from actions.shop.promotions import amount_due_cents, bonus
from actions.shop.store import BonusRules

Json = dict[str, Any]

_BASKET = TypeAdapter(Basket)
_OPERATION = TypeAdapter(Operation)


def basket_record(basket: Basket) -> Json:
    """The basket as the store keeps it."""
    record: Json = _BASKET.dump_python(basket, mode="json")
    return record


def basket_of(record: Mapping[str, Any]) -> Basket:
    """The basket that was kept."""
    return _BASKET.validate_python(record)


def operation_record(operation: Operation, basket_id: str) -> Json:
    """An entry of the ledger as the store keeps it."""
    record: Json = _OPERATION.dump_python(operation, mode="json")
    return record | {"basket_id": basket_id}


def operation_of(record: Mapping[str, Any]) -> Operation:
    """The entry that was kept."""
    return _OPERATION.validate_python({key: value for key, value in record.items() if key != "basket_id"})


def basket_view(basket: Basket, rules: BonusRules) -> Json:
    """The basket as the screens show it; money in euro cents, `total_cents` is what is due."""
    earned = bonus(basket, rules)
    return {
        "basket_id": basket.basket_id,
        "version": basket.version,
        "order": basket.order,
        "lines": [
            {
                "line_id": line.line_id,
                "name": dict(line.name),
                "amount": str(line.amount.normalize()) if line.amount % 1 else str(int(line.amount)),
                "unit": line.unit,
                "price_cents": line.price_cents,
                "deposit_cents": line.deposit_cents,
                "total_cents": line.total_cents,
                "details": dict(line.details),
            }
            for line in basket.lines
        ],
        "pieces": basket.pieces,
        "goods_cents": basket.goods_cents,
        "deposit_cents": basket.deposit_cents,
        "bonus": {
            "percent": str(earned.percent),
            "over_cents": rules.over_cents,
            "missing_cents": earned.missing_cents,
            "reached": earned.reached,
            "cents": earned.cents,
        },
        "total_cents": amount_due_cents(basket, rules),
        "payment_pending": basket.pending_payment is not None,
    }
