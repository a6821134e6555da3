"""Rasa's REST channel: what a client of Rasa sends, and what it may count on getting back."""

import json
from typing import Any

import httpx
import pytest

from assistant.wiring import Sally
from tests.problems import problem

WEBHOOK = "/webhooks/rest/webhook"
MILK = "2003000100006"


async def send(client: httpx.AsyncClient, message: Any = None, **more: Any) -> list[dict[str, Any]]:
    """The messages that come back."""
    body = {"sender": "cart-7", "message": message, **more}
    response = await client.post(WEBHOOK, json={key: value for key, value in body.items() if value is not None})
    assert response.status_code == 200, response.text
    assert isinstance(response.json(), list)
    return list(response.json())


def texts(messages: list[dict[str, Any]]) -> str:
    return " ".join(message["text"] for message in messages if "text" in message)


def basket(messages: list[dict[str, Any]]) -> Any:
    return [message["custom"]["data"] for message in messages if message.get("custom", {}).get("kind") == "basket"][-1]


async def test_the_channel_says_that_it_is_there(client: httpx.AsyncClient) -> None:
    response = await client.get("/webhooks/rest/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_each_message_has_the_recipient_and_keys_that_rasa_knows(client: httpx.AsyncClient) -> None:
    for said in ("Hallo", "Was kostet der Honig?", "/configure_pralines", "/ask_offers"):
        messages = await send(client, said)
        assert messages
        for message in messages:
            assert message["recipient_id"] == "cart-7"
            assert set(message) - {"recipient_id"} <= {"text", "image", "buttons", "attachment", "custom"}
            for button in message.get("buttons", ()):
                assert set(button) == {"title", "payload"}


async def test_a_text_is_split_at_blank_lines_and_the_last_part_has_the_buttons(sally: Sally) -> None:
    from assistant.channels.rasa import _items

    reply = {"key": "utter_x", "text": "one\n\ntwo\n \nthree", "buttons": [{"title": "Yes", "payload": "/affirm"}]}
    items = _items("me", {"replies": [reply], "shown": [], "basket": {}})
    assert [item.get("text") for item in items] == ["one", "two", "three", None]
    assert [index for index, item in enumerate(items) if "buttons" in item] == [2]


async def test_no_sender_is_the_default_sender(client: httpx.AsyncClient) -> None:
    for body in ({"message": "Hallo"}, {"message": "Hallo", "sender": None}):
        messages = (await client.post(WEBHOOK, json=body)).json()
        assert {message["recipient_id"] for message in messages} == {"default"}


async def test_a_number_may_be_a_sender(client: httpx.AsyncClient) -> None:
    messages = await send(client, "Hallo", sender=42)
    assert {message["recipient_id"] for message in messages} == {"42"}


@pytest.mark.parametrize("message", [None, ""])
async def test_no_message_is_answered_with_an_empty_list(client: httpx.AsyncClient, message: str | None) -> None:
    response = await client.post(WEBHOOK, json={"sender": "quiet", "message": message})
    assert (response.status_code, response.json()) == (200, [])
    assert (await client.post(WEBHOOK, json={"sender": "quiet"})).json() == []


async def test_keys_that_only_rasa_knows_are_no_matter(client: httpx.AsyncClient) -> None:
    assert await send(client, "Hallo", input_channel="slack", parse_data={"intent": "x"}, metadata=None)


async def test_a_payload_says_what_is_meant(client: httpx.AsyncClient) -> None:
    messages = await send(client, f'/add_to_basket{{"product": "{MILK}", "quantity": {{"amount": "2"}}}}')
    assert basket(messages)["pieces"] == 2
    assert "1,29" in texts(await send(client, f'/ask_price{{"product": "{MILK}"}}'))


@pytest.mark.parametrize("broken", ["/add_to_basket{", '/ask_price{"product": }', "/", "/{}", "/no_such_intent"])
async def test_a_broken_payload_is_answered_in_words(client: httpx.AsyncClient, broken: str) -> None:
    messages = await send(client, broken)
    assert texts(messages)
    assert basket(messages)["lines"] == []


async def test_the_language_of_the_metadata_is_spoken(client: httpx.AsyncClient) -> None:
    answers = {
        code: texts(await send(client, "/show_basket", sender=f"cart-{code}", metadata={"language": code}))
        for code in ("de", "en", "tr")
    }
    assert "KI-Assistentin" in answers["de"]
    assert "AI assistant" in answers["en"]
    assert "yapay zekâ" in answers["tr"]


async def test_the_card_of_the_metadata_is_put_in_once(client: httpx.AsyncClient) -> None:
    first = texts(await send(client, "/show_basket", metadata={"card": "1001", "language": "tr"}))
    again = texts(await send(client, "/show_basket", metadata={"card": "1001", "language": "tr"}))
    name = "Ayşe" if "Ayşe" in first else "Katharina"
    assert name in first
    assert name not in again


async def test_a_card_alone_is_a_message(client: httpx.AsyncClient) -> None:
    assert texts(await send(client, metadata={"card": "1003"}))


@pytest.mark.parametrize(
    "metadata",
    [
        {"language": ["de"], "card": {"number": 1}},
        {"language": 7, "card": []},
        {"language": "klingonisch", "card": "\ud800"},
        {"card": "9" * 5_000},
        {"message_id": {"a": 1}},
        {"message_id": "\udfff"},
        {"anything": None},
    ],
    ids=str,
)
async def test_metadata_of_any_shape_stops_nobody(client: httpx.AsyncClient, metadata: dict[str, Any]) -> None:
    content = json.dumps({"sender": "odd", "message": "Hallo", "metadata": metadata}).encode()
    response = await client.post(WEBHOOK, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 200, response.text
    assert texts(response.json())


async def test_a_message_id_makes_a_message_repeatable(client: httpx.AsyncClient) -> None:
    scan = f'/add_to_basket{{"product": "{MILK}"}}'
    first = await send(client, scan, metadata={"message_id": "m1"})
    assert await send(client, scan, metadata={"message_id": "m1"}) == first
    assert basket(await send(client, "/show_basket"))["pieces"] == 1
    response = await client.post(
        WEBHOOK, json={"sender": "cart-7", "message": "/clear_basket", "metadata": {"message_id": "m1"}}
    )
    assert problem(response) == (409, "message_conflict")


async def test_one_sender_is_one_conversation(client: httpx.AsyncClient) -> None:
    await send(client, f'/add_to_basket{{"product": "{MILK}"}}', sender="a")
    assert basket(await send(client, "/show_basket", sender="a"))["pieces"] == 1
    assert basket(await send(client, "/show_basket", sender="b"))["pieces"] == 0


async def test_the_first_messages_of_a_sender_at_the_same_time_are_all_answered(client: httpx.AsyncClient) -> None:
    import asyncio

    scan = f'/add_to_basket{{"product": "{MILK}"}}'
    answers = await asyncio.gather(*(send(client, scan, sender="eager") for _ in range(5)))
    assert sorted(basket(answer)["pieces"] for answer in answers) == [1, 2, 3, 4, 5]


async def test_a_stream_has_one_json_object_a_line(client: httpx.AsyncClient) -> None:
    whole = await send(client, "/ask_offers", sender="whole")
    body = {"sender": "whole-too", "message": "/ask_offers"}
    response = await client.post(WEBHOOK, params={"stream": "true"}, json=body)
    assert response.status_code == 200
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert response.text.endswith("\n")
    assert [set(line) for line in lines] == [set(message) for message in whole]
    assert {line["recipient_id"] for line in lines} == {"whole-too"}


@pytest.mark.parametrize("stream", ["false", "", "1", "maybe"])
async def test_only_true_makes_a_stream(client: httpx.AsyncClient, stream: str) -> None:
    response = await client.post(WEBHOOK, params={"stream": stream}, json={"message": "Hallo"})
    assert isinstance(response.json(), list)


async def test_an_empty_stream_is_empty(client: httpx.AsyncClient) -> None:
    response = await client.post(WEBHOOK, params={"stream": "true"}, json={"sender": "quiet"})
    assert (response.status_code, response.text) == (200, "")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\x00", b"[]", b'{"message": ["a"]}', b'{"message": "\\ud83d"}'])
async def test_what_is_no_message_at_all_is_a_problem(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post(WEBHOOK, content=body, headers={"Content-Type": "application/json"})
    status, _code = problem(response)
    assert status in {400, 422}


async def test_a_sender_who_was_forgotten_begins_with_a_new_basket(sally: Sally, client: httpx.AsyncClient) -> None:
    """A guest came back after a day, and the payment of the old basket counted for the new one."""
    await send(client, f'/add_to_basket{{"product": "{MILK}"}}', metadata={"message_id": "m1"})
    old, _replay = await sally.store.load("rasa:cart-7")
    await sally.store.purge_guests(before=9e9)
    messages = await send(client, f'/add_to_basket{{"product": "{MILK}"}}', metadata={"message_id": "m1"})
    new, _replay = await sally.store.load("rasa:cart-7")
    assert old is not None
    assert new is not None
    assert basket(messages)["pieces"] == 1
    assert new.basket["basket_id"] != old.basket["basket_id"]
    assert len(await sally.store.operations(old.basket["basket_id"])) == 1, "the shop's books stay"
