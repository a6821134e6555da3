"""What the basket comes to at this moment of the visit."""

from actions.shop import promotions
from actions.shop.outcome import Value, money
from actions.shop.promotions import Bonus
from actions.shop.visit import Visit


def due_cents(visit: Visit) -> int:
    """Goods and deposit, less the bonus."""
    return promotions.amount_due_cents(visit.basket, visit.shop.data.bonus)


def total(visit: Visit) -> Value:
    """What is due, to speak of."""
    return money(due_cents(visit))


def bonus(visit: Visit) -> Bonus:
    """The bonus that the basket has earned, or what it is short of."""
    return promotions.bonus(visit.basket, visit.shop.data.bonus)
