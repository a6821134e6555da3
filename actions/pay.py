"""Pay what was read back, once."""

from collections.abc import Mapping
from typing import Any

from actions.shop.checkout import readiness, request_payment, settle
from actions.shop.outcome import Outcome, money, text
from actions.shop.total import due_cents, total
from actions.shop.visit import Visit

OUTCOMES = ("paid", "declined", "pending", "amount_changed", "not_ready", "empty")
SILENT = ("not_ready",)


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Take the amount from the customer card, if it is still the one that the shopper agreed to."""
    if not visit.basket.lines:
        return Outcome("empty")
    if not visit.basket.payment and readiness(visit):
        return Outcome("not_ready")  # the card was pulled out meanwhile, say: the review that follows tells
    due = due_cents(visit)
    if not visit.basket.payment and visit.memory.get("read_back_cents") != due:
        visit.memory["read_back_cents"] = due
        return Outcome("amount_changed", {"total": total(visit)})
    payment = await request_payment(visit)
    settlement = await settle(visit, payment.payment_id, payment.cents, payment.card)
    data = {"total": money(payment.cents)}
    if settlement != "paid":
        return Outcome(settlement, data)
    receipt = visit.operations[-1].details["receipt"]
    return Outcome("paid", data | {"receipt": text(receipt["number"])}, show={"receipt": receipt}, ends_visit=True)
