"""The private bonus, and what is left to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.shop.basket import Basket, round_cents
from actions.shop.outcome import money, percent
from actions.shop.store import BonusRules
from actions.shop.visit import ShopEvent


@dataclass(frozen=True)
class Bonus:
    """What the shopper has earned, or how much more must be bought to earn it."""

    cents: int
    percent: Decimal
    missing_cents: int
    reached: bool


def bonus(basket: Basket, rules: BonusRules) -> Bonus:
    """The bonus on the goods in the basket, deposit not counted, rounded once."""
    goods = basket.goods_cents
    if goods > rules.over_cents:
        return Bonus(round_cents(goods * rules.percent / 100), rules.percent, 0, reached=True)
    # The goods must be worth more than the threshold: exactly as much is still a cent short.
    return Bonus(0, rules.percent, rules.over_cents + 1 - goods, reached=False)


def amount_due_cents(basket: Basket, rules: BonusRules) -> int:
    """Goods and deposit, less the bonus."""
    return basket.goods_cents + basket.deposit_cents - bonus(basket, rules).cents


def crossing(before: Basket, after: Basket, rules: BonusRules) -> ShopEvent | None:
    """bonus_reached {bonus, percent} or bonus_lost {missing} when a change passed the threshold.

    A payment empties the basket; that loses nobody a bonus.
    """
    earlier, now = bonus(before, rules), bonus(after, rules)
    if before.order != after.order or earlier.reached == now.reached:
        return None
    if now.reached:
        return ShopEvent("bonus_reached", {"bonus": money(now.cents), "percent": percent(now.percent)})
    return ShopEvent("bonus_lost", {"missing": money(now.missing_cents)})


def allocate(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount by weights so that the parts add up to it exactly (largest remainder, Hamilton's method)."""
    whole = sum(weights)
    if not whole:
        assert not cents, f"no weights to split {cents} cents by"
        return (0,) * len(weights)
    shares = [divmod(cents * weight, whole) for weight in weights]
    left = cents - sum(share for share, _ in shares)
    neediest = sorted(range(len(weights)), key=lambda place: -shares[place][1])[:left]
    return tuple(share + (place in neediest) for place, (share, _) in enumerate(shares))
