"""The bulletin wakes whoever waits for news of a session."""

import asyncio

from assistant.bulletin import Bulletin


async def test_everybody_who_waits_for_a_session_is_woken() -> None:
    bulletin = Bulletin()
    boards = [bulletin.board("s"), bulletin.board("s")]
    waiting = [asyncio.create_task(board.wait()) for board in boards]
    bulletin.publish("s")
    assert await asyncio.gather(*waiting) == [True, True]


async def test_news_of_one_session_wake_nobody_else() -> None:
    bulletin = Bulletin()
    board = bulletin.board("other")
    bulletin.publish("s")
    assert not board.is_set()


async def test_a_board_taken_before_looking_misses_nothing() -> None:
    bulletin = Bulletin()
    board = bulletin.board("s")
    bulletin.publish("s")
    assert board.is_set()
    assert not bulletin.board("s").is_set(), "the next one is for the next news"


async def test_news_that_nobody_waits_for_are_forgotten() -> None:
    bulletin = Bulletin()
    bulletin.publish("s")
    assert not bulletin.board("s").is_set()


async def test_at_the_end_everybody_is_woken_for_the_last_time() -> None:
    bulletin = Bulletin()
    boards = [bulletin.board("one"), bulletin.board("two")]
    bulletin.close()
    assert bulletin.is_closed
    assert all(board.is_set() for board in boards)
