"""Encodes passages in a process of its own, so that C code which crashes or hangs takes nothing with it."""

import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from search.meaning.encoders import ENCODERS, EncoderKind
from search.meaning.framing import BadFrameError, framed_json, read_frame
from search.meaning.threads import thread_limits, threads_here
from search.meaning.vector_bytes import QuantisedVector

logger = logging.getLogger(__name__)

START_S = 30.0
SECONDS_PER_TEXT = 5.0
BASE_DIR = Path(__file__).resolve().parents[2]


class PassageEncoderError(Exception):
    """The process died, hung or answered something else than vectors; the next call starts a new one."""


class PassageEncoder:
    """Starts its process at the first text. One text at a time: safe to share between threads."""

    def __init__(self, kind: EncoderKind) -> None:
        self.kind = kind
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def encode(self, texts: Sequence[str]) -> list[QuantisedVector]:
        """Vectors of a few texts; :class:`PassageEncoderError` when there are none to be had."""
        with self._lock:
            try:
                return self._answer(list(texts))
            except (OSError, BadFrameError, TimeoutError) as error:
                self._kill()
                raise PassageEncoderError(f"{self.kind.name}: {error}") from error

    def close(self) -> None:
        with self._lock:
            self._kill()

    def _answer(self, texts: list[str]) -> list[QuantisedVector]:
        deadline = time.monotonic() + SECONDS_PER_TEXT * len(texts)
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = self._started()
            deadline += START_S
        if process.stdin is None or process.stdout is None:
            raise OSError("the process has no pipes")
        process.stdin.write(framed_json(texts))
        process.stdin.flush()
        content = read_frame(_Reader(process.stdout.fileno(), deadline))
        if content is None or len(content) != len(texts) * self.kind.dimensions:
            raise BadFrameError("the encoder's process gave no vectors")
        return list(np.frombuffer(content, dtype=np.int8).reshape(len(texts), -1))

    def _started(self) -> subprocess.Popen[bytes]:
        self._kill()  # closes the pipes of one that ended by itself
        command = [sys.executable, "-m", "search.meaning.passage_process", self.kind.setting]
        return subprocess.Popen(  # noqa: S603 -- our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=BASE_DIR,
            env={**os.environ, **thread_limits(threads_here())},
        )

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    logger.debug("a message to the encoder's process was left behind")


class _Reader:
    """Reads from a pipe until a moment; raises ``TimeoutError`` after it."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self._descriptor = descriptor
        self._deadline = deadline

    def __call__(self, size: int) -> bytes:
        left_s = self._deadline - time.monotonic()
        if left_s <= 0 or not select.select([self._descriptor], [], [], left_s)[0]:
            raise TimeoutError("no answer in time")
        return os.read(self._descriptor, size)


@lru_cache(maxsize=len(ENCODERS))
def passage_encoder(setting: str) -> PassageEncoder:
    """One per encoder and process, kept warm between batches."""
    return PassageEncoder(ENCODERS[setting])
