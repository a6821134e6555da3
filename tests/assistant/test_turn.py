"""Turns: one after the other, each counted once, kept whole or not at all."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from assistant.turn import MAX_TEXT, Message, MessageConflict, StaleTurn, UnknownSession
from assistant.understanding.payload import PayloadError
from assistant.wiring import MemoryBank, Sally, audit

MILK = "2003000100006"
ONE_MILK = f'/add_to_basket{{"product": "{MILK}"}}'


def keys(answer: dict[str, Any]) -> list[str]:
    return [reply["key"] for reply in answer["replies"]]


@pytest.fixture
async def session_id(sally: Sally) -> str:
    return (await sally.sessions.open("de", "cart")).session_id


async def kinds(sally: Sally, session_id: str) -> list[str]:
    return [event.kind for event in await sally.store.events(session_id, 0)]


async def basket_is_true(sally: Sally, session_id: str) -> bool:
    saved, _replay = await sally.store.load(session_id)
    assert saved is not None
    return await audit(sally.store, session_id, saved.basket)


async def test_a_turn_is_heard_booked_and_told_in_this_order(sally: Sally, session_id: str) -> None:
    answer = await sally.turns.take(session_id, Message("1", "button", ONE_MILK))
    assert keys(answer) == ["utter_ai_notice", "utter_add_to_basket_added"]
    assert await kinds(sally, session_id) == ["session", "shopper", "operation", "basket", "sally", "sally"]


async def test_the_notice_that_she_is_an_ai_comes_once(sally: Sally, session_id: str) -> None:
    answers = [await sally.turns.take(session_id, Message(str(number), "silence")) for number in range(3)]
    assert [("utter_ai_notice" in keys(answer)) for answer in answers] == [True, False, False]


async def test_turn_numbers_only_grow(sally: Sally, session_id: str) -> None:
    messages = [Message("1", "silence"), Message("2", "text", "Hallo"), Message("3", "scan", gtin=MILK)]
    numbers = [(await sally.turns.take(session_id, message))["turn"] for message in messages]
    assert numbers == sorted(set(numbers))


async def test_the_same_message_again_gets_the_first_answer(sally: Sally, session_id: str) -> None:
    message = Message("1", "button", ONE_MILK)
    first = await sally.turns.take(session_id, message)
    events = await kinds(sally, session_id)
    assert await sally.turns.take(session_id, message) == {**first, "repeated": True}
    assert await kinds(sally, session_id) == events


@pytest.mark.parametrize(
    "other",
    [
        Message("1", "text", ONE_MILK),
        Message("1", "button", "/show_basket"),
        Message("1", "scan", gtin=MILK),
        Message("1", "button", ONE_MILK, language="tr"),
    ],
)
async def test_the_same_id_for_another_message_is_a_conflict(sally: Sally, session_id: str, other: Message) -> None:
    await sally.turns.take(session_id, Message("1", "button", ONE_MILK))
    with pytest.raises(MessageConflict):
        await sally.turns.take(session_id, other)


async def test_a_session_that_nobody_opened_is_unknown(sally: Sally) -> None:
    with pytest.raises(UnknownSession):
        await sally.turns.take("nobody", Message("1", "silence"))


async def test_a_broken_button_changes_nothing_and_leaves_no_trace(sally: Sally, session_id: str) -> None:
    with pytest.raises(PayloadError):
        await sally.turns.take(session_id, Message("1", "button", "/add_to_basket{"))
    assert await kinds(sally, session_id) == ["session"]


async def test_turns_at_the_same_time_come_one_after_the_other(sally: Sally, session_id: str) -> None:
    messages = [Message(str(number), "button", ONE_MILK) for number in range(8)]
    answers = await asyncio.gather(*(sally.turns.take(session_id, message) for message in messages))
    assert sorted(answer["basket"]["pieces"] for answer in answers) == list(range(1, 9))
    assert await basket_is_true(sally, session_id)


async def test_one_message_sent_twice_at_the_same_time_counts_once(sally: Sally, session_id: str) -> None:
    message = Message("1", "button", ONE_MILK)
    answers = await asyncio.gather(*(sally.turns.take(session_id, message) for _ in range(5)))
    assert sorted(answer["repeated"] for answer in answers) == [False, True, True, True, True]
    assert {answer["basket"]["pieces"] for answer in answers} == {1}


async def test_a_text_of_more_than_one_breath_is_not_read(sally: Sally, session_id: str) -> None:
    answer = await sally.turns.take(session_id, Message("1", "text", ("Milch " * MAX_TEXT)[: MAX_TEXT + 1]))
    assert keys(answer)[-1] == "utter_too_long"
    answer = await sally.turns.take(session_id, Message("2", "text", ("Milch " * MAX_TEXT)[:MAX_TEXT]))
    assert keys(answer)[-1] != "utter_too_long"


async def test_a_card_brings_its_holders_language(sally: Sally, session_id: str) -> None:
    answer = await sally.turns.take(session_id, Message("1", "card_in", card="1001"))
    spoken = sally.floor.shop.data.shopper("1001").language
    assert answer["language"] == spoken
    events = await sally.store.events(session_id, 0)
    assert events[2].data == {"language": spoken, "first_name": "Katharina", "card": True}


async def test_somebody_elses_turn_in_between_is_taken_into_account(sally: Sally, session_id: str) -> None:
    """Two processes serve one session: the one that comes second looks again."""
    take, other = sally.turns._take, Message("other", "button", ONE_MILK)
    came_first: list[str] = []

    async def interrupted(saved: Any, message: Message) -> Any:
        if not came_first:
            came_first.append("other")
            await take(saved, other)
        return await take(saved, message)

    sally.turns._take = interrupted  # type: ignore[method-assign]
    answer = await sally.turns.take(session_id, Message("mine", "button", ONE_MILK))
    assert answer["basket"]["pieces"] == 2
    assert await basket_is_true(sally, session_id)


async def test_whoever_is_always_too_late_is_told_so(sally: Sally, session_id: str) -> None:
    async def too_late(*_arguments: Any) -> Any:
        raise StaleTurn(session_id)

    sally.turns._take = too_late  # type: ignore[method-assign]
    with pytest.raises(StaleTurn):
        await sally.turns.take(session_id, Message("1", "silence"))


async def test_locks_of_sessions_that_nobody_uses_are_forgotten(sally: Sally, session_id: str) -> None:
    await sally.turns.take(session_id, Message("1", "silence"))
    assert len(sally.turns._locks) == 0


async def test_a_reply_that_cannot_be_worded_becomes_an_apology(sally: Sally, session_id: str) -> None:
    """A placeholder without a value was an error 500, and came back with every repetition."""
    german = sally.content.languages["de"]
    broken = {key: value for key, value in german.responses.items() if key != "utter_add_to_basket_added"}
    languages = {**sally.content.languages, "de": replace(german, responses=broken)}
    sally.turns.content = replace(sally.content, languages=languages)
    answer = await sally.turns.take(session_id, Message("1", "button", ONE_MILK))
    assert keys(answer) == ["utter_ai_notice", "utter_apology"]
    assert answer["basket"]["lines"] == []
    assert await basket_is_true(sally, session_id)


async def test_new_content_is_for_the_next_turn(sally: Sally, session_id: str) -> None:
    first = await sally.turns.take(session_id, Message("1", "button", "/ask_bonus"))
    german = sally.content.languages["de"]
    said = first["replies"][-1]["key"]
    louder = tuple(replace(variation, text="NEU") for variation in german.responses[said])
    changed = replace(german, responses={**german.responses, said: louder})
    sally.turns.content = replace(sally.content, languages={**sally.content.languages, "de": changed})
    assert (await sally.turns.take(session_id, Message("2", "button", "/ask_bonus")))["replies"][-1]["text"] == "NEU"


async def pending_payment(sally: Sally, session_id: str, bank: MemoryBank) -> dict[str, Any]:
    bank.mode = "slow"
    await sally.turns.take(session_id, Message("card", "card_in", card="1001"))
    await sally.turns.take(session_id, Message("milk", "button", ONE_MILK))
    await sally.turns.take(session_id, Message("exit", "exit"))
    await sally.turns.take(session_id, Message("yes", "button", "/affirm"))
    (entry,) = await sally.store.undelivered(kind="payment")
    return entry


async def test_what_the_bank_says_is_booked_even_when_it_cannot_be_told(
    sally: Sally, session_id: str, bank: MemoryBank
) -> None:
    """The money was taken, and each time Sally wanted to say so she failed, and asked the bank again."""
    entry = await pending_payment(sally, session_id, bank)
    bank.mode = "normal"
    german = sally.content.languages["de"]
    silent = {key: value for key, value in german.responses.items() if key != "utter_payment_settled"}
    sally.turns.content = replace(
        sally.content, languages={**sally.content.languages, "de": replace(german, responses=silent)}
    )
    assert await sally.turns.settle(session_id, entry["payload"], entry["key"])
    assert await sally.store.undelivered(kind="payment") == []
    ledger = [operation["kind"] for operation in await sally.store.operations(session_id)]
    assert ledger == ["add", "pay_requested", "paid"]
    assert (await sally.store.events(session_id, 0))[-1].data["reply"]["key"] == "utter_apology"
    assert await basket_is_true(sally, session_id)


async def test_a_payment_that_was_settled_is_settled_once(sally: Sally, session_id: str, bank: MemoryBank) -> None:
    entry = await pending_payment(sally, session_id, bank)
    bank.mode = "normal"
    settled = await asyncio.gather(*(sally.turns.settle(session_id, entry["payload"], entry["key"]) for _ in range(4)))
    assert settled.count(True) == 1
    assert bank.taken_cents == 129


@pytest.mark.parametrize("first", ["outbox", "device"])
async def test_stopped_while_the_bank_was_asked_she_does_not_ask_again_for_what_is_paid(
    sally: Sally, session_id: str, bank: MemoryBank, first: str
) -> None:
    """After a restart she thanked for the payment, asked whether she might take the money, and then took nothing."""
    yes = Message("yes", "button", "/affirm")
    await sally.turns.take(session_id, Message("card", "card_in", card="1001"))
    await sally.turns.take(session_id, Message("milk", "button", ONE_MILK))
    await sally.turns.take(session_id, Message("exit", "exit"))

    async def stopped(*_arguments: Any) -> Any:
        raise asyncio.CancelledError

    pay, bank.pay = bank.pay, stopped  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        await sally.turns.take(session_id, yes)
    bank.pay = pay  # type: ignore[method-assign]
    if first == "outbox":
        await sally.outbox.sweep()
        told = [
            event.data["reply"]["key"] for event in await sally.store.events(session_id, 0) if event.kind == "sally"
        ]
        assert told[-1] == "utter_payment_settled"
        assert keys(await sally.turns.take(session_id, yes)) == ["utter_nothing_open"]
    else:
        assert keys(await sally.turns.take(session_id, yes)) == ["utter_pay_paid"]
        await sally.outbox.sweep()
    assert bank.taken_cents == 129
    assert await basket_is_true(sally, session_id)


async def test_a_payment_of_a_session_that_is_gone_is_left_alone(sally: Sally) -> None:
    assert not await sally.turns.settle("nobody", {"cents": 1, "card": "1001"}, "key")
