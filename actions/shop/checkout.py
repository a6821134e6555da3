"""Paying once, whatever fails on the way.

The payment is written into the ledger and the outbox before the bank is asked. Its name goes with it, so the bank
takes the money once however often it is asked, and the two entries about it (requested, then paid or declined) are
named after it too, so the ledger counts them once whoever writes them: the shopper's turn, the same turn repeated
after a crash, or the worker that empties the outbox.
"""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from actions.shop.bank import BankUnavailable
from actions.shop.basket import Basket, Line, Operation, Payment
from actions.shop.promotions import amount_due_cents
from actions.shop.receipt import receipt
from actions.shop.visit import Delivery, Visit

logger = logging.getLogger(__name__)

Settlement = Literal["paid", "declined", "pending"]


def readiness(visit: Visit) -> tuple[str, ...]:
    """What is in the way of paying, all of it at once.

    card: none is in the unit. stock: there is less than is in the basket. pralines: the pick-up slot has passed.
    """
    hindrances = {
        "card": visit.shopper is None,
        "stock": any(_is_short(line, visit) for line in visit.basket.lines),
        "pralines": any(_is_too_late(line, visit.shop.now()) for line in visit.basket.lines),
    }
    return tuple(key for key, hinders in hindrances.items() if hinders)


def payment_id(basket: Basket) -> str:
    """The one name of the next payment for this basket."""
    return f"{basket.basket_id}-{basket.order}-{basket.attempt}"


async def request_payment(visit: Visit) -> Payment:
    """Write down what is to be paid, before the bank is asked. A payment already on its way is returned as it is."""
    if visit.basket.payment:
        return visit.basket.payment
    assert visit.shopper, "a payment needs a card"
    assert visit.basket.lines, "a payment needs something to pay"
    due = amount_due_cents(visit.basket, visit.shop.data.bonus)
    payment = Payment(payment_id(visit.basket), due, visit.shopper.card)
    visit.record(Operation(f"{payment.payment_id}:requested", "pay_requested", details=asdict(payment)))
    payload = {"basket_id": visit.basket.basket_id, "cents": payment.cents, "card": payment.card}
    visit.outbox.append(Delivery(payment.payment_id, "payment", payload))
    await visit.commit()
    return payment


async def settle(visit: Visit, payment_id: str, cents: int, card: str) -> Settlement:
    """Ask the bank and stage its answer; "pending" leaves the payment in the outbox to be asked again.

    A payment that was settled before is not asked again: it says what came of it, and stages no operation.
    After "paid" the receipt is in the details of the operation staged last, under "receipt".
    """
    if visit.basket.pending_payment == payment_id:
        try:
            answer = await visit.shop.bank.pay(payment_id, cents, card)
        except BankUnavailable as error:
            logger.warning("payment %s stays in the outbox: %s", payment_id, error)
            return "pending"
        details: dict[str, Any] = {"payment_id": payment_id, "reference": answer.reference}
        if answer.status == "captured":
            details["receipt"] = receipt(visit.basket, Payment(payment_id, cents, card), visit.shop.now())
            visit.record(Operation(f"{payment_id}:paid", "paid", details=details))
        else:
            visit.record(Operation(f"{payment_id}:declined", "pay_declined", details=details))
    visit.delivered.append(payment_id)
    return "paid" if payment_id in visit.basket.paid else "declined"


def _is_short(line: Line, visit: Visit) -> bool:
    if line.details.get("kind") == "praline":
        return False
    article = visit.shop.catalogue.get(line.line_id)
    return article is None or article.stock < line.amount


def _is_too_late(line: Line, now: datetime) -> bool:
    pickup = line.details.get("pickup")
    return pickup is not None and datetime.fromisoformat(pickup) <= now
