"""Our own HTTP API, as devices use it."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.channels import rest
from assistant.config import Config, Limits
from assistant.server import make_app
from assistant.wiring import MemoryBank, Sally
from tests.cart import Cart
from tests.problems import problem

MILK = "2003000100006"
AYRAN = f'/add_to_basket{{"product": "{MILK}", "quantity": {{"amount": "2"}}}}'
CONTRACT = Path(__file__).parents[3] / "assistant" / "web" / "demo" / "contract.js"


# Sessions


async def test_a_session_opens_with_a_greeting_and_the_notice_that_she_is_an_ai(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/sessions", json={"language": "tr", "device": "cart"})
    opened = response.json()
    assert response.status_code == 201
    assert opened["language"] == "tr"
    assert opened["replies"][0]["key"] == "utter_ai_notice"
    assert opened["basket"]["lines"] == []
    assert opened["seq"] == 1 + len(opened["replies"])


async def test_a_session_needs_nothing_said_about_it(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/sessions", json={})).json()["language"] == "de"


async def test_an_unknown_language_falls_back_to_the_first_of_the_shop(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/sessions", json={"language": "xx"})).json()["language"] == "de"


async def test_an_unknown_session_is_a_problem(cart: Cart) -> None:
    stranger = Cart(cart.client, "nobody", cart.token)
    assert problem(await stranger.send("text", text="Hallo")) == (404, "unknown_session")
    for path in ("basket", "events"):
        response = await cart.client.get(f"{stranger.path}/{path}", headers=stranger.headers)
        assert problem(response) == (404, "unknown_session")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "abc"])
async def test_without_a_token_nothing_is_told(cart: Cart, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = await cart.client.get(f"{cart.path}/basket", headers=headers)
    assert problem(response) == (401, "no_token")


async def test_the_token_of_another_session_opens_nothing(client: httpx.AsyncClient, cart: Cart) -> None:
    other = (await client.post("/api/v1/sessions", json={})).json()
    thief = Cart(client, cart.session_id, other["token"])
    assert problem(await thief.send("button", payload="/show_basket")) == (403, "wrong_token")
    assert problem(await client.get(f"{thief.path}/events", headers=thief.headers)) == (403, "wrong_token")


async def test_the_token_is_kept_as_a_hash_only(sally: Sally, cart: Cart) -> None:
    saved, _replay = await sally.store.load(cart.session_id)
    assert saved is not None
    assert cart.token not in json.dumps([saved.state, saved.token_hash])


# Turns


async def test_a_turn_answers_with_replies_basket_and_question(cart: Cart) -> None:
    answer = await cart.press(AYRAN)
    assert [reply["key"] for reply in answer["replies"]] == ["utter_add_to_basket_added"]
    assert set(answer) == {"turn", "language", "replies", "shown", "basket", "question", "repeated"}
    assert (answer["basket"]["pieces"], answer["basket"]["total_cents"]) == (2, 258)
    assert answer["repeated"] is False
    asked = await cart.press("/configure_pralines")
    assert asked["question"] == "praline_sort"
    assert {"title", "payload"} == set(asked["replies"][-1]["buttons"][0])


async def test_the_basket_is_what_the_last_turn_said(cart: Cart) -> None:
    answer = await cart.press(AYRAN)
    assert await cart.basket() == answer["basket"]


async def test_each_kind_of_turn_reaches_its_dialogue(cart: Cart) -> None:
    said = {
        "scan": await cart.turn("scan", gtin=MILK),
        "card_in": await cart.turn("card_in", card="1003"),
        "exit": await cart.turn("exit"),
        "silence": await cart.turn("silence"),
        "card_out": await cart.turn("card_out"),
    }
    first = {kind: answer["replies"][0]["key"] for kind, answer in said.items()}
    assert first["scan"] == "utter_scan_item_added"
    assert first["card_in"].startswith("utter_identify_card")
    assert first["exit"].startswith("utter_review_checkout")
    assert first["silence"] == "utter_silence"
    assert first["card_out"].startswith("utter_release_card")


async def test_the_same_message_again_gets_the_same_answer_and_counts_once(cart: Cart) -> None:
    first = await cart.turn("button", "same", payload=AYRAN)
    again = await cart.turn("button", "same", payload=AYRAN)
    assert again == {**first, "repeated": True}
    assert (await cart.basket())["pieces"] == 2


async def test_an_old_message_that_arrives_late_gets_its_own_answer_and_changes_nothing(cart: Cart) -> None:
    first = await cart.turn("button", "one", payload=AYRAN)
    await cart.turn("button", "two", payload=f'/remove_from_basket{{"product": "{MILK}"}}')
    late = await cart.turn("button", "one", payload=AYRAN)
    assert late == {**first, "repeated": True}
    assert (await cart.basket())["lines"] == []


async def test_the_same_id_for_another_message_is_refused_and_changes_nothing(cart: Cart) -> None:
    await cart.turn("button", "same", payload=AYRAN)
    for other in ({"type": "scan", "gtin": MILK}, {"type": "button", "payload": "/clear_basket"}):
        response = await cart.send(other.pop("type"), "same", **other)
        assert problem(response) == (409, "message_conflict")
    assert (await cart.basket())["pieces"] == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"type": "text"}, "bad_message"),
        ({"type": "text", "text": ""}, "bad_message"),
        ({"type": "text", "text": " \n\t "}, "bad_message"),
        ({"type": "button"}, "bad_message"),
        ({"type": "button", "payload": "show the basket"}, "bad_payload"),
        ({"type": "button", "payload": "/add_to_basket{"}, "bad_payload"),
        ({"type": "button", "payload": '/add_to_basket{"product": }'}, "bad_payload"),
        ({"type": "dance"}, "bad_message"),
        ({"type": "text", "text": 7}, "bad_message"),
        ({"type": "text", "text": None}, "bad_message"),
        ({"type": "text", "text": "Hallo", "colour": "red"}, "bad_message"),
        ({"type": "text", "text": "Hallo", "message_id": ""}, "bad_message"),
        ({"type": "text", "text": "Hallo", "message_id": "x" * 65}, "bad_message"),
        ({"type": "scan", "gtin": "1" * 33}, "bad_message"),
    ],
)
async def test_a_bad_message_is_told_what_is_wrong(cart: Cart, body: dict[str, Any], code: str) -> None:
    response = await cart.client.post(f"{cart.path}/turns", json={"message_id": "m", **body}, headers=cart.headers)
    assert problem(response) == (422, code)
    assert (await cart.say("Hallo"))["replies"], "the session lives"


async def test_a_bad_message_does_not_use_its_id_up(cart: Cart) -> None:
    assert problem(await cart.send("button", "m", payload="/add_to_basket{")) == (422, "bad_payload")
    assert (await cart.turn("button", "m", payload=AYRAN))["basket"]["pieces"] == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\x00\xff\xfe\x80",
        b"null",
        b"[]",
        b'"Hallo"',
        b"[" * 30_000,
        b'{"message_id": "m", "text": "\\ud800"}',
        b'{"message_id": "\\udfff", "text": "Hallo"}',
        '{"message_id": "m", "text": "Grüße"}'.encode("latin-1"),
    ],
    ids=["nothing", "cut", "binary", "null", "list", "text", "deep", "surrogate", "surrogate id", "latin-1"],
)
async def test_a_body_that_is_no_message_is_a_problem(cart: Cart, content: bytes) -> None:
    headers = cart.headers | {"Content-Type": "application/json"}
    response = await cart.client.post(f"{cart.path}/turns", content=content, headers=headers)
    status, _code = problem(response)
    assert status in {400, 422}
    assert (await cart.say("Hallo"))["replies"], "the session lives"


async def test_a_hundred_kilobytes_are_refused_before_they_are_read(cart: Cart) -> None:
    assert problem(await cart.send("text", text="a" * 100_000)) == (413, "too_large")
    assert (await cart.say("Hallo"))["replies"]


async def test_a_text_longer_than_a_breath_is_answered_in_words(cart: Cart) -> None:
    answer = await cart.say("ayran " * 10_000)
    assert [reply["key"] for reply in answer["replies"]] == ["utter_too_long"]
    assert answer["basket"]["lines"] == []


# Limits


class TestLimits:
    @pytest.fixture
    def config(self) -> Config:
        return Config(limits=Limits(turns_per_minute=3, sessions_per_minute=2))

    async def test_too_many_turns_of_one_session_are_told_to_wait(self, cart: Cart) -> None:
        answers = [await cart.send("silence") for _ in range(4)]
        assert [answer.status_code for answer in answers[:3]] == [200, 200, 200]
        assert problem(answers[3]) == (429, "too_many_turns")
        assert answers[3].headers["retry-after"] == "1"

    async def test_too_many_new_sessions_from_one_address_are_told_to_wait(self, client: httpx.AsyncClient) -> None:
        answers = [await client.post("/api/v1/sessions", json={}) for _ in range(3)]
        assert [answer.status_code for answer in answers[:2]] == [201, 201]
        assert problem(answers[2]) == (429, "too_many_sessions")


# Products and the shop


async def test_products_are_found_in_every_language(client: httpx.AsyncClient) -> None:
    for words, language in (("Honig", "de"), ("honey", "en"), ("bal", "tr")):
        found = (await client.get("/api/v1/products", params={"q": words, "lang": language, "limit": 3})).json()
        assert 1 <= found["count"] == len(found["products"]) <= 3
        assert "honig" in found["products"][0]["name"]["de"].lower()


async def test_when_nothing_fits_she_says_which_filter_took_it_away(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/v1/products", params={"q": "Honig", "max_price_cents": 1})).json()
    assert (found["products"], found["count"]) == ([], 0)
    assert found["excluded"]
    assert found["nearest"]["gtin"]


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 10_000}, {"limit": "x"}, {"max_price_cents": -1}, {"q": "x" * 201}]
)
async def test_a_search_that_makes_no_sense_is_a_problem(client: httpx.AsyncClient, query: dict[str, Any]) -> None:
    assert problem(await client.get("/api/v1/products", params=query)) == (422, "bad_message")


@pytest.mark.parametrize("words", ["", " ", "🍫🍯", "'; DROP TABLE sessions; --", "\x00", "ß" * 200, "İIıi"])
async def test_a_search_for_anything_is_answered(client: httpx.AsyncClient, words: str) -> None:
    assert (await client.get("/api/v1/products", params={"q": words, "lang": "xx"})).status_code == 200


async def test_one_product_has_everything_that_is_known_of_it(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"/api/v1/products/{MILK}")).json()
    assert page["gtin"] == MILK
    assert {"description", "ingredients", "nutrition", "reviews", "origin", "vat_percent"} <= set(page)


@pytest.mark.parametrize("gtin", ["0000000000000", "2003000100003", "milk", "%00", "..%2f..", "9" * 500])
async def test_an_unknown_product_is_a_problem(client: httpx.AsyncClient, gtin: str) -> None:
    status, code = problem(await client.get(f"/api/v1/products/{gtin}"))
    assert (status, code) in {(404, "unknown_product"), (404, "not_found")}


async def test_the_shop_has_every_label_in_every_language(client: httpx.AsyncClient) -> None:
    facts = (await client.get("/api/v1/shop")).json()
    assert [language["code"] for language in facts["languages"]] == ["de", "en", "tr"]
    labels = {code: set(words) for code, words in facts["labels"].items()}
    assert labels["de"] == labels["en"] == labels["tr"]


async def test_the_praline_menu_has_the_keys_that_the_page_reads(client: httpx.AsyncClient) -> None:
    """The configurator stayed empty when the menu called its parts otherwise than the page."""
    menu = (await client.get("/api/v1/shop")).json()["pralines"]
    written = CONTRACT.read_text("utf-8")

    def keys(typedef: str) -> set[str]:
        body = written.split(f"@typedef {{object}} {typedef}\n")[1].split("@typedef")[0]
        return set(re.findall(r"@property \{.+\} \[?(\w+)\]?", body))

    assert set(menu) == keys("PralineMenu")
    assert set(menu["options"]) == keys("PralineOptions")
    for part in menu["options"].values():
        assert part
        assert all(set(option) == {"price_cents", "allergens"} for option in part.values())


# The demo bank


@pytest.mark.parametrize("mode", ["slow", "down", "declining", "normal"])
async def test_the_demo_bank_can_be_told_to_misbehave(client: httpx.AsyncClient, bank: MemoryBank, mode: str) -> None:
    response = await client.put("/api/v1/demo/bank", json={"mode": mode})
    assert (response.status_code, response.json()) == (200, {"mode": mode})
    assert bank.mode == mode


async def test_a_mode_that_the_bank_does_not_know_is_a_problem(client: httpx.AsyncClient, bank: MemoryBank) -> None:
    assert problem(await client.put("/api/v1/demo/bank", json={"mode": "generous"})) == (422, "bad_message")
    assert bank.mode == "normal"


class TestRealBank:
    @pytest.fixture
    def config(self) -> Config:
        return Config.model_validate({"bank": {"url": "https://bank.example"}})

    async def test_a_real_bank_is_told_nothing(self, client: httpx.AsyncClient, bank: MemoryBank) -> None:
        assert problem(await client.put("/api/v1/demo/bank", json={"mode": "down"})) == (404, "not_found")
        assert bank.mode == "normal"


# The description


async def test_the_api_describes_itself_with_examples(sally: Sally) -> None:
    schema = make_app(sally).openapi()
    bodies = schema["components"]["schemas"]
    assert all(bodies[name]["examples"] for name in ("SessionBody", "TurnBody", "WebhookBody", "BankBody"))


def test_the_examples_of_scans_are_products_of_the_shop(sally: Sally) -> None:
    examples = rest.TurnBody.model_config["json_schema_extra"]["examples"]  # type: ignore[index, call-overload]
    scanned = [example["gtin"] for example in examples if "gtin" in example]
    assert scanned
    assert all(sally.product(gtin) for gtin in scanned)
