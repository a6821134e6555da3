"""The demo page as it looks and reads: it fits, stands out from its ground, is announced, and has every word."""

import re
from html.parser import HTMLParser

import httpx
import pytest
import yaml
from playwright.sync_api import expect

from tests.web.conftest import PROJECT, Demo
from tests.web.trip import (
    AYRAN,
    CARDS,
    GIFT_BOX,
    LANGUAGES,
    PROBES,
    Open,
    insert_card,
    line,
    probe,
    scan,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEMO = PROJECT / "assistant" / "web" / "demo"


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
