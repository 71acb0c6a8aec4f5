"""Asks the meaning process what is near a text; when it is late or gone the words alone serve.

Never raises, waits a tenth of a second at most for each of its few calls, and after some failures does not wait at all
for a while.

The system keeps the time, not this process: a thread of a busy web worker waits for its turn after each call, and an
answer that was there in time must not count as late for that. For the same reason there are as few calls as can be.
"""

import logging
import socket
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from search.meaning.encoders import chosen_kind
from search.meaning.framing import LENGTH_BYTES, BadFrameError, framed_json, is_whole_frame, parsed_json
from search.meaning.places import GenerationFile, socket_path
from search.meaning.question_texts import question_text

logger = logging.getLogger(__name__)

TIME_OUT_S = 0.1
LONGEST_ANSWER = 16_384
REMEMBERED_TEXTS = 4_000
POOLED_CONNECTIONS = 8
MOST_KEYS = 100
FAILURES_BEFORE_PAUSE = 3
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 1.0  # one visitor in a second tries for all


@dataclass(frozen=True)
class Candidates:
    """What is near a text in meaning, nearest first, with ``scores`` (-1 to 1).

    ``is_known`` is false when that could not be found out: the answer is then made of words alone, and its own links
    must say so, or they would show another.
    """

    keys: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    is_known: bool = True


NOTHING = Candidates()
UNKNOWN = Candidates(is_known=False)


class MeaningClient:
    """Talks to the process of one directory; shared by all threads of a web worker."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._idle: list[socket.socket] = []
        self._known: OrderedDict[str, tuple[int, Candidates]] = OrderedDict()
        self._generations: GenerationFile | None = None
        self._breaker = _Breaker()

    def candidates(self, text: str) -> Candidates:
        text = question_text(text)
        if not text:
            return NOTHING
        known = self._remembered(text)
        if known is not None:
            return known
        if not self._breaker.allows():
            return UNKNOWN
        try:
            answer = self._ask(text)
        except (OSError, BadFrameError, ValueError) as error:
            self._breaker.failed(error)
            return UNKNOWN
        self._breaker.succeeded()
        return self._remember(text, *answer) if answer else UNKNOWN

    def _remembered(self, text: str) -> Candidates | None:
        generation = self._generation()
        with self._lock:
            known = self._known.get(text)
            if known is None or known[0] != generation:
                return None
            self._known.move_to_end(text)
            return known[1]

    def _remember(self, text: str, generation: int, found: Candidates) -> Candidates:
        with self._lock:
            self._known[text] = (generation, found)
            self._known.move_to_end(text)
            if len(self._known) > REMEMBERED_TEXTS:
                self._known.popitem(last=False)
        return found

    def _generation(self) -> int | None:
        """That of the vectors that serve now, read from shared memory."""
        if self._generations is None:
            try:
                self._generations = GenerationFile(self._directory)
            except (OSError, ValueError):
                return None
        return self._generations.read()

    def _ask(self, text: str) -> tuple[int, Candidates] | None:
        """The generation and what was found; ``None`` when the process says it is late."""
        connection, is_pooled = self._connected()
        try:
            try:
                content = _exchanged(connection, text)
            except (ConnectionError, BadFrameError):
                if not is_pooled:
                    raise
                connection.close()  # the process it led to is gone; there may be another
                connection = _opened(socket_path(self._directory))
                content = _exchanged(connection, text)
            answer = _read_answer(parsed_json(content))
        except BaseException:
            connection.close()
            raise
        self._release(connection)
        return answer

    def _connected(self) -> tuple[socket.socket, bool]:
        with self._lock:
            if self._idle:
                return self._idle.pop(), True
        return _opened(socket_path(self._directory)), False

    def _release(self, connection: socket.socket) -> None:
        with self._lock:
            if len(self._idle) < POOLED_CONNECTIONS:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


class _Breaker:
    """After some failures in a row it lets only one attempt through now and then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def allows(self) -> bool:
        with self._lock:
            if self._failures < FAILURES_BEFORE_PAUSE:
                return True
            now = time.monotonic()
            if now < self._closed_until:
                return False
            self._closed_until = now + self._pause_s()  # this one tries for all
            return True

    def failed(self, error: Exception) -> None:
        with self._lock:
            self._failures += 1
            self._closed_until = time.monotonic() + self._pause_s()
            is_news = self._failures == FAILURES_BEFORE_PAUSE
        if is_news:
            logger.warning("the meaning process cannot be asked (%s); words alone serve", error or type(error).__name__)

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def _pause_s(self) -> float:
        doublings = min(max(self._failures - FAILURES_BEFORE_PAUSE, 0), 10)
        return float(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**doublings))


def _opened(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        for wait in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            connection.setsockopt(socket.SOL_SOCKET, wait, struct.pack("ll", 0, int(TIME_OUT_S * 1_000_000)))
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _exchanged(connection: socket.socket, text: str) -> bytes:
    """The answer, mostly in one call; of one that comes in pieces none is waited for after the time is over."""
    connection.sendall(framed_json({"text": text}))
    until = time.monotonic() + TIME_OUT_S
    content = b""
    while not is_whole_frame(content, limit=LONGEST_ANSWER):
        if content and time.monotonic() > until:
            raise TimeoutError("no whole answer in time")
        try:
            part = connection.recv(LENGTH_BYTES + LONGEST_ANSWER)
        except BlockingIOError as error:
            raise TimeoutError("no answer in time") from error
        if not part:
            raise ConnectionResetError("the meaning process hung up")
        content += part
    return content[LENGTH_BYTES:]


def _read_answer(answer: Any) -> tuple[int, Candidates] | None:
    """Checked: whatever listens there is not trusted to be ours."""
    if not isinstance(answer, Mapping):
        raise BadFrameError("an answer that is no object")
    if answer.get("late") is True:
        return None
    generation, keys, scores = answer.get("generation"), answer.get("keys"), answer.get("scores")
    if not isinstance(generation, int) or not isinstance(keys, list) or not isinstance(scores, list):
        raise BadFrameError("an answer that holds no keys")
    if len(keys) > MOST_KEYS or len(keys) != len(scores) or not all(type(key) is int for key in keys):
        raise BadFrameError("an answer with odd keys")
    if not all(type(score) in (float, int) for score in scores):
        raise BadFrameError("an answer with odd scores")
    return generation, Candidates(tuple(keys), tuple(scores))


@lru_cache(maxsize=1)
def get_client() -> MeaningClient:
    """One for each process; ``get_client.cache_clear()`` after changing ``MEANING_DIR``."""
    return MeaningClient(Path(settings.MEANING_DIR))


def candidates(text: str) -> Candidates:
    """What is near a text in meaning, as this installation knows it; nothing where words alone serve."""
    return get_client().candidates(text) if chosen_kind() else NOTHING
