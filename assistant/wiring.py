"""Builds a running Sally from her configuration. The only module that joins the packages."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from actions.shop.bank import Bank, HttpBank, MemoryBank, Mode
from actions.shop.demo_bank import behave
from actions.shop.floor import Floor, load_actions
from actions.shop.product_card import menu_view, product_card, product_page
from actions.shop.record import basket_of, operation_of
from actions.shop.store import load_shop
from actions.shop.visit import Shop
from assistant.bulletin import Bulletin
from assistant.config import Config, ConfigError
from assistant.content import load as content_load
from assistant.content.check import Outcomes
from assistant.content.located_yaml import Problem
from assistant.content.model import Content
from assistant.janitor import Janitor
from assistant.learning import cache_folder, lexicons, model_folder, trained
from assistant.outbox import Outbox
from assistant.ports import Record
from assistant.session import Sessions
from assistant.store.error import DuplicateOperation, StaleVersion
from assistant.store.store import Store, Unit
from assistant.turn import StaleTurn, Turns
from assistant.understanding.lexicon import Phrase, phrase
from assistant.understanding.reader import Reader
from retrieval.search import CATALOGUE, Catalogue, load_catalogue

logger = logging.getLogger(__name__)

__all__ = ["HttpBank", "MemoryBank", "Parts", "Sally", "memory_bank", "prepare", "running"]

PROJECT = Path(__file__).parent.parent
SHOPS = PROJECT / "actions" / "shop"
_SHORTEST_WORD = 2

Tell = Callable[[str], None]


@dataclass
class Sally:
    """A Sally that is ready to talk."""

    config: Config
    content: Content
    catalogue: Catalogue
    floor: Floor
    store: Store
    sessions: Sessions
    turns: Turns
    bulletin: Bulletin
    outbox: Outbox
    bank: Bank
    config_file: Path | None = None

    def shop_facts(self) -> dict[str, Any]:
        """What the screens must know of the shop: languages, labels, words of values, demo cards, praline menu."""
        data = self.floor.shop.data
        words = {code: language.words for code, language in self.content.languages.items()}
        return {
            "name": data.name,
            "languages": [{"code": code, "name": words[code].language.name} for code in self.config.languages],
            "labels": {code: words[code].labels for code in words},
            "values": {
                code: {
                    entity: {key: said[0] for key, said in keys.items()} for entity, keys in words[code].values.items()
                }
                for code in words
            },
            "units": {code: {key: said[0] for key, said in words[code].units.items()} for code in words},
            "cards": [
                {"card": shopper.card, "first_name": shopper.first_name, "language": shopper.language}
                for shopper in data.shoppers
            ],
            "pralines": menu_view(data.pralines),
            "bonus": {"percent": str(data.bonus.percent), "over_cents": data.bonus.over_cents},
        }

    def search(self, words: str, language: str, limit: int, filters: Mapping[str, Any]) -> dict[str, Any]:
        """Products that fit, as cards; how many each filter excluded; the nearest when nothing fits."""
        found = self.catalogue.search(words, language, limit=limit, **filters)
        return {
            "products": [product_card(hit.product) | {"score": hit.score, "match": hit.why} for hit in found.hits],
            "count": len(found.hits),
            "excluded": dict(found.excluded),
            "nearest": product_card(found.nearest.product) if found.nearest and not found.hits else None,
        }

    def product(self, gtin: str) -> dict[str, Any] | None:
        """One product with everything that is known of it."""
        found = self.catalogue.get(gtin)
        return None if found is None else product_page(found)

    async def set_bank_mode(self, mode: Mode) -> bool:
        """Tell the demo bank how to behave from now on; whether it has heard."""
        return await behave(self.bank, mode)

    async def reload(self, tell: Tell = logger.info) -> None:
        """Take over changed content, with a newly trained model, while turns go on. Raises ContentError."""
        content = await asyncio.to_thread(read_content, self.config)
        reader = await asyncio.to_thread(make_reader, content, self.catalogue, self.config_file, tell)
        self.content = self.turns.content = content
        self.turns.understanding = reader
        tell("the content was taken over")


class Memory:
    """The store, as turns use it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def load(self, session_id: str, message_id: str | None = None) -> tuple[Any, Any]:
        """The session, and its answer to the message if it gave one."""
        return await self._store.load(session_id, message_id)

    async def keep(self, record: Record) -> int:
        """Commit a turn; the session's new version. Raises StaleTurn."""
        try:
            return (await self._store.commit(Unit(**vars(record)))).version
        except (StaleVersion, DuplicateOperation) as error:
            raise StaleTurn(record.session_id) from error


