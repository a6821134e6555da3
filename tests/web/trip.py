"""What a shopper does on the demo page, and what there is to see."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Screen

PROBES = f"({(Path(__file__).parent / 'probes.js').read_text()})"
LANGUAGES = ("de", "en", "tr")
GIFT_BOX = "2023000200001"  # 16.99 €, twelve of them pass the bonus threshold
AYRAN = "2017000300007"  # with deposit
CARDS = {"de": ("1001", "Katharina"), "en": ("1004", "Kofi"), "tr": ("1005", "Elif")}
SHOW_BASKET = {"de": "Was ist in meinem Korb?", "en": "What is in my basket?", "tr": "Sepetimde ne var?"}
INSCRIPTION = {"de": "Für Oma Käthe", "en": "For Grandma", "tr": "Sevgili anneme"}

Open = Callable[..., Screen]
expect.set_options(timeout=20_000)  # two cores, a server, a browser and the other tests

# What a shopper does


def insert_card(screen: Screen, card: str, first_name: str) -> None:
    screen.page.locator(f"[data-card='{card}']").click()
    expect(screen.page.locator(".stage-greeting")).to_contain_text(first_name)
    expect(screen.page.locator(".slot-name")).to_have_text(first_name)


def scan(page: Page, gtin: str) -> None:
    page.locator("#scan-gtin").fill(gtin)
    page.locator("#scan-gtin").press("Enter")


def say(page: Page, text: str) -> None:
    page.locator("#chat-text").fill(text)
    page.locator("#chat-text").press("Enter")


def look_at_offers(page: Page) -> None:
    page.locator("#tab-finds").click()
    page.locator("sally-finds .primary").click()
    offers = page.locator("sally-finds product-card")
    expect(offers.first.locator(".product-why")).to_be_visible()
    offers.first.locator(".product-why").click()
    expect(page.locator(".bubble[data-said^=utter_explain_offer]").last).to_be_visible()
    shown = probe(page, "offers")
    assert [offer for offer in shown if not offer["why"]] == []


def compose_pralines(screen: Screen, language: str) -> None:
    page = screen.page
    page.locator("#tab-pralines").click()
    for choice, option in (("sort", "dark"), ("filling", "nougat")):
        option_of(page, choice, option).click()
        expect(option_of(page, choice, option)).to_have_attribute("aria-pressed", "true")
    page.locator("praline-maker [data-option='12']").click()
    expect(page.locator("praline-box .praline")).to_have_count(12)
    option_of(page, "packaging", "heart").click()
    expect(page.locator("praline-box")).to_have_attribute("data-packaging", "heart")
    page.locator("#praline-words").fill(INSCRIPTION[language])
    expect(page.locator(".box-words")).to_have_text(INSCRIPTION[language])
    page.locator("#praline-words").press("Enter")
    option_of(page, "delivery", "pickup").click()
    page.locator("[data-choice=slot] .option").first.click()
    take = page.locator(".praline-finish .primary")
    expect(take).not_to_have_attribute("aria-disabled", "true")
    expect(page.locator(".praline-allergens")).not_to_be_empty()
    price = page.locator(".praline-price").inner_text()
    expect(page.locator(".box-words")).to_have_text(INSCRIPTION[language])
    take.click()
    expect(page.locator("[data-line^='praline:'] .line-total")).to_have_text(price)


def other_device_scans(screen: Screen, gtin: str) -> None:
    """The same session, from outside the page."""
    kept = screen.page.evaluate("JSON.parse(sessionStorage.getItem('sally-demo')).session")
    url = f"{screen.demo.url}/api/v1/sessions/{kept['session_id']}/turns"
    message = {"message_id": f"other-{gtin}", "type": "scan", "gtin": gtin}
    httpx.post(url, json=message, headers={"Authorization": f"Bearer {kept['token']}"}).raise_for_status()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(200):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key never comes to {selector}")


# What a shopper sees


def probe(page: Page, name: str) -> Any:
    """What a function of probes.js finds on the page."""
    return page.evaluate(f"{PROBES}.{name}()")


def line(page: Page, gtin: str) -> Locator:
    return page.locator(f".line[data-line='{gtin}']")


def heard(page: Page, key: str) -> Locator:
    return page.locator(f".bubble[data-said='{key}']")


def option_of(page: Page, choice: str, option: str) -> Locator:
    return page.locator(f"[data-choice={choice}] [data-option='{option}']")


def waiting_over(page: Page) -> None:
    expect(page.get_by_role("log")).not_to_have_attribute("aria-busy", "true")


def assert_told_once(page: Page) -> None:
    """Every event is on the page once, in its order; every operation is in the ledger once."""
    seqs = page.eval_on_selector_all(".bubble[data-seq]", "nodes => nodes.map((node) => Number(node.dataset.seq))")
    assert seqs == sorted(set(seqs))
    operations = page.eval_on_selector_all(".ledger-slip", "nodes => nodes.map((node) => node.dataset.op)")
    assert len(operations) == len(set(operations))


def money(language: str, cents: int) -> str:
    number = f"{cents / 100:.2f}"
    with_comma = number.replace(".", ",")
    return {"de": f"{with_comma}\u00a0€", "en": f"€{number}", "tr": f"€{with_comma}"}[language]
