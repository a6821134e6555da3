"""Sessions: a token each, and nobody gets in without it."""

import pytest

from assistant.session import NotAllowed
from assistant.store.error import AlreadyThere
from assistant.turn import UnknownSession
from assistant.wiring import Sally


async def test_a_session_opens_with_its_token_only(sally: Sally) -> None:
    one, other = await sally.sessions.open("de", "cart"), await sally.sessions.open("de", "cart")
    assert (await sally.sessions.allow(one.session_id, one.token)).session_id == one.session_id
    for token in (other.token, "", one.token.swapcase(), one.token + "x", "ü"):
        with pytest.raises(NotAllowed):
            await sally.sessions.allow(one.session_id, token)


async def test_a_session_that_nobody_opened_is_unknown(sally: Sally) -> None:
    with pytest.raises(UnknownSession):
        await sally.sessions.allow("nobody", "token")


async def test_ids_and_tokens_are_long_and_never_the_same(sally: Sally) -> None:
    opened = [await sally.sessions.open("de", "cart") for _ in range(20)]
    assert len({session.session_id for session in opened} | {session.token for session in opened}) == 40
    assert min(len(session.token) for session in opened) >= 32


@pytest.mark.parametrize(("asked", "spoken"), [("tr", "tr"), ("fr", "de"), (None, "de"), ("", "de")])
async def test_it_is_in_the_language_asked_for_or_in_the_first_of_the_shop(
    sally: Sally, asked: str | None, spoken: str
) -> None:
    opened = await sally.sessions.open(asked, "cart")
    (event,) = await sally.store.events(opened.session_id, 0)
    assert event.data == {"language": spoken, "first_name": None, "card": False}


async def test_a_channel_may_name_a_session_once(sally: Sally) -> None:
    await sally.sessions.open("de", "rest", "rasa:me")
    with pytest.raises(AlreadyThere):
        await sally.sessions.open("de", "rest", "rasa:me")


async def test_a_named_session_has_a_basket_with_a_name_of_its_own(sally: Sally) -> None:
    named = (await sally.sessions.open("de", "rest", "rasa:me")).session_id
    saved, _replay = await sally.store.load(named)
    assert saved is not None
    assert saved.basket["basket_id"] != named
