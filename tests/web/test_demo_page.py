"""The demo page as a shopper meets it: clicking, typing, by keyboard, and with a network that comes and goes."""

import re
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import PROJECT, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEMO = PROJECT / "assistant" / "web" / "demo"
LANGUAGES = ("de", "en", "tr")
GIFT_BOX = "2023000200001"  # 16.99 €, twelve of them pass the bonus threshold
AYRAN = "2017000300007"  # with deposit
CARDS = {"de": ("1001", "Katharina"), "en": ("1004", "Kofi"), "tr": ("1005", "Elif")}
POOR_CARD = "1003"  # the bank refuses more than 20 €
WISHES = {"de": "Geschenkbox Pralinen", "en": "praline gift box", "tr": "hediyelik pralin"}
SHOW_BASKET = {"de": "Was ist in meinem Korb?", "en": "What is in my basket?", "tr": "Sepetimde ne var?"}
INSCRIPTION = {"de": "Für Oma Käthe", "en": "For Grandma", "tr": "Sevgili anneme"}

Open = Callable[..., Screen]


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
    written = page.eval_on_selector_all("[data-label]", "nodes => nodes.map((node) => [node.dataset.label, node.textContent])")
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
        focus = page.evaluate(FOCUS)
        if focus["path"] in reached | {""}:  # once round: the focus has left the page
            break
        reached.add(focus["path"])
        if focus["outline"] < 2:
            unseen.append(focus["path"])
        page.keyboard.press("Tab")
    assert unseen == []
    controls = page.evaluate(CONTROLS)
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
    page.wait_for_function("document.querySelector('.chat-log').getAttribute('aria-busy') !== 'true'")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("1")
    expect(page.locator(".ledger-slip")).to_have_count(1)


def test_quick_presses_add_up(open_screen: Open) -> None:
    page = open_screen("de").page
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    line(page, AYRAN).locator("[data-control=more]").evaluate("button => { for (let i = 0; i < 9; i++) button.click() }")
    expect(line(page, AYRAN).locator(".line-amount")).to_have_text("10")
    line(page, AYRAN).locator("[data-control=less]").evaluate("button => { for (let i = 0; i < 4; i++) button.click() }")
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
    page.evaluate(
        "sessionStorage.setItem('sally-demo', JSON.stringify({session: {session_id: 'gone', token: 'gone'}, waiting: []}))"
    )
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
    assert page.evaluate(CUT_OFF) == []


def test_nothing_moves_by_itself(open_screen: Open) -> None:
    screen = open_screen("tr")
    page = screen.page
    page.add_init_script(SHIFTS)
    page.reload()
    page.locator("product-card").first.wait_for()
    insert_card(screen, *CARDS["tr"])
    scan(page, AYRAN)
    line(page, AYRAN).wait_for()
    page.wait_for_timeout(600)
    assert page.evaluate("window.shifted") < 0.01


def test_the_conversation_is_announced_once(open_screen: Open) -> None:
    page = open_screen("de").page
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    live = page.eval_on_selector_all("[aria-live], [role=status], [role=alert], [role=log]", "nodes => nodes.map((node) => node.localName)")
    assert live.count("div") == 1, "captions on the cart would say everything twice"


def test_less_motion_when_it_is_asked_for(open_screen: Open) -> None:
    page = open_screen("de", reduced_motion="reduce").page
    running = "document.getAnimations().filter((animation) => animation.effect.getComputedTiming().duration > 10).length"
    assert page.evaluate(running) == 0


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
    assert page.evaluate(FAINT) == []


def test_the_pages_come_with_a_strict_policy(demo_server: object) -> None:
    with urllib.request.urlopen(f"{demo_server.url}/", timeout=10) as answer:  # type: ignore[attr-defined]
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_words_of_a_language_are_in_the_page_itself() -> None:
    reader = Texts()
    reader.feed((DEMO / "index.html").read_text())
    assert [text for text in reader.texts if text != "Sally"] == []


