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
    async def story() -> None:
        turns = Turns("test", within_s=0.5)
        await turns.take("the first tells how long one takes", _slow)
        began_at = time.monotonic()
        answers = await asyncio.gather(*(turns.take(f"vraag {number}", _slow) for number in range(50)))
        assert 2 <= answers.count(FOUND) < 50
        assert answers[0] == FOUND
        assert time.monotonic() - began_at < 3
        assert len(turns) <= 2  # nobody is left who would make the next ones late

    def _slow(_text: str) -> Found:
        time.sleep(0.05)
        return FOUND

    asyncio.run(story())
