"""The demo page for those who use no mouse: every control by keyboard, and the focus where it is looked for."""

import pytest
from playwright.sync_api import expect

from tests.web.trip import (
    AYRAN,
    CARDS,
    GIFT_BOX,
    Open,
    line,
    probe,
    scan,
    tab_to,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_trip_with_the_keyboard_only(open_screen: Open) -> None:
    screen = open_screen("en")
    page = screen.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip a").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#chat-text")).to_be_focused()

    tab_to(page, f"[data-card='{CARDS['en'][0]}']")
    page.keyboard.press("Enter")
    expect(page.locator("card-wallet[data-inside]")).to_be_visible()
    for gtin in (AYRAN, GIFT_BOX):
        tab_to(page, "#scan-gtin")
        page.keyboard.type(gtin)
        page.keyboard.press("Enter")
        line(page, gtin).wait_for()
    tab_to(page, f"[data-line='{AYRAN}'] [data-control=more]")
    page.keyboard.press("Enter")
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("2")

    tab_to(page, "#tab-assortment")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-finds")).to_be_focused()
    expect(page.locator("#panel-finds")).to_be_visible()

    tab_to(page, "exit-gate .primary")
    page.keyboard.press("Enter")
    expect(page.locator("exit-gate")).to_have_attribute("data-gate", "confirm")
    tab_to(page, "sally-stage .chip[data-key$='/affirm']")
    page.keyboard.press("Enter")
    tab_to(page, "receipt-slip > button")
    page.keyboard.press("Enter")
    expect(page.locator("cart-basket")).to_be_focused()


def test_every_control_can_be_reached_has_a_name_and_shows_its_focus(open_screen: Open) -> None:
    screen = open_screen("de")
    page = screen.page
    page.locator("product-card").first.wait_for()
    page.keyboard.press("Tab")
    reached, unseen = set[str](), []
    for _ in range(250):
        focus = probe(page, "focus")
        if focus["path"] in reached | {""}:  # once round: the focus has left the page
            break
        reached.add(focus["path"])
        if focus["outline"] < 2:
            unseen.append(focus["path"])
        page.keyboard.press("Tab")
    assert unseen == []
    controls = probe(page, "controls")
    assert [control["path"] for control in controls if not control["name"]] == []
    assert [control["path"] for control in controls if control["path"] not in reached] == []


def test_the_focus_stays_near_when_a_line_is_taken_out(open_screen: Open) -> None:
    page = open_screen("de").page
    for gtin in (GIFT_BOX, AYRAN):
        scan(page, gtin)
        line(page, gtin).wait_for()
    line(page, GIFT_BOX).locator("[data-control=remove]").press("Enter")
    expect(line(page, AYRAN).locator("[data-control=remove]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("cart-basket")).to_be_focused()