def read_content(config: Config) -> Content:
    """The editors' content. Raises ContentError, and ConfigError for a language that they have not written."""
    folder = config.content if config.content.is_absolute() else PROJECT / config.content
    outcomes = {
        name: Outcomes(action.OUTCOMES, getattr(action, "SILENT", ())) for name, action in load_actions().items()
    }
    content = content_load.load(folder, outcomes)
    if unwritten := [code for code in config.languages if code not in content.languages]:
        what = f"languages: nobody has written {', '.join(unwritten)}. Choose from {', '.join(content.languages)}."
        raise ConfigError([Problem("config.yml", 1, what)])
    return content


def read_catalogue(config: Config) -> Catalogue:
    """The products with their index. Raises FeedError."""
    return load_catalogue(CATALOGUE, embedder=config.retrieval.embedder, store=config.retrieval.store)


def catalogue_words(names: Iterable[Phrase], content: Content) -> frozenset[str]:
    """The words that products are called by, as understanding folds them; small words left out."""
    said = set(chain.from_iterable(names))
    small = {word for lexicon in lexicons(content).values() for word in lexicon.stopwords}
    return frozenset(word for word in said - small if len(word) >= _SHORTEST_WORD)


def catalogue_names(catalogue: Catalogue) -> frozenset[Phrase]:
    """What products are called, in all languages, as folded words."""
    return frozenset(
        phrase(words) for product in catalogue.products for said in product.synonyms.values() for words in said
    )


def make_reader(content: Content, catalogue: Catalogue, config_file: Path | None, tell: Tell) -> Reader:
    """The understanding of this content; trains the model when it has not been made yet."""
    names = catalogue_names(catalogue)
    words = catalogue_words(names, content)
    model = trained(model_folder(content, words, cache_folder()), config_file, tell)
    return Reader(content.script, lexicons(content), model, words, names)


@dataclass(frozen=True)
class Parts:
    """What takes long to read and never changes while it is used: words, goods, understanding."""

    content: Content
    catalogue: Catalogue
    reader: Reader


def prepare(config: Config, config_file: Path | None, tell: Tell) -> Parts:
    """Read everything. Raises ContentError, FeedError."""
    content = read_content(config)
    tell("the content is read")
    catalogue = read_catalogue(config)
    tell(f"{len(catalogue.products)} products are on the shelves")
    return Parts(content, catalogue, make_reader(content, catalogue, config_file, tell))


def memory_bank(config: Config) -> MemoryBank:
    """A bank in memory that knows the cards of the shop. Raises ShopDataError."""
    shoppers = load_shop(SHOPS / config.shop).shoppers
    return MemoryBank({shopper.card: shopper.card_limit_cents for shopper in shoppers})


@asynccontextmanager
async def running(
    config: Config,
    parts: Parts,
    data: Path,
    bank: Bank,
    *,
    config_file: Path | None = None,
    now: Callable[[], datetime] = datetime.now,
) -> AsyncIterator[Sally]:
    """Sally, from the first turn to the last: everything opened here is closed at the end.

    Raises ShopDataError, StorageUnavailable.
    """
    floor = Floor(Shop(parts.catalogue, load_shop(SHOPS / config.shop), bank, now), load_actions())
    store = await Store.open(config.storage.url or f"sqlite:///{data / 'sally.db'}")
    bulletin = Bulletin()
    turns = Turns(parts.content, parts.reader, floor, Memory(store), bulletin.publish)
    sessions = Sessions(store, floor, config.languages)
    outbox = Outbox(partial(store.undelivered, kind="payment"), turns.settle)
    janitor = Janitor(store.purge_guests, time.time, config.limits.guest_hours)
    sally = Sally(
        config, parts.content, parts.catalogue, floor, store, sessions, turns, bulletin, outbox, bank, config_file
    )
    workers = [asyncio.create_task(work) for work in (outbox.run(), janitor.run())]
    try:
        yield sally
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await store.close()


async def audit(store: Store, basket_id: str, kept: dict[str, Any]) -> bool:
    """Whether a kept basket is what its ledger adds up to."""
    from actions.shop.basket import fold

    operations = [operation_of(record) for record in await store.operations(basket_id)]
    return fold(basket_id, operations) == basket_of(kept)
