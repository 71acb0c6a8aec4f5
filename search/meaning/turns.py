"""Questions that wait for their turn: one at a time in a thread of its own, in the order they came."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from search.meaning.finding import Found

logger = logging.getLogger(__name__)

MOST_WAITING = 64


class Turns:
    """Takes as many texts as get their turn within ``within_s`` seconds and refuses the others.

    Who is refused hears so at once. Taking all would make every one of them late, the first as well as the last, for
    as long as more is asked than can be done. Lives in an event loop.
    """

    def __init__(self, name: str, *, within_s: float) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._within_s = within_s
        self._waiting: dict[str, asyncio.Future[Found]] = {}
        self._began_at: float | None = None
        self._usual_s = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    async def take(self, text: str, find: Callable[[str], Found]) -> Found | None:
        """What is found; ``None`` when it is not there in time, or refused. One that was taken is found all the same,
        so that it is known when it is asked again."""
        waiting = self._waiting.get(text) or self._begin(text, find)
        if waiting is None:
            return None
        done, _pending = await asyncio.wait([waiting], timeout=self._within_s)
        return waiting.result() if done and waiting.exception() is None else None

    def run(self, action: Callable[[], object]) -> None:
        """Do something else in the thread of these turns, and wait for it; from any other thread."""
        self._thread.submit(action).result()

    def busy_s(self) -> float:
        """For how long it has been at the same text."""
        began_at = self._began_at
        return time.monotonic() - began_at if began_at is not None else 0.0

    def _begin(self, text: str, find: Callable[[str], Found]) -> "asyncio.Future[Found] | None":
        queue = len(self._waiting)
        if queue >= MOST_WAITING or queue * self._usual_s > self._within_s:
            return None
        waiting = asyncio.get_running_loop().run_in_executor(self._thread, self._timed, text, find)
        self._waiting[text] = waiting
        waiting.add_done_callback(lambda done: self._forget(text, done))
        return waiting

    def _forget(self, text: str, done: "asyncio.Future[Found]") -> None:
        self._waiting.pop(text, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            logger.error("a text of %d characters cannot be compared: %s", len(text), error)

    def _timed(self, text: str, find: Callable[[str], Found]) -> Found:
        """Runs in the thread."""
        self._began_at = began_at = time.monotonic()
        try:
            return find(text)
        finally:
            self._began_at = None
            took_s = time.monotonic() - began_at
            self._usual_s = 0.9 * (self._usual_s or took_s) + 0.1 * took_s
