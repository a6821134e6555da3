"""A box of pralines made to order: what it costs, what is in it, what is written on it, when it is fetched."""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import regex

from actions.shop.basket import Change
from actions.shop.fields import ALLERGENS
from actions.shop.store import PralineMenu, PralineOption, ShopData

VAT_PERCENT = 7

# Controls, direction marks, zero-width and other ignorable characters. Two of them belong to emoji and stay:
# U+FE0F (show in colour) and U+200D (join), the latter only between two pictures.
INVISIBLE = regex.compile(
    r"[\p{C}\p{Default_Ignorable_Code_Point}--[\uFE0F\u200D]]"
    r"|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})",
    regex.V1,
)
# More accents on one letter than any of the three languages has, and addresses of web pages.
UNPRINTABLE = regex.compile(r"(?i)\p{M}{3}|https?:|www\.|\w\.(?:com|net|org|info|shop|de|eu|io|tr|uk)\b")
WORD = regex.compile(r"[^\W_]+")
SPELT_OUT = regex.compile(r"(?<=\b\w)[\W_]+(?=\w\b)")
LOOK_ALIKES = str.maketrans("013457@$", "oieastas")


@dataclass(frozen=True)
class PralineBox:
    """One composed box, by the keys of the menu. `pickup` is the start of the slot, ISO, when it is fetched."""

    sort: str
    filling: str
    count: int
    packaging: str
    inscription: str = ""
    delivery: str = "overnight"
    pickup: str | None = None


@dataclass(frozen=True)
class PickupSlot:
    """A window in which a box can be fetched."""

    start: datetime
    end: datetime


def price_cents(box: PralineBox, menu: PralineMenu) -> int:
    """What the whole box costs; both ways of delivery are free."""
    sort, filling, packaging = _options(box, menu)
    inscription = menu.inscription_price_cents if box.inscription else 0
    return (sort.price_cents + filling.price_cents) * box.count + packaging.price_cents + inscription


def allergens(box: PralineBox, menu: PralineMenu) -> tuple[str, ...]:
    """The declared allergens of what is in the box, in the order of the law."""
    contained = {allergen for option in _options(box, menu) for allergen in option.allergens}
    return tuple(allergen for allergen in ALLERGENS if allergen in contained)


def check_inscription(text: str, menu: PralineMenu) -> str | None:
    """The text as it will be written, "" for none; None when it is too long, not printable or not decent.

    Its length is counted in characters as a reader sees them (Unicode UAX 29).
    """
    # Spaces first: a line break is a control character too, but stands between two words.
    written = " ".join(INVISIBLE.sub("", " ".join(text.split())).split())
    is_too_long = len(regex.findall(r"\X", written)) > menu.inscription_limit
    if is_too_long or UNPRINTABLE.search(written) or _is_indecent(written, menu):
        return None
    return written


def slots(data: ShopData, now: datetime) -> tuple[PickupSlot, ...]:
    """The pick-up slots that the shop offers now, earliest first: from tomorrow on, while it is open."""
    days = [now.date() + timedelta(days=number) for number in range(1, data.pickup.days_ahead + 1)]
    windows = [
        PickupSlot(start, start + timedelta(hours=data.pickup.hours))
        for day in days
        for start in (datetime.combine(day, hour, now.tzinfo) for hour in sorted(data.pickup.starts))
    ]
    return tuple(window for window in windows if _is_open(data, window))


def change(box: PralineBox, menu: PralineMenu) -> Change:
    """One such box for the basket; `details` has kind "praline", every choice and the allergens."""
    choices = asdict(box)
    digest = hashlib.sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()
    return Change(
        line_id=f"praline:{digest[:12]}",
        amount=Decimal(1),
        name={language: words.replace("{count}", str(box.count)) for language, words in menu.name.items()},
        price_cents=price_cents(box, menu),
        vat_percent=VAT_PERCENT,
        details={"kind": "praline", **choices, "allergens": list(allergens(box, menu))},
    )


def _options(box: PralineBox, menu: PralineMenu) -> tuple[PralineOption, PralineOption, PralineOption]:
    return menu.sorts[box.sort], menu.fillings[box.filling], menu.packagings[box.packaging]


def _is_indecent(written: str, menu: PralineMenu) -> bool:
    refused = {f" {word.casefold()} " for words in menu.refused_words.values() for word in words}
    plain = SPELT_OUT.sub("", _folded(written))
    forms = [f" {' '.join(WORD.findall(form))} " for form in (plain, plain.translate(LOOK_ALIKES))]
    return any(word in form for word in refused for form in forms)


def _folded(written: str) -> str:
    # The small form of the Turkish capital İ is an i with one more dot, which is of no matter here.
    return unicodedata.normalize("NFKC", written).casefold().replace("\u0307", "")


def _is_open(data: ShopData, window: PickupSlot) -> bool:
    hours = data.hours_on(window.start.date())
    return bool(
        hours
        and window.start.date() == window.end.date()
        and hours.opens <= window.start.time()
        and window.end.time() <= hours.closes
    )
