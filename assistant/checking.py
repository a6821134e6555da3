"""Every problem that an editor or operator can mend, before Sally starts: `sally check`."""

from actions.shop.store import ShopDataError, load_shop
from assistant.config import Config, ConfigError
from assistant.content.load import ContentError
from assistant.wiring import SHOPS, read_catalogue, read_content
from retrieval.feeds.jsonl import FeedError


def problems(config: Config) -> list[str]:
    """Each problem as one line: where, what, what to do."""
    found: list[str] = []
    try:
        read_content(config)
    except (ContentError, ConfigError) as error:
        found += map(str, error.problems)
    try:
        read_catalogue(config)
    except FeedError as error:
        found += error.problems
    try:
        load_shop(SHOPS / config.shop)
    except ShopDataError as error:
        found += error.problems
    return found
