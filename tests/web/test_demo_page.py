"""The demo page as a shopper meets it: clicking, typing, by keyboard, and with a network that comes and goes."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import httpx
import pytest
import yaml
from playwright.sync_api import Route, expect

from tests.web.conftest import PROJECT, Demo, Screen
from tests.web.trip import (
    PROBES,
    assert_told_once,
    compose_pralines,
    heard,
    insert_card,
    line,
    look_at_offers,
    money,
    other_device_scans,
    probe,
    say,
    scan,
    tab_to,
    waiting_over,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEMO = PROJECT / "assistant" / "web" / "demo"
LANGUAGES = ("de", "en", "tr")
GIFT_BOX = "2023000200001"  # 16.99 €, twelve of them pass the bonus threshold
AYRAN = "2017000300007"  # with deposit
CARDS = {"de": ("1001", "Katharina"), "en": ("1004", "Kofi"), "tr": ("1005", "Elif")}
POOR_CARD = "1003"  # the bank refuses more than 20 €
WISHES = {"de": "Geschenkbox Pralinen", "en": "praline gift box", "tr": "hediyelik pralin"}
SHOW_BASKET = {"de": "Was ist in meinem Korb?", "en": "What is in my basket?", "tr": "Sepetimde ne var?"}

Open = Callable[..., Screen]
expect.set_options(timeout=20_000)  # two cores, a server, a browser and the other tests


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


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (1280, 720), (1440, 900), (1600, 900)])
def test_it_fits_the_screen(open_screen: Open, width: int, height: int) -> None:
    screen = open_screen("de", width, height)
    page = screen.page
    for gtin in (GIFT_BOX, AYRAN):
        scan(page, gtin)
        line(page, gtin).wait_for()
    page.locator("product-card").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [page.locator(name).bounding_box() for name in (".device", ".unit", "shop-tabs", "sally-chat")]
    assert all(boxes)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert not overlap(one, other), (one, other)
    assert probe(page, "cutOff") == []


def test_nothing_moves_by_itself(open_screen: Open) -> None:
    screen = open_screen("tr")
    page = screen.page
    page.add_init_script(f"window.shifts = {PROBES}.shifts()")
    page.reload()
    page.locator("product-card").first.wait_for()
    insert_card(screen, *CARDS["tr"])
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    page.wait_for_timeout(600)
    assert page.evaluate("shifts.sum") < 0.01


def test_the_conversation_is_announced_once(open_screen: Open) -> None:
    page = open_screen("de").page
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    assert page.locator("[aria-live]").count() == 1, "captions on the cart would say everything twice"


def test_less_motion_when_it_is_asked_for(open_screen: Open) -> None:
    page = open_screen("de", reduced_motion="reduce").page
    assert probe(page, "moving") == []


def test_the_page_is_dark_where_the_shopper_likes_it_dark(open_screen: Open) -> None:
    dark = open_screen("de", color_scheme="dark").page
    light = open_screen("de", color_scheme="light").page
    ground = "getComputedStyle(document.querySelector('.screen')).backgroundColor"
    assert brightness(dark.evaluate(ground)) < 60
    assert brightness(light.evaluate(ground)) > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(open_screen: Open, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, large text 3 to 1; resting controls are exempt."""
    page = open_screen("de", color_scheme=scheme, reduced_motion="reduce").page
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    page.locator("#tab-finds").click()
    page.locator("sally-finds .primary").click()
    page.locator("sally-finds product-card").first.wait_for()
    page.wait_for_timeout(1000)  # the last flash has faded
    assert probe(page, "faint") == []


def test_the_pages_come_with_a_strict_policy(demo_server: Demo) -> None:
    policy = httpx.get(f"{demo_server.url}/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_words_of_a_language_are_in_the_page_itself() -> None:
    reader = Texts()
    reader.feed((DEMO / "index.html").read_text())
    assert [text for text in reader.texts if text != "Sally"] == []


def test_every_label_that_the_page_uses_exists_in_every_language() -> None:
    sources = "".join(path.read_text() for path in DEMO.iterdir() if path.suffix in {".js", ".html"})
    labels = {language: labels_of(language) for language in LANGUAGES}
    screens = "|".join({key.split("_")[0] for key in labels["de"]})
    used = set(re.findall(rf"['\"]((?:{screens})_[a-z_]+)['\"]", sources)) - {"card_in"}  # a turn, not a label
    assert len(used) > 50
    assert [(language, key) for language, known in labels.items() for key in sorted(used - set(known))] == []
    fillings = [{key: set(re.findall(r"{(\w+)}", text)) for key, text in known.items()} for known in labels.values()]
    assert fillings[0] == fillings[1] == fillings[2]


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    apart = (
        one["x"] + one["width"] <= other["x"] + 1
        or other["x"] + other["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= other["y"] + 1
        or other["y"] + other["height"] <= one["y"] + 1
    )
    return not apart


def brightness(colour: str) -> float:
    red, green, blue = map(float, re.findall(r"[\d.]+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def labels_of(language: str) -> dict[str, str]:
    labels: dict[str, str] = yaml.safe_load((PROJECT / "nlu_data" / language / "language.yml").read_text())["labels"]
    return labels


class Texts(HTMLParser):
    """The words of a page, but for those that are shown when there are no scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._muted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._muted = self._muted or tag == "noscript"

    def handle_endtag(self, tag: str) -> None:
        self._muted = self._muted and tag != "noscript"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._muted:
            self.texts.append(data.strip())
