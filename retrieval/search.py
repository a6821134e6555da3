"""The catalogue that shoppers search: exact in its filters, forgiving in its words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from retrieval.feeds.jsonl import read_products
from retrieval.index import WHY, Index
from retrieval.lexical import Floats, Kinds
from retrieval.products import ALLERGENS, Fails, Hit, Product, Results
from retrieval.tongue import Document

CATALOGUE = Path(__file__).parent / "catalogue"
LABELS = CATALOGUE / "labels.yml"
LANGUAGES = ("de", "en", "tr")

_ENOUGH_TO_MATCH = 0.55
_CLEAR_MARGIN = 0.12
_ASK_ABOUT = 3
_ENOUGH_TO_SHOW = 0.4
_SHARE_OF_BEST = 0.6
_SAME_DEPARTMENT = 0.15
_LONGEST_WISH = 6

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: slower, the same result
_WHY = (*WHY, "filters")
_ANY = len(WHY)

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]
Mask = NDArray[np.bool_]
Filters = dict[Fails, Mask]


class Catalogue:
    """All products of the shop, in memory, with their index. Never changes; a new feed makes a new one."""

    def __init__(self, products: Sequence[Product], index: Index) -> None:
        self.products = tuple(products)
        self._index = index
        self._places = {product.gtin: place for place, product in enumerate(self.products)}
        self._vectors = index.vectors()
        self._price_cents = np.array([product.price_cents for product in self.products])
        self._is_in_stock = np.array([product.stock > 0 for product in self.products], bool)
        self._department = np.array([product.department for product in self.products])
        self._seller = np.array([product.seller for product in self.products])
        self._popularity = _popularity(products)
        self._none = np.zeros(len(products), bool)
        self._columns = _columns(products)

    def get(self, gtin: str) -> Product | None:
        """The product with this GTIN."""
        place = self._places.get(gtin)
        return None if place is None else self.products[place]

    def match(self, words: str, language: str) -> tuple[Hit, ...]:
        """The products that a shopper's words for ONE product may mean, best first; empty when none.

        One hit means that it is clear. Several mean that the shopper must be asked.
        """
        if same := self._index.same(words, language):
            return tuple(Hit(self.products[place], 1.0, WHY[0]) for place in same)
        if respelt := self._index.respelt(words, language):
            return tuple(Hit(self.products[place], _share(score), WHY[0]) for place, score in respelt[:_ASK_ABOUT])
        scores, kinds = self._index.scores(words, language)
        order = np.argsort(-scores, kind="stable")[: _ASK_ABOUT + 1]
        close = scores[order] >= max(_ENOUGH_TO_MATCH, float(scores.max(initial=0)) - _CLEAR_MARGIN)
        return self._hits(order[close][:_ASK_ABOUT], scores, kinds)

    def search(
        self,
        words: str,
        language: str,
        *,
        max_price_cents: int | None = None,
        diet: Sequence[str] = (),
        free_of: Sequence[str] = (),
        department: str | None = None,
        partner: str | None = None,
        in_stock: bool = True,
        limit: int = 12,
    ) -> Results:
        """Products that fit a wish; filters are exact. Empty `words` means: anything that passes, popular first.

        What fails a filter is counted, and the best of it that fails the fewest filters is the `nearest`.
        """
        fails: Filters = {
            "too_expensive": self._price_cents > (np.inf if max_price_cents is None else max_price_cents),
            "contains": _any((self._may_contain(key) for key in free_of), self._none),
            "sold_out": ~self._is_in_stock & in_stock,
            "other_diet": _any((~self._having("diet", key) for key in diet), self._none),
            "other_department": self._none if department is None else self._department != department,
            "other_partner": self._none if partner is None else self._seller != partner,
        }
        if not words.strip():
            kinds = np.full(len(self.products), _ANY, np.int8)
            return self._results(self._popularity, kinds, 0.0, fails, limit)
        scores, kinds = self._scores(words, language)
        enough = max(_ENOUGH_TO_SHOW, _SHARE_OF_BEST * float(scores.max(initial=0)))
        return self._results(scores, kinds, enough, fails, limit)

    def similar(self, gtin: str, limit: int = 5) -> tuple[Hit, ...]:
        """Products like this one, best first, in stock, without itself; none for an unknown GTIN."""
        if (place := self._places.get(gtin)) is None:
            return ()
        scores = self._vectors @ self._vectors[place] * (1 - _SAME_DEPARTMENT)
        scores += _SAME_DEPARTMENT * (self._department == self._department[place])
        others = self._is_in_stock & (np.arange(len(scores)) != place)
        order = _best(scores, others, limit)
        return tuple(Hit(self.products[at], _share(scores[at]), "similar") for at in order)

    def _scores(self, words: str, language: str) -> tuple[Floats, Kinds]:
        """The scores of all words together; when nothing fits them, without the words that nothing is called by."""
        scores, kinds = self._index.scores(words, language)
        several = words.split()
        while float(scores.max(initial=0)) < _ENOUGH_TO_SHOW and 1 < len(several) <= _LONGEST_WISH:
            fewer = [[*several[:place], *several[place + 1 :]] for place in range(len(several))]
            tried = [(*self._index.scores(" ".join(left), language), left) for left in fewer]
            scores, kinds, several = max(tried, key=lambda attempt: float(attempt[0].max(initial=0)))
        return scores, kinds

    def _results(self, scores: Floats, kinds: Kinds, enough: float, fails: Filters, limit: int) -> Results:
        wanted, failures = scores >= enough, np.sum(list(fails.values()), axis=0)
        hits = self._hits(_best(scores, wanted & (failures == 0), limit), scores, kinds)
        excluded: dict[str, int] = {
            reason: int(count) for reason, mask in fails.items() if (count := np.sum(wanted & mask))
        }
        best = self._department[np.argmax(scores)] if scores.size else ""  # cat food is not near to a wish for salmon
        missed = np.flatnonzero(wanted & (failures > 0) & (self._department == best))
        if not missed.size:
            return Results(hits, excluded)
        about = np.round(scores[missed], 1)
        place = missed[np.lexsort((self._price_cents[missed], -about, failures[missed]))[0]]
        nearest = self._hits(np.array([place]), scores, kinds)[0]
        return Results(hits, excluded, nearest, tuple(reason for reason, mask in fails.items() if mask[place]))

    def _hits(self, places: NDArray[np.integer[Any]], scores: Floats, kinds: Kinds) -> tuple[Hit, ...]:
        return tuple(Hit(self.products[at], _share(scores[at]), _WHY[kinds[at]]) for at in places)

    def _may_contain(self, key: str) -> Mask:
        """Nothing is vouched for that no product declares: of a key like "pollen" everything may contain some."""
        if key in ALLERGENS:
            return self._having("allergens", key)
        return ~self._having("diet", f"{key}_free")

    def _having(self, field: str, key: str) -> Mask:
        return self._columns.get((field, key), self._none)


def load_catalogue(folder: Path = CATALOGUE, *, embedder: str = "hashed", store: str = "exact") -> Catalogue:
    """Reads all `*.jsonl` of the folder and builds the index. Raises FeedError, or ValueError for an unknown part."""
    products = read_products(sorted(folder.glob("*.jsonl")))
    labels = yaml.load(LABELS.read_text("utf-8"), _Loader)  # noqa: S506  # a safe one, in C
    documents = [_document(product, labels) for product in products]
    claims = {language: " ".join(diet[language] for diet in labels["diets"].values()) for language in LANGUAGES}
    return Catalogue(products, Index(documents, LANGUAGES, claims, embedder=embedder, store=store))


def _document(product: Product, labels: Labels) -> Document:
    known = [labels["departments"].get(product.department, {}), *(labels["diets"][diet] for diet in product.diet)]
    words = {
        language: " ".join((product.brand, *(label.get(language, "") for label in known))) for language in LANGUAGES
    }
    return Document(product.name, product.synonyms, words)


def _columns(products: Sequence[Product]) -> dict[tuple[str, str], Mask]:
    """For each allergen and each diet which products have it."""
    columns: dict[tuple[str, str], Mask] = {}
    for place, product in enumerate(products):
        for field, keys in (("allergens", product.allergens), ("diet", product.diet)):
            for key in keys:
                columns.setdefault((field, key), np.zeros(len(products), bool))[place] = True
    return columns


def _popularity(products: Sequence[Product]) -> Floats:
    """0…1: well rated by many comes before very well rated by a few."""
    most = max((product.rating_count for product in products), default=1)
    return np.array([p.rating_average / 5 * np.log1p(p.rating_count) / np.log1p(most) for p in products], np.float32)


def _any(masks: Iterable[Mask], none: Mask) -> Mask:
    return np.asarray(np.any([none, *masks], axis=0), bool)


def _best(scores: Floats, among: Mask, limit: int) -> NDArray[np.integer[Any]]:
    places = np.flatnonzero(among)
    return places[np.argsort(-scores[places], kind="stable")[:limit]]


def _share(score: float) -> float:
    return round(min(max(float(score), 0.0), 1.0), 4)
