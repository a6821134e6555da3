"""The shop's files."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from actions.shop.fields import ALLERGENS
from actions.shop.store import CITY_KAUF, ShopData, ShopDataError, load_shop

CATALOGUE = Path(__file__).parents[3] / "retrieval" / "catalogue"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shop's files to spoil."""
    return Path(shutil.copytree(CITY_KAUF, tmp_path / "shop"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    content = (folder / file).read_text("utf-8")
    assert old in content
    (folder / file).write_text(content.replace(old, new, 1), "utf-8")


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ShopDataError) as caught:
        load_shop(folder)
    return caught.value.problems


def test_every_gtin_on_file_is_in_the_catalogue(data: ShopData) -> None:
    lines = [line for file in CATALOGUE.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    known = {json.loads(line)["gtin"] for line in lines}
    named = {offer.gtin for offer in data.offers} | {gtin for shopper in data.shoppers for gtin in shopper.purchases}
    assert named - known == set()


def test_offers_come_from_the_partner_who_sells_the_product(data: ShopData) -> None:
    lines = [line for file in CATALOGUE.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    sellers = {product["gtin"]: product["seller"] for product in map(json.loads, lines)}
    assert [offer.gtin for offer in data.offers if sellers[offer.gtin] != offer.partner] == []


def test_the_demo_has_shoppers_of_every_kind(data: ShopData) -> None:
    assert [shopper.card for shopper in data.shoppers] == ["1001", "1002", "1003", "1004", "1005", "1006"]
    assert sorted(shopper.language for shopper in data.shoppers) == ["de", "de", "en", "en", "tr", "tr"]
    assert any("profiling" not in shopper.consents for shopper in data.shoppers)
    assert min(shopper.card_limit_cents for shopper in data.shoppers) <= 2000
    assert data.shopper("1001") is data.shoppers[0]
    assert data.shopper("9999") is None


def test_the_shop_is_closed_on_sundays_and_opens_on_monday(data: ShopData) -> None:
    saturday, sunday, monday = date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 5)
    assert all(data.hours_on(day) for day in (saturday, monday))
    assert data.hours_on(sunday) is None
    assert data.next_open_day(saturday) == monday


def test_the_shop_is_closed_on_its_holidays(folder: Path) -> None:
    spoil(folder, "shop.yml", "holidays: []", "holidays: [2026-12-25]")
    data = load_shop(folder)
    assert data.hours_on(date(2026, 12, 25)) is None
    assert data.next_open_day(date(2026, 12, 24)) == date(2026, 12, 26)


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    spoil(folder, "shop.yml", "percent: 3", "percnt: 3")
    spoil(folder, "shop.yml", "fee_cents: 490", "fee_cents: -1")
    spoil(folder, "shop.yml", 'monday: {opens: "07:00", closes: "22:00"}', 'monday: {opens: "07:00", closes: 22:00}')
    spoil(folder, "offers.yml", '"2013000100005"', '"2013000100006"')
    spoil(folder, "offers.yml", "en: The everyday classic., ", "")
    spoil(folder, "shoppers.yml", 'card: "1001"', "card: 1001")
    spoil(folder, "pralines.yml", "raspberry: {price_cents: 25}", "raspberry: {price_cents: 25, allergens: [plums]}")
    assert problems(folder) == (
        'shop.yml: opening.monday.closes 1320 is not a time. Write it in quotes: "07:00".',
        "shop.yml: delivery.fee_cents is -1. Make it greater than or equal to 0.",
        "shop.yml: bonus.percent is missing. Add it.",
        'shop.yml: bonus.percnt is not known. Did you mean "percent"?',
        "offers.yml: #1.gtin '2013000100006' is not a GTIN. Check its digits.",
        "offers.yml: #1.text has no words in en. Add them.",
        f"pralines.yml: fillings.raspberry.allergens.#1 'plums' is not an allergen. Use one of {', '.join(ALLERGENS)}.",
        "shoppers.yml: #1.card is 1001. Make it a valid string.",
    )


def test_a_file_that_cannot_be_read_does_not_hide_the_problems_of_the_others(folder: Path) -> None:
    (folder / "pralines.yml").unlink()
    (folder / "offers.yml").write_text("[", "utf-8")
    spoil(folder, "shop.yml", "returns_days: 14", "")
    told = problems(folder)
    assert told[0].startswith("offers.yml: is not YAML (while parsing a flow node")
    assert told[1:] == (
        f"pralines.yml: is missing. Put it into {folder}.",
        "shop.yml: returns_days is missing. Add it.",
    )


def test_a_shop_file_without_keys_is_one_problem(folder: Path) -> None:
    (folder / "shop.yml").write_text("City-Kauf", "utf-8")
    assert problems(folder) == ("shop.yml: has no keys and values. Write them as in `name: City-Kauf`.",)


def test_a_misspelt_day_is_told(folder: Path) -> None:
    spoil(folder, "shop.yml", "  monday:", "  mnday:")
    (problem,) = problems(folder)
    assert problem.startswith("shop.yml: opening.mnday is 'mnday'. Make it 'monday', 'tuesday',")


def test_files_that_contradict_one_another_are_refused(folder: Path, data: ShopData) -> None:
    partners = ", ".join(data.partners)
    spoil(folder, "offers.yml", "partner: firin_guenes", "partner: firin")
    spoil(folder, "offers.yml", '"2003001300009"', '"2013000100005"')
    spoil(folder, "shoppers.yml", '"1002"', '"1001"')
    spoil(folder, "pralines.yml", "min_count: 4", "min_count: 40")
    spoil(folder, "pralines.yml", "max_count: 48", "max_count: 20")
    assert problems(folder) == (
        f'offers.yml: 2002001000001 names the partner "firin". Use one of {partners}.',
        "offers.yml: 2013000100005 is there twice. Remove one.",
        "shoppers.yml: card 1001 is there twice. Remove one.",
        "pralines.yml: min_count is above max_count. Swap them.",
    )
