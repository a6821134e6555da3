"""Who is shopping, and what of them may be used."""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.shop.fields import Allergen, Cents


@dataclass(frozen=True)
class Shopper:
    """The holder of a customer card. `purchases` is how many times each GTIN was bought."""

    card: str
    first_name: str
    language: str
    purchases: Mapping[str, int]
    allergies: tuple[Allergen, ...]
    consents: frozenset[str]
    card_limit_cents: Cents
    is_premium: bool

    @property
    def known_purchases(self) -> Mapping[str, int]:
        """What was bought, as far as the shopper allows it to be used ("profiling")."""
        return self.purchases if "profiling" in self.consents else {}

    @property
    def known_allergies(self) -> tuple[str, ...]:
        """What the shopper must avoid, as far as Sally was told and allowed to use it ("allergies")."""
        return self.allergies if "allergies" in self.consents else ()
