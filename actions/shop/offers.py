"""Which offers a shopper sees, each with the reason why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.shop.basket import Basket
from actions.shop.catalogue import Article, Catalogue
from actions.shop.fields import Words
from actions.shop.shopper import Shopper
from actions.shop.store import Placement, ShopData


@dataclass(frozen=True)
class Reason:
    """Why an offer is shown; JSON values only, so `dataclasses.asdict` can go into the visit's memory.

    `kind`: bought (`gtin` was bought `times` times), popular, or sponsored (`partner` pays).
    """

    kind: str
    gtin: str | None = None
    times: int = 0
    partner: str | None = None


@dataclass(frozen=True)
class Offer:
    """A product put forward by `partner` (key of ShopData.partners), and why this shopper sees it."""

    article: Article
    partner: str
    text: Words
    reason: Reason

    @property
    def is_sponsored(self) -> bool:
        """Whether the partner pays for being shown."""
        return self.reason.kind == "sponsored"


def choose_offers(
    data: ShopData, catalogue: Catalogue, shopper: Shopper | None, basket: Basket, limit: int = 4
) -> tuple[Offer, ...]:
    """The offers for this shopper: by what was bought most, then by what others like; a sponsored one comes last.

    What is sold out, already in the basket or against a known allergy is left out. One place at most is paid for.
    """
    allergies = shopper.known_allergies if shopper else ()
    offers = sorted(
        (
            _offer(placement, article)
            for placement in data.offers
            if (article := catalogue.get(placement.gtin)) and _suits(article, basket, allergies)
        ),
        key=lambda offer: -_popularity(offer.article),
    )
    paid = [offer for offer in offers if offer.is_sponsored][:1]
    own = [offer for offer in offers if not offer.is_sponsored]
    personal = list(_personal(own, catalogue, shopper)) if shopper else []
    explained = {offer.article.gtin for offer in personal}
    ranked = [*personal, *(offer for offer in own if offer.article.gtin not in explained)]
    return (*ranked[: limit - len(paid)], *paid)


def _suits(article: Article, basket: Basket, allergies: Sequence[str]) -> bool:
    return article.stock > 0 and not basket.line(article.gtin) and not set(article.allergens) & set(allergies)


def _offer(placement: Placement, article: Article) -> Offer:
    reason = Reason("sponsored", partner=placement.partner) if placement.sponsored else Reason("popular")
    return Offer(article, placement.partner, placement.text, reason)


def _popularity(article: Article) -> float:
    # Twenty average ratings are mixed in, so that one enthusiast does not outweigh a hundred content shoppers.
    return (article.rating_average * article.rating_count + 3.5 * 20) / (article.rating_count + 20)


def _personal(offers: Sequence[Offer], catalogue: Catalogue, shopper: Shopper) -> Iterator[Offer]:
    # Each purchase, the most frequent first, explains one offer: the same product, or the best of its department.
    left = list(offers)
    for gtin, times in sorted(shopper.known_purchases.items(), key=lambda purchase: -purchase[1]):
        bought = catalogue.get(gtin)
        related = [offer for offer in left if bought and offer.article.department == bought.department]
        if related:
            best = next((offer for offer in related if offer.article.gtin == gtin), related[0])
            left.remove(best)
            yield replace(best, reason=Reason("bought", gtin, times))
