"""The demo page with a network that comes and goes, other devices, reloads and quick fingers."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.web.trip import (
    AYRAN,
    CARDS,
    GIFT_BOX,
    SHOW_BASKET,
    Open,
    assert_told_once,
    heard,
    insert_card,
    line,
    money,
    other_device_scans,
    say,
    scan,
    waiting_over,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_is_done_without_a_network_counts_once_when_it_is_back(open_screen: Open) -> None:
    screen = open_screen("en")
    page = screen.page
    screen.tolerated += ["ERR_INTERNET_DISCONNECTED"]
    scan(page, AYRAN)
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("1")

    page.context.set_offline(True)
    expect(page.locator("connection-state")).to_have_attribute("data-connection", "offline")
    for _ in range(3):
        line(page, AYRAN).locator("[data-control=more]").click()
    say(page, SHOW_BASKET["en"])
    expect(page.locator(".bubble[data-waiting]")).to_have_text(SHOW_BASKET["en"])
    expect(page.locator(".connection-waiting")).to_have_text(screen.demo.label("en", "connection_waiting", count=4))
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("1")

    page.context.set_offline(False)
    expect(page.locator("connection-state")).to_have_attribute("data-connection", "live")
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("4")
    expect(heard(page, "utter_show_basket_shown")).to_have_count(1)
    expect(page.locator(".bubble[data-waiting]")).to_have_count(0)
    expect(page.locator(".ledger-slip")).to_have_count(4)
    assert_told_once(page)


def test_events_that_came_while_the_network_was_away_are_caught_up(open_screen: Open) -> None:
    screen = open_screen("de")
    page = screen.page
    screen.tolerated += ["ERR_INTERNET_DISCONNECTED"]
    page.context.set_offline(True)
    expect(page.locator("connection-state")).to_have_attribute("data-connection", "offline")
    other_device_scans(screen, AYRAN)
    page.context.set_offline(False)
    expect(line(page, AYRAN)).to_be_visible()
    assert_told_once(page)


def test_a_turn_whose_answer_was_lost_is_sent_again_with_the_same_id(open_screen: Open) -> None:
    screen = open_screen("de")
    page = screen.page
    screen.tolerated += ["ERR_FAILED"]
    sent: list[str] = []

    def lose_first_answer(route: Route) -> None:
        sent.append(route.request.post_data_json["message_id"])
        answer = route.fetch()
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/turns", lose_first_answer)
    scan(page, AYRAN)
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("1")
    waiting_over(page)
    assert len(sent) == 2
    assert sent[0] == sent[1]
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("1")
    expect(page.locator(".ledger-slip")).to_have_count(1)


def test_quick_presses_add_up(open_screen: Open) -> None:
    page = open_screen("de").page
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    press_quickly = "(button, times) => { for (let at = 0; at < times; at++) button.click() }"
    line(page, AYRAN).locator("[data-control=more]").evaluate(press_quickly, 9)
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("10")
    line(page, AYRAN).locator("[data-control=less]").evaluate(press_quickly, 4)
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("6")


def test_what_another_device_does_is_seen_live(open_screen: Open) -> None:
    screen = open_screen("de")
    other_device_scans(screen, GIFT_BOX)
    expect(line(screen.page, GIFT_BOX)).to_be_visible()
    expect(screen.page.locator("basket-button .basket-total")).to_have_text(money("de", 1699))


def test_a_reload_takes_the_trip_up_again(open_screen: Open) -> None:
    screen = open_screen("en")
    page = screen.page
    insert_card(screen, *CARDS["en"])
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    before = page.locator(".chat-log").inner_text()
    page.reload()
    expect(line(page, AYRAN)).to_be_visible()
    expect(page.locator(".stage-greeting")).to_contain_text(CARDS["en"][1])
    expect(page.locator(".chat-log")).to_have_text(re.compile(re.escape(before.split("\n", maxsplit=1)[0])))
    assert page.locator(".chat-log").inner_text() == before


def test_a_session_that_the_shop_has_forgotten_begins_anew(open_screen: Open) -> None:
    screen = open_screen("de")
    page = screen.page
    screen.tolerated += ["404", "403", "401"]
    gone = {"session": {"session_id": "gone", "token": "gone"}, "waiting": []}
    page.evaluate("kept => sessionStorage.setItem('sally-demo', JSON.stringify(kept))", gone)
    page.reload()
    page.locator("connection-state[data-connection=live]").wait_for()
    scan(page, AYRAN)
    expect(line(page, AYRAN)).to_be_visible()
