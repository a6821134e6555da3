"""The demo page as a shopper meets it: shopping trips by clicking and typing, in every language."""

import pytest
from playwright.sync_api import expect

from tests.web.trip import (
    AYRAN,
    CARDS,
    GIFT_BOX,
    LANGUAGES,
    SHOW_BASKET,
    Open,
    assert_told_once,
    compose_pralines,
    heard,
    insert_card,
    line,
    look_at_offers,
    money,
    probe,
    say,
    scan,
    waiting_over,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POOR_CARD = "1003"  # the bank refuses more than 20 €
WISHES = {"de": "Geschenkbox Pralinen", "en": "praline gift box", "tr": "hediyelik pralin"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_trip_by_clicking_and_typing(open_screen: Open, language: str) -> None:
    screen = open_screen(language)
    page = screen.page
    insert_card(screen, *CARDS[language])

    page.locator("#shop-wish").fill(WISHES[language])
    card = page.locator(f"shop-search product-card[data-gtin='{GIFT_BOX}']")
    expect(card.locator(".tag-price")).to_have_text(money(language, 1699))
    expect(card.locator(".tag-unit")).to_contain_text(money(language, 4248))
    expect(card.locator(".product-allergens")).not_to_be_empty()
    card.locator(".product-add").click()
    expect(line(page, GIFT_BOX).locator(".line-total")).to_have_text(money(language, 1699))

    scan(page, AYRAN)
    expect(line(page, AYRAN).locator(".line-price")).to_contain_text(money(language, 25))
    expect(page.locator("basket-button .basket-total")).to_have_text(money(language, 1699 + 224))
    expect(page.locator(".cart-total")).to_have_text(money(language, 1699 + 224))

    say(page, SHOW_BASKET[language])
    expect(heard(page, "utter_show_basket_shown")).to_be_visible()

    for _ in range(11):
        line(page, GIFT_BOX).locator("[data-control=more]").click()
    expect(line(page, GIFT_BOX).locator(".line-amount")).to_have_text("12")
    expect(page.locator("bonus-bar[data-reached]")).to_be_visible()
    expect(heard(page, "utter_bonus_reached")).to_have_count(1)

    look_at_offers(page)
    compose_pralines(screen, language)

    page.locator("exit-gate .primary").click()
    expect(page.locator("exit-gate")).to_have_attribute("data-gate", "confirm")
    due = page.locator(".cart-total").inner_text()
    page.locator("sally-stage .chip[data-key$='/affirm']").click()
    expect(page.locator(".receipt-total dd")).to_have_text(due)
    expect(page.locator("exit-gate")).to_have_attribute("data-gate", "open")
    expect(heard(page, "utter_pay_paid")).to_have_count(1)
    expect(page.locator(".ledger-slip[data-kind=paid]")).to_have_count(1)
    page.locator("receipt-slip > button").click()
    expect(page.locator(".cart-empty")).to_be_visible()
    assert_told_once(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_page_changes_its_language_at_once(open_screen: Open, language: str) -> None:
    start = LANGUAGES[LANGUAGES.index(language) - 1]
    screen = open_screen(start)
    page = screen.page
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    page.locator(f"language-switch button[lang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(heard(page, "utter_language_switched")).to_be_visible()
    product = screen.demo.get(f"/products/{AYRAN}")
    expect(line(page, AYRAN).locator(".line-name")).to_have_text(product["name"][language])
    expect(page.locator(".cart-total")).to_have_text(money(language, 224))
    written = probe(page, "labels")
    assert len(written) > 40
    assert [(key, text) for key, text in written if text != screen.demo.label(language, key)] == []


def test_a_card_brings_the_language_of_its_holder(open_screen: Open) -> None:
    screen = open_screen("de")
    insert_card(screen, *CARDS["tr"])
    expect(screen.page.locator("html")).to_have_attribute("lang", "tr")
    screen.page.locator("card-wallet .slot button").click()
    expect(screen.page.locator("card-wallet[data-inside]")).to_have_count(0)


def test_a_refused_payment_keeps_the_basket(open_screen: Open) -> None:
    screen = open_screen("en")
    page = screen.page
    page.locator(f"[data-card='{POOR_CARD}']").click()
    for _ in range(2):
        scan(page, GIFT_BOX)
    expect(line(page, GIFT_BOX).locator(".line-amount")).to_have_text("2")
    page.locator("exit-gate .primary").click()
    page.locator("sally-stage .chip[data-key$='/affirm']").click()
    expect(heard(page, "utter_pay_declined")).to_be_visible()
    expect(page.locator("receipt-slip")).to_be_hidden()
    expect(line(page, GIFT_BOX)).to_be_visible()
    expect(page.locator(".ledger-slip[data-kind=pay_declined]")).to_have_count(1)


def test_a_praline_box_can_be_taken_out_again(open_screen: Open) -> None:
    screen = open_screen("de")
    page = screen.page
    compose_pralines(screen, "de")
    page.locator("[data-line^='praline:'] [data-control=remove]").click()
    expect(page.locator("[data-line^='praline:']")).to_have_count(0)


def test_a_box_fills_as_it_is_spoken_of(open_screen: Open) -> None:
    page = open_screen("en").page
    say(page, "I would like a box of pralines made to order")
    expect(page.locator("#panel-pralines")).to_be_visible()
    for answer in ("dark", "nougat", "12"):
        waiting_over(page)
        say(page, answer)
    expect(page.locator("praline-box .praline")).to_have_count(12)
    expect(page.locator("[data-choice=sort] [data-option=dark]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".praline-price")).to_contain_text("€")
