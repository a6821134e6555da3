"""Which product is meant: words, a barcode, "the second one", or the one last spoken of.

Sally remembers what she spoke of last as the focus, and the products she named together as the choices. Naming
several leaves none in focus: "what does it cost?" is then a question of which one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actions.shop import facts
from actions.shop.catalogue import Article
from actions.shop.gtin import is_gtin
from actions.shop.names import is_called
from actions.shop.outcome import Outcome, Value
from actions.shop.product_card import cards
from actions.shop.visit import Visit

NAMED = 3
"""How many products the ear takes in at once."""
LOOKED_AT = 12
SAME_KIND = 0.5
"""Products less similar than this (0…1) are of another kind: no tin of peaches for a jar of pesto."""
POSITION = re.compile(r"#(-?\d{1,3})", re.ASCII)


def meant(visit: Visit, slots: Mapping[str, Any]) -> tuple[Article, ...]:
    """The products that the shopper may mean, best first: by words, by an answer, or the one last spoken of."""
    if words := slots.get("product"):
        return candidates(visit, words)
    answer = slots.get("product_choice")
    return _chosen(visit, slots, answer) if answer else _spoken_of(visit)


def candidates(visit: Visit, words: str) -> tuple[Article, ...]:
    """What the words may mean, best first; only the one that the shopper has had, when there is just one such."""
    if is_gtin(words):
        article = visit.shop.catalogue.get(words)
        return (article,) if article else ()
    found = tuple(hit.product for hit in visit.shop.catalogue.match(words, visit.language))
    bought = visit.shopper.known_purchases if visit.shopper else {}
    familiar = tuple(article for article in found if article.gtin in bought or visit.basket.line(article.gtin))
    return familiar if len(familiar) == 1 else found


def position(pointer: str, prices: Sequence[int]) -> int | None:
    """Where in a list "#2", "#-1" (the last) or "#cheapest" points to; None when to nothing in it."""
    if pointer == "#cheapest":
        return min(range(len(prices)), key=prices.__getitem__, default=None)
    if not (pointed := POSITION.fullmatch(pointer)):
        return None
    number = int(pointed[1])
    index = number - 1 if number > 0 else len(prices) + number
    return index if 0 <= index < len(prices) else None


def article_of(visit: Visit, slots: Mapping[str, Any]) -> Article:
    """The product that match_product has found for this flow."""
    article = visit.shop.catalogue.get(slots["article"])
    assert article, f"article {slots['article']} left the catalogue while it was spoken of"
    return article


def alike(visit: Visit, article: Article) -> tuple[Article, ...]:
    """Products of the same kind, most similar first."""
    hits = visit.shop.catalogue.similar(article.gtin, limit=LOOKED_AT)
    return tuple(hit.product for hit in hits if hit.score >= SAME_KIND)


def focus_on(visit: Visit, gtin: str) -> None:
    """Remember this product, or line of the basket, as the one last spoken of."""
    visit.memory["focus"] = gtin
    visit.memory.pop("refused", None)
    if gtin not in visit.memory.get("choices", ()):
        visit.memory.pop("choices", None)  # what was named together before is out of mind


def remember_choices(visit: Visit, articles: Iterable[Article]) -> None:
    """Remember what was named together; a single product is in focus."""
    gtins = [article.gtin for article in articles]
    visit.memory |= {"choices": gtins, "focus": gtins[0] if len(gtins) == 1 else None}


def name_several(visit: Visit, outcome: str, articles: Sequence[Article], **data: Value) -> Outcome:
    """The outcome that names the first of these products, to choose from, and shows them all."""
    named = articles[:NAMED]
    remember_choices(visit, named)
    return Outcome(outcome, {**data, "products": facts.names(named)}, show=cards(articles))


def _chosen(visit: Visit, slots: Mapping[str, Any], answer: str) -> tuple[Article, ...]:
    # What was offered for this very question, also when something else has been spoken of since.
    choices = _articles(visit, slots.get("options") or visit.memory.get("choices", ()))
    if answer == "#it":
        return _spoken_of(visit)
    if answer.startswith("#"):
        place = position(answer, [article.price_cents for article in choices])
        return (choices[place],) if place is not None else choices or _spoken_of(visit)
    called = tuple(article for article in choices if is_called(article.name, answer))
    return called or candidates(visit, answer)


def _spoken_of(visit: Visit) -> tuple[Article, ...]:
    focus = visit.shop.catalogue.get(visit.memory.get("focus") or "")
    return (focus,) if focus else _articles(visit, visit.memory.get("choices", ()))


def _articles(visit: Visit, gtins: Iterable[str]) -> tuple[Article, ...]:
    return tuple(article for gtin in gtins if (article := visit.shop.catalogue.get(gtin)))
