"""Two engines of which one stands in for the other, so that an outage of the search servers costs no page.

Any fault of the first, and any answer of it that is late or not whole, lets the second answer the same question. After
a few faults in a row the first is left alone for a while (the *breaker* is open), then one question tries it again.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from search.engines.port import DEFAULT_MAP_ZOOM, Answering, EngineUnavailableError, Question
from search.results import SearchResults

logger = logging.getLogger(__name__)

FAULTS_TO_OPEN = 3
FAULTS_WITHIN_S = 10.0
OPEN_S = 15.0
Answer = TypeVar("Answer")


class Breaker:
    """Decides whether the first engine is asked. Safe to share between threads; ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._faults: deque[float] = deque(maxlen=FAULTS_TO_OPEN)
        self._opened_at: float | None = None

    @property
    def is_open(self) -> bool:
        return self._opened_at is not None

    def lets_through(self) -> bool:
        """Whether to ask now; when open, once in every fifteen seconds, to one caller."""
        with self._lock:
            if self._opened_at is None:
                return True
            if self._clock() - self._opened_at < OPEN_S:
                return False
            self._opened_at = self._clock()  # the next one waits until this one's answer is known, or as long again
            return True

    def succeeded(self) -> None:
        with self._lock:
            if self._opened_at is not None:
                logger.info("the search servers answer again")
            self._opened_at = None
            self._faults.clear()

    def failed(self) -> None:
        with self._lock:
            now = self._clock()
            self._faults.append(now)
            if self._opened_at is not None:
                self._opened_at = now
            elif len(self._faults) == FAULTS_TO_OPEN and now - self._faults[0] <= FAULTS_WITHIN_S:
                self._opened_at = now
                logger.warning("the search servers failed %d times; they are left alone a while", FAULTS_TO_OPEN)


class FailoverEngine:
    """Asks ``primary``, else ``fallback``; raises only what ``fallback`` raises."""

    def __init__(self, primary: Answering, fallback: Answering, breaker: Breaker | None = None) -> None:
        self._primary = primary
        self._fallback = fallback
        self._breaker = breaker or Breaker()

    @property
    def is_standing_in(self) -> bool:
        """Whether the fallback answers."""
        return self._breaker.is_open

    def search(
        self, question: Question, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, excluded_keys: Collection[int] = ()
    ) -> SearchResults:
        return self._answered(
            lambda engine: engine.search(question, map_zoom=map_zoom, excluded_keys=excluded_keys),
        )

    def total(self, question: Question, *, excluded_keys: Collection[int] = ()) -> int:
        return self._answered(lambda engine: engine.total(question, excluded_keys=excluded_keys))

    def suggest(
        self, words: Sequence[Sequence[str]], *, limit: int, excluded_keys: Collection[int] = ()
    ) -> tuple[int, ...]:
        return self._answered(lambda engine: engine.suggest(words, limit=limit, excluded_keys=excluded_keys))

    def generation(self) -> str | None:
        """That of the fallback, whose index is always kept."""
        return self._fallback.generation()

    def _answered(self, ask: Callable[[Answering], Answer]) -> Answer:
        if not self._breaker.lets_through():
            return ask(self._fallback)
        try:
            answer = ask(self._primary)
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with it, the other one answers
            logger.warning("no answer (%s); the embedded engine gives one", _without_the_question(error))
            self._breaker.failed()
            return ask(self._fallback)
        self._breaker.succeeded()
        return answer


def _without_the_question(error: Exception) -> str:
    """What went wrong; other messages than our own may repeat what a visitor typed."""
    return str(error) if isinstance(error, EngineUnavailableError) else type(error).__name__
