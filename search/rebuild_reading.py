"""Reads what a rebuild writes: in this process and, where there is much, in others beside it.

Such another process is a program that is told keys on its standard input and answers on its standard output, so that it
ends with whoever started it, and its end is noticed. It only reads, apart from postponing what cannot be read.
"""

import datetime
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import IO, Any, Self

from django.conf import settings
from django.db import connection

from search import ledger
from search.changes import Reading, changes_for
from search.engines.port import SearchEngine

MANY = 5000  # with fewer, starting processes takes longer than it saves
MOST_PROCESSES = 2
READ_AHEAD = 2  # batches of each process that may wait to be read or written
_LENGTH_BYTES = 8


class ReaderEndedError(RuntimeError):
    """A reading process ended before its work did."""


@dataclass(frozen=True)
class Order:
    """What is read: documents of ``today`` for ``index``, made ready for an engine of this kind."""

    kind: str
    index: str
    today: datetime.date


def read_batch(order: Order, engine: SearchEngine, keys: list[int]) -> Reading:
    """Versions first, then content: a change in between leaves the entry pending."""
    versions = dict.fromkeys(keys, 0) | ledger.wanted_versions(keys)
    return changes_for(versions, index=order.index, today=order.today, prepare=engine.prepared)


def readings(order: Order, engine: SearchEngine, batches: Iterable[list[int]], *, total: int) -> Iterator[Reading]:
    """What there is to write of each batch of keys; their order may differ."""
    processes = 0 if total <= MANY else processes_worth()
    with ExitStack() as running:
        readers = [running.enter_context(ReaderProcess(order)) for _ in range(processes)]
        yield from _read_with(readers, batches, lambda keys: read_batch(order, engine, keys))


def processes_worth() -> int:
    """How many beside this one; none where they would wait for each other, or not see what this process sees."""
    if connection.in_atomic_block or "memory" in str(connection.settings_dict["NAME"]):
        return 0
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_PROCESSES, processors - 1)


def _read_with(
    readers: list["ReaderProcess"], batches: Iterable[list[int]], read_here: Callable[[list[int]], Reading]
) -> Iterator[Reading]:
    """Whatever the others are told ahead; when all have enough to do, this process reads a batch too."""
    for keys in batches:
        for reader in readers:
            while reader.has_answered():
                yield reader.answer()
        least_busy = min(readers, key=lambda reader: reader.waiting, default=None)
        if least_busy is None or least_busy.waiting >= READ_AHEAD:
            with not_collecting():
                reading = read_here(keys)
            yield reading
        else:
            least_busy.tell(keys)
    for reader in readers:
        while reader.waiting:
            yield reader.answer()


@contextmanager
def not_collecting() -> Iterator[None]:
    """Without looking, again and again, for garbage among what was just made and is all needed."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


class ReaderProcess:
    """One process that reads; gone when the block ends, however it ends. ``waiting`` batches it owes an answer to."""

    def __init__(self, order: Order) -> None:
        self.waiting = 0
        command = [sys.executable, "-m", "search.rebuild_reader"]
        self._process = subprocess.Popen(  # noqa: S603 -- this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR
        )
        self._answers: Queue[bytes | None] = Queue()  # bounded by what it is told
        self._thread = Thread(target=self._receive, name="search-rebuild", daemon=True)
        self._thread.start()
        self._send((connection.settings_dict["NAME"], order))

    def tell(self, keys: list[int]) -> None:
        self._send(keys)
        self.waiting += 1

    def _send(self, message: Any) -> None:
        try:
            send(self._input, pickle.dumps(message))
        except OSError as error:
            raise self._ended() from error

    def has_answered(self) -> bool:
        """Whether :meth:`answer` need not wait."""
        return not self._answers.empty()

    def answer(self) -> Reading:
        """The answer to the oldest keys told; :class:`ReaderEndedError` when there will be none."""
        content = self._answers.get()
        if content is None:
            raise self._ended()
        self.waiting -= 1
        with not_collecting():
            reading: Reading = pickle.loads(content)  # noqa: S301 -- written by this program itself
        return reading

    def _receive(self) -> None:
        output = self._process.stdout
        while (content := received(output) if output else None) is not None:
            self._answers.put(content)
        self._answers.put(None)

    @property
    def _input(self) -> IO[bytes]:
        if self._process.stdin is None:
            raise self._ended()
        return self._process.stdin

    def _ended(self) -> ReaderEndedError:
        return ReaderEndedError(f"a process that reads for the search index ended ({self._process.poll()})")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    with suppress(OSError):  # what was not told yet goes nowhere
        pipe.close()


def send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(content)
    pipe.flush()


def received(pipe: IO[bytes]) -> bytes | None:
    """The next message; ``None`` when there is no whole one any more."""
    size = pipe.read(_LENGTH_BYTES)
    content = pipe.read(int.from_bytes(size, "big")) if len(size) == _LENGTH_BYTES else b""
    return content if content and len(content) == int.from_bytes(size, "big") else None