def test_every_label_that_the_page_uses_exists_in_every_language() -> None:
    sources = "".join(path.read_text() for path in DEMO.iterdir() if path.suffix in {".js", ".html"})
    screens = "page|connection|error|cart|sally|card|scan|exit|receipt|bonus|shop|product|nutrition|unit|chat|praline|ledger"
    used = set(re.findall(rf"(?:text\(|label[a-zA-Z-]*\"?'?[:=] ?|\? ?|: ?)['\"]((?:{screens})_[a-z_]+)['\"]", sources))
    labels = {language: labels_of(language) for language in LANGUAGES}
    assert len(used) > 50
    assert {language: sorted(used - set(known)) for language, known in labels.items()} == dict.fromkeys(LANGUAGES, [])
    fillings = {language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in known.items()} for language, known in labels.items()}
    assert fillings["de"] == fillings["en"] == fillings["tr"]


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
    sponsored = page.locator("sally-finds .product-sponsored:visible")
    expect(sponsored).to_have_count(page.locator("sally-finds product-card:has(.product-sponsored:not([hidden]))").count())


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
    import json

    kept = screen.page.evaluate("JSON.parse(sessionStorage.getItem('sally-demo')).session")
    url = f"{screen.demo.url}/api/v1/sessions/{kept['session_id']}/turns"
    body = json.dumps({"message_id": f"other-{gtin}", "type": "scan", "gtin": gtin}).encode()
    headers = {"Authorization": f"Bearer {kept['token']}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10):
        pass


def tab_to(page: Page, selector: str) -> None:
    for _ in range(200):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key never comes to {selector}")


# What a shopper sees


def line(page: Page, gtin: str) -> Locator:
    return page.locator(f".line[data-line='{gtin}']")


def heard(page: Page, key: str) -> Locator:
    return page.locator(f".bubble[data-said='{key}']")


def option_of(page: Page, choice: str, option: str) -> Locator:
    return page.locator(f"[data-choice={choice}] [data-option='{option}']")


def waiting_over(page: Page) -> None:
    page.wait_for_function("document.querySelector('.chat-log').getAttribute('aria-busy') !== 'true'")


def assert_told_once(page: Page) -> None:
    """Every event is on the page once, in its order; every operation is in the ledger once."""
    seqs = page.eval_on_selector_all(".bubble[data-seq]", "nodes => nodes.map((node) => Number(node.dataset.seq))")
    assert seqs == sorted(set(seqs))
    operations = page.eval_on_selector_all(".ledger-slip", "nodes => nodes.map((node) => node.dataset.op)")
    assert len(operations) == len(set(operations))


def money(language: str, cents: int) -> str:
    number = f"{cents / 100:.2f}"
    return {"de": f"{number.replace('.', ',')}\u00a0€", "en": f"€{number}", "tr": f"€{number.replace('.', ',')}"}[language]


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


PATH = """
const path = (node) => {
  const parts = [];
  for (let at = node; at && at !== document.body; at = at.parentElement) parts.unshift(`${at.localName}:${[...at.parentElement.children].indexOf(at)}`);
  return parts.join('/');
};
"""
FOCUS = f"""() => {{ {PATH}
  const node = document.activeElement;
  const style = getComputedStyle(node);
  return {{ path: path(node), outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth) }};
}}"""
CONTROLS = f"""() => {{ {PATH}
  const name = (node) => node.getAttribute('aria-label') || [...(node.labels ?? [])].map((label) => label.textContent).join() || node.textContent.trim();
  return [...document.querySelectorAll('button, input, select, summary, a[href]')]
    .filter((node) => node.checkVisibility() && node.tabIndex >= 0)
    .map((node) => ({{ path: path(node), name: name(node) }}));
}}"""
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""
CUT_OFF = """() => [...document.querySelectorAll('button, .line-total, .tag-price, .cart-total, .bonus-text')]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 2 && !node.classList.contains('customer-card'))
  .map((node) => node.className + ' ' + node.textContent)"""
FAINT = """() => {
  const parse = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const groundOf = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none') return null;
      layers.unshift(parse(style.backgroundColor));
      if (layers[0].a === 1) break;
    }
    return layers.reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility({ checkOpacity: true }) || node.closest('[aria-disabled=true], option, .skip')) continue;
    const style = getComputedStyle(node);
    const ground = groundOf(node);
    if (!ground) continue;
    const [a, b] = [light(over(parse(style.color), ground)), light(ground)].sort((x, y) => y - x);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < (isLarge ? 3 : 4.5)) texts.push(`${contrast.toFixed(2)} ${node.className} ${walker.currentNode.textContent.trim().slice(0, 40)}`);
  }
  return texts;
}"""
