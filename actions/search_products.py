"""Find products that fit a wish: what it is, what it must not contain, what it may cost."""

from collections.abc import Mapping
from typing import Any

from actions.shop import facts
from actions.shop.catalogue import Article, Results
from actions.shop.choice import NAMED, focus_on, name_several, remember_choices
from actions.shop.outcome import Outcome, Value, count, label, money, product, several, text
from actions.shop.product_card import cards
from actions.shop.visit import Visit

OUTCOMES = ("found_one", "found_many", "nothing_fits", "nothing_fits_nearest", "unknown_currency", "what")
WISH = ("product", "max_price", "diet", "allergen", "department", "partner")


async def run(visit: Visit, slots: Mapping[str, Any]) -> Outcome:
    """Search, and keep what was found for "show me more"."""
    limit = slots.get("max_price") or {}
    if limit and limit["currency"] != "EUR":
        return Outcome("unknown_currency", {"currency": label("currency", limit["currency"])})
    if not any(slots.get(name) for name in WISH):
        return Outcome("what")
    results = visit.shop.catalogue.search(
        slots.get("product") or "",
        visit.language,
        max_price_cents=limit.get("cents"),
        diet=slots.get("diet") or (),
        free_of=slots.get("allergen") or (),
        department=slots.get("department"),
        partner=slots.get("partner"),
    )
    found = [hit.product for hit in results.hits]
    visit.memory["last_search"] = {"gtins": [article.gtin for article in found], "named": NAMED}
    if len(found) > 1:
        return name_several(visit, "found_many", found, count=count(len(found)))
    return _only(visit, found[0]) if found else _nothing(visit, slots, results)


def _only(visit: Visit, article: Article) -> Outcome:
    remember_choices(visit, [article])
    data = {"product": product(article.name), **facts.price(article), "aisle": count(article.aisle)}
    return Outcome("found_one", data, show=cards([article]))


def _nothing(visit: Visit, slots: Mapping[str, Any], results: Results) -> Outcome:
    data = {"query": _query(slots)}
    if not results.nearest:
        return Outcome("nothing_fits", data)
    nearest = results.nearest.product
    focus_on(visit, nearest.gtin)
    data |= {
        "nearest": product(nearest.name),
        "price": money(nearest.price_cents),
        "reasons": facts.labels("reason", results.nearest_fails),
    }
    return Outcome("nothing_fits_nearest", data, show=cards([nearest]))


def _query(slots: Mapping[str, Any]) -> Value:
    # The shopper's own words; without any, the wishes by their labels. An allergen is no wish but its opposite.
    if words := slots.get("product"):
        return text(words)
    wishes = [("diet", key) for key in slots.get("diet") or ()]
    wishes += [(name, slots[name]) for name in ("department", "partner") if slots.get(name)]
    limit = slots.get("max_price")
    return several([*(label(*wish) for wish in wishes), *([money(limit["cents"])] if limit else [])])
