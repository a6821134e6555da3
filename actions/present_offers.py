"""The offers for this shopper."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from actions.shop.choice import remember_choices
from actions.shop.offers import Offer, choose_offers
from actions.shop.outcome import Outcome, Value, count, marked, product, several
from actions.shop.product_card import product_card
from actions.shop.visit import Visit

OUTCOMES = ("presented", "none")


async def run(visit: Visit, _slots: Mapping[str, Any]) -> Outcome:
    """Name them and show their cards; why each was chosen is kept for whoever asks."""
    offers = choose_offers(visit.shop.data, visit.shop.catalogue, visit.shopper, visit.basket)
    if not offers:
        return Outcome("none")
    articles = [offer.article for offer in offers]
    remember_choices(visit, articles)
    visit.memory["last_offers"] = {offer.article.gtin: asdict(offer.reason) for offer in offers}
    return Outcome(
        "presented",
        {"offers": several(map(_named, offers)), "count": count(len(offers))},
        show={"products": [product_card(offer.article, offer.reason) for offer in offers]},
    )


def _named(offer: Offer) -> Value:
    """The product; a placement that a partner pays for is called what it is, to the ear too."""
    name = product(offer.article.name)
    return marked(name, "offer", "sponsored") if offer.is_sponsored else name
