"""Who can be served in time is; who cannot hears so at once."""

import asyncio
import threading
import time

from search.meaning.finding import Found
from search.meaning.turns import MOST_WAITING, Turns

FOUND = Found(1, ())


def test_only_so_many_texts_wait_and_each_only_once() -> None:
    go = threading.Event()

    def hanging(_text: str) -> Found:
        go.wait(30)
        return FOUND

    async def story() -> None:
        turns = Turns("test", within_s=0.05)
        texts = [f"vraag nummer {number}" for number in range(MOST_WAITING * 2)]
        for some in (texts[:MOST_WAITING], texts[:MOST_WAITING], texts[MOST_WAITING:]):
            assert await asyncio.gather(*(turns.take(text, hanging) for text in some)) == [None] * MOST_WAITING
        assert len(turns) == MOST_WAITING
        assert turns.busy_s() > 0
        go.set()

    asyncio.run(story())


def test_when_more_is_asked_than_can_be_done_those_who_are_taken_are_served_in_time() -> None:
    go = threading.Event()

    def half_a_second(_text: str) -> Found:
        time.sleep(0.5)
        return FOUND

    def held_up(_text: str) -> Found:
        go.wait(30)
        return FOUND

    async def story() -> None:
        turns = Turns("test", within_s=5)
        await turns.take("the first tells how long one takes", half_a_second)
        asked = [asyncio.create_task(turns.take(f"vraag {number}", held_up)) for number in range(50)]
        await asyncio.sleep(0)  # each has asked: who is refused need not wait for those who are taken
        taken = len(turns)
        assert 2 <= taken <= 11  # five seconds of half a second each, and the one that is under way
        assert sum(one.done() for one in asked) == 50 - taken
        go.set()
        assert await asyncio.gather(*asked) == [FOUND] * taken + [None] * (50 - taken)
        assert len(turns) == 0  # nobody is left who would make the next ones late

    asyncio.run(story())
