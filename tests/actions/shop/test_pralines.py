"""A box of pralines made to order."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.shop.pralines import PralineBox, allergens, change, check_inscription, price_cents, slots
from actions.shop.store import ShopData

BERLIN = ZoneInfo("Europe/Berlin")
BOX = PralineBox("dark", "none", 12, "box")


def test_a_box_costs_its_pralines_its_packaging_and_its_inscription(data: ShopData) -> None:
    menu = data.pralines
    assert price_cents(BOX, menu) == 12 * 70 + 150
    assert price_cents(replace(BOX, filling="nougat"), menu) == 12 * (70 + 20) + 150
    assert price_cents(replace(BOX, packaging="heart", inscription="Für Ayşe"), menu) == 12 * 70 + 350 + 250
    assert price_cents(replace(BOX, delivery="pickup", pickup="2026-10-02T10:00"), menu) == price_cents(BOX, menu)


def test_the_allergens_are_those_of_sort_and_filling_in_the_order_of_the_law(data: ShopData) -> None:
    assert allergens(BOX, data.pralines) == ("soy",)
    assert allergens(replace(BOX, sort="milk", filling="nougat"), data.pralines) == ("soy", "milk", "nuts")


def test_every_choice_has_a_price(data: ShopData) -> None:
    menu = data.pralines
    boxes = [PralineBox(s, f, 4, p) for s in menu.sorts for f in menu.fillings for p in menu.packagings]
    assert all(price_cents(box, menu) > 0 for box in boxes)


def test_the_same_box_is_the_same_line_and_another_is_another(data: ShopData) -> None:
    one, same = change(BOX, data.pralines), change(replace(BOX), data.pralines)
    assert one == same
    others = [replace(BOX, inscription="Mama"), replace(BOX, count=13), replace(BOX, delivery="pickup")]
    assert len({one.line_id, *(change(box, data.pralines).line_id for box in others)}) == 4
    assert one.line_id.startswith("praline:")


def test_a_box_carries_everything_needed_to_make_it(data: ShopData) -> None:
    line = change(replace(BOX, inscription="Mama"), data.pralines)
    assert line.name["de"] == "Pralinenschachtel, 12 Stück"
    assert (line.vat_percent, line.amount, line.price_cents) == (7, 1, 12 * 70 + 150 + 250)
    assert line.details == {
        "kind": "praline",
        "sort": "dark",
        "filling": "none",
        "count": 12,
        "packaging": "box",
        "inscription": "Mama",
        "delivery": "overnight",
        "pickup": None,
        "allergens": ["soy"],
    }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Alles Gute, Mama!", "Alles Gute, Mama!"),
        ("  Doğum günün \n kutlu\tolsun ", "Doğum günün kutlu olsun"),
        ("", ""),
        (" \u200b ", ""),
        ("\u202eamaM\u202c", "amaM"),
        ("Ma\u00adma\u200d\x07", "Mama"),
        ("Für dich ❤️", "Für dich ❤️"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("👩🏽‍🍳", "👩🏽‍🍳"),
        ("x" * 30, "x" * 30),
        ("🇹🇷" * 30, "🇹🇷" * 30),
        ("Drück dich dick", "Drück dich dick"),
        ("Für Amina", "Für Amina"),
        ("Zum 30. Geburtstag", "Zum 30. Geburtstag"),
        ("A & B für immer", "A & B für immer"),
        ("Arsenal Scunthorpe", "Arsenal Scunthorpe"),
    ],
)
def test_an_inscription_is_written_as_it_reads(data: ShopData, text: str, written: str) -> None:
    assert check_inscription(text, data.pralines) == written


@pytest.mark.parametrize(
    "text",
    [
        "x" * 31,
        "Schau auf https://boese.example",
        "www.boese.example",
        "boese.de",
        "HURENSOHN",
        "du ArschLoch!",
        "f u c k",
        "f.u.c.k you",
        "sh1t",
        "fu\u200bck",
        "Ｆｕｃｋ",
        "SİKTİR",
        "piç",
        "Scheiße",
        "SCHEISSE",
        "heil   Hitler",
        "Z\u0300\u0301\u0302\u0303algo",
    ],
)
def test_an_inscription_that_cannot_or_should_not_be_written_is_refused(data: ShopData, text: str) -> None:
    assert check_inscription(text, data.pralines) is None


def test_slots_begin_tomorrow_and_leave_out_closed_days(data: ShopData) -> None:
    offered = slots(data, datetime(2026, 10, 2, 9, 0, tzinfo=BERLIN))  # Friday; Sunday is closed
    assert [(slot.start.date(), slot.start.hour, slot.end.hour) for slot in offered] == [
        (day, start, start + 2) for day in (date(2026, 10, 3), date(2026, 10, 5)) for start in (10, 14, 17)
    ]
    assert all(slot.start.tzinfo is BERLIN for slot in offered)


def test_slots_end_before_the_shop_closes(data: ShopData) -> None:
    long = replace(data, pickup=replace(data.pickup, hours=4))
    saturday = [
        slot
        for slot in slots(long, datetime(2026, 10, 2, 9, 0, tzinfo=BERLIN))
        if slot.start.date() == date(2026, 10, 3)
    ]
    assert [slot.start.hour for slot in saturday] == [10, 14]
