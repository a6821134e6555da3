"""One shop on file: its hours, rules, offers, pralines and card holders, read from a folder of YAML files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any, ClassVar, Literal, get_args

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from actions.shop.fields import Allergen, Cents, Clock, Gtin, Number, Words
from actions.shop.shopper import Shopper

CITY_KAUF = Path(__file__).parent / "city_kauf"

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
PARTS = {"offers": "offers.yml", "pralines": "pralines.yml", "shoppers": "shoppers.yml"}
"""The files beside shop.yml, by the field of ShopData that they fill."""
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True)
class Hours:
    """From when to when the shop is open."""

    opens: Clock
    closes: Clock


@dataclass(frozen=True)
class BonusRules:
    """So many percent off goods worth more than `over_cents`."""

    percent: Annotated[Decimal, Field(gt=0, lt=100)]
    over_cents: Cents


@dataclass(frozen=True)
class DeliveryRules:
    """What bringing the shopping home costs, and from which sum on it is free."""

    fee_cents: Cents
    free_from_cents: Cents


@dataclass(frozen=True)
class PickupRules:
    """When pralines can be fetched: within so many days, from each of `starts`, for `hours` hours."""

    days_ahead: Number
    starts: tuple[Clock, ...]
    hours: Number


@dataclass(frozen=True)
class Placement:
    """A product that the shop or a partner puts forward; `sponsored` when the partner pays for it."""

    gtin: Gtin
    partner: str
    sponsored: bool
    text: Words


@dataclass(frozen=True)
class PralineOption:
    """One choice for a praline box: its price (a praline, or a packaging) and what it brings in."""

    price_cents: Cents
    allergens: tuple[Allergen, ...] = ()


@dataclass(frozen=True)
class PralineMenu:
    """What a praline box can be made of. Sorts and fillings are priced by the praline."""

    name: Words
    sorts: Mapping[str, PralineOption]
    fillings: Mapping[str, PralineOption]
    packagings: Mapping[str, PralineOption]
    min_count: Number
    max_count: Number
    inscription_price_cents: Cents
    inscription_limit: Number
    refused_words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ShopData:
    """Everything that is on file about one shop. `opening` is by weekday; a day not named is closed."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    partners: Mapping[str, str]
    opening: Annotated[Mapping[Weekday, Hours], Field(min_length=1)]
    holidays: frozenset[date]
    facilities: Mapping[str, Words]
    returns_days: Number
    delivery: DeliveryRules
    bonus: BonusRules
    limit_per_product: Number
    pickup: PickupRules
    offers: tuple[Placement, ...]
    pralines: PralineMenu
    shoppers: tuple[Shopper, ...]

    def hours_on(self, day: date) -> Hours | None:
        """When the shop is open that day; None when it is closed."""
        return None if day in self.holidays else self.opening.get(WEEKDAYS[day.weekday()])

    def next_open_day(self, day: date) -> date:
        """The first day after this one on which the shop is open."""
        later = (day + timedelta(days=number) for number in range(1, 366))
        return next(candidate for candidate in later if self.hours_on(candidate))

    def shopper(self, card: str) -> Shopper | None:
        """The holder of this customer card."""
        return next((shopper for shopper in self.shoppers if shopper.card == card), None)


FILE_KINDS = (ShopData, Shopper, Placement, PralineMenu, PralineOption, PickupRules, DeliveryRules, BonusRules, Hours)


class ShopDataError(Exception):
    """The shop's files are wrong; `problems` has all of them, each "file: what. What to do."."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_shop(folder: Path) -> ShopData:
    """The shop that is on file in this folder. Raises ShopDataError with every problem of every file."""
    content, unreadable = _read(folder)
    whole = content.get("shop.yml", {}) | {part: content.get(file) for part, file in PARTS.items()}
    try:
        data = TypeAdapter(ShopData).validate_python(whole)
    except ValidationError as error:
        wrong = [_wording(detail) for detail in error.errors() if _file(detail) not in unreadable]
        raise ShopDataError((*unreadable.values(), *wrong)) from None
    if contradictions := tuple(_contradictions(data)):
        raise ShopDataError(contradictions)
    return data


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    # What stands in each file, and the problem of each file that could not be read.
    content, unreadable = dict[str, Any](), dict[str, str]()
    for file in ("shop.yml", *PARTS.values()):
        try:
            content[file] = yaml.safe_load((folder / file).read_text("utf-8"))
        except FileNotFoundError:
            unreadable[file] = f"{file}: is missing. Put it into {folder}."
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            unreadable[file] = f"{file}: is not YAML ({' '.join(str(error).split())}). Correct it."
    if not isinstance(content.get("shop.yml", {}), dict):
        del content["shop.yml"]
        unreadable["shop.yml"] = "shop.yml: has no keys and values. Write them as in `name: City-Kauf`."
    return content, unreadable


def _file(detail: ErrorDetails) -> str:
    return PARTS.get(str(detail["loc"][0]), "shop.yml")


def _wording(detail: ErrorDetails) -> str:
    file = _file(detail)
    address = [f"#{step + 1}" if isinstance(step, int) else step for step in detail["loc"] if step != "[key]"]
    place = ".".join(address if file == "shop.yml" else address[1:])
    match detail["type"]:
        case "missing" | "missing_argument":
            return f"{file}: {place} is missing. Add it."
        case "unexpected_keyword_argument":
            return f"{file}: {place} is not known. {_nearest(address[-1])}"
        case "value_error":
            value = "" if isinstance(detail["input"], Mapping) else f" {_shown(detail['input'])}"
            return f"{file}: {place}{value} {detail['ctx']['error']}"
    should = detail["msg"].removeprefix("Input should be ")
    return f"{file}: {place or 'all of it'} is {_shown(detail['input'])}. Make it {should}."


def _shown(value: object) -> str:
    return shorten(repr(value), 40, placeholder="…")


def _nearest(key: str) -> str:
    known = [field.name for kind in FILE_KINDS for field in fields(kind)]
    near = get_close_matches(key, known, n=1)
    return f'Did you mean "{near[0]}"?' if near else "Remove it."


def _contradictions(data: ShopData) -> Iterator[str]:
    partners = ", ".join(data.partners)
    for offer in data.offers:
        if offer.partner not in data.partners:
            yield f'offers.yml: {offer.gtin} names the partner "{offer.partner}". Use one of {partners}.'
    for gtin in _twice(offer.gtin for offer in data.offers):
        yield f"offers.yml: {gtin} is there twice. Remove one."
    for card in _twice(shopper.card for shopper in data.shoppers):
        yield f"shoppers.yml: card {card} is there twice. Remove one."
    if data.pralines.min_count > data.pralines.max_count:
        yield "pralines.yml: min_count is above max_count. Swap them."


def _twice(keys: Iterable[str]) -> Iterator[str]:
    return (key for key, times in Counter(keys).items() if times > 1)
