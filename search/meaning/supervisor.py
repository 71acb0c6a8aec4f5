"""Starts the meaning process, watches it, and starts another when it dies or hangs.

Every process that may need it has a supervising thread; a lock file decides which of them does the work. When that
one ends its child ends too, and another takes over within a second.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from search.locks import exclusive_lock
from search.meaning.encoders import EncoderKind, chosen_kind
from search.meaning.framing import BadFrameError, framed, framed_json, parsed_json, read_frame
from search.meaning.places import process_lock, socket_path, supervisor_lock
from search.meaning.threads import thread_limits, threads_for_questions

logger = logging.getLogger(__name__)

LOOK_S = 0.5
PING_S = 1.0
STARTS_WITHIN_S = 20.0
BUSY_AT_MOST_S = 5.0
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
LIVES_LONG_S = 60.0
THREAD_NAME = "meaning-supervisor"
BASE_DIR = Path(__file__).resolve().parents[2]


class Supervisor:
    """Supervises in ``directory`` until ``stop`` is set."""

    def __init__(self, kind: EncoderKind, directory: Path, database: dict[str, Any]) -> None:
        self._configuration = {
            "encoder": kind.setting,
            "directory": str(directory),
            "database": database,
            "log_level": logging.getLogger().getEffectiveLevel(),
        }
        self._directory = directory
        self._pause_s = 0.0

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with exclusive_lock(supervisor_lock(self._directory), wait=False) as is_held:
                    if is_held:
                        self._supervise(stop)
            except OSError:
                logger.exception("the meaning process cannot be supervised now")
            stop.wait(LOOK_S)

    def _supervise(self, stop: threading.Event) -> None:
        self._end_former_process()
        while not stop.is_set():
            started_at = time.monotonic()
            process = self._started()
            try:
                reason = self._watch(process, stop)
            finally:
                _end(process)
            if stop.is_set():
                return
            self._lengthen_pause(time.monotonic() - started_at)
            logger.warning("the meaning process %s; starting another in %.1f s", reason, self._pause_s)
            stop.wait(self._pause_s)

    def _lengthen_pause(self, lived_s: float) -> None:
        """None after a long life, then ever longer ones."""
        if lived_s > LIVES_LONG_S:
            self._pause_s = 0.0
        else:
            self._pause_s = min(LONGEST_PAUSE_S, max(FIRST_PAUSE_S, self._pause_s * 2)) if self._pause_s else 0.1

    def _end_former_process(self) -> None:
        """One whose supervisor was killed ends by itself, unless it hangs."""
        path = process_lock(self._directory)
        with exclusive_lock(path, wait=False) as is_free:
            if is_free:
                return
        try:
            os.kill(int(path.read_text(encoding="ascii")), signal.SIGKILL)
        except (ValueError, OSError):
            logger.warning("a former meaning process cannot be ended; waiting for it")

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "search.meaning.process"],
            stdin=subprocess.PIPE,
            cwd=BASE_DIR,
            env={**os.environ, **thread_limits(threads_for_questions())},
        )
        if process.stdin is not None:
            try:
                process.stdin.write(framed(json.dumps(self._configuration, default=str).encode()))
                process.stdin.flush()
            except OSError:
                logger.warning("the meaning process ended before it began")
        return process

    def _watch(self, process: "subprocess.Popen[bytes]", stop: threading.Event) -> str:
        """Until something is wrong; says what."""
        heard_at, has_answered = time.monotonic(), False
        while not stop.wait(LOOK_S):
            if process.poll() is not None:
                return f"ended ({process.returncode})"
            state = ping(self._directory)
            if state is not None:
                heard_at, has_answered = time.monotonic(), True
                if state.get("busy_s", 0) > BUSY_AT_MOST_S:
                    return "hangs in its encoder"
            elif time.monotonic() - heard_at > (2 * PING_S if has_answered else STARTS_WITHIN_S):
                return "does not answer"
        return "is no longer wanted"


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def ping(directory: Path) -> dict[str, Any] | None:
    """What the process says of itself; ``None`` without a sound answer within a second."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PING_S)
            connection.connect(str(socket_path(directory)))
            connection.sendall(framed_json({"ping": True}))
            state = parsed_json(read_frame(connection.recv) or b"")
    except (OSError, BadFrameError):
        return None
    return state if isinstance(state, dict) else None


def start_supervisor_thread() -> threading.Thread | None:
    """Start this process's supervisor once, unless words alone serve."""
    return _started_thread() if chosen_kind() else None


@lru_cache(maxsize=1)
def _started_thread() -> threading.Thread | None:
    kind = chosen_kind()
    if kind is None:
        return None
    database = {name: value for name, value in connections["default"].settings_dict.items() if name != "TEST"}
    supervisor = Supervisor(kind, Path(settings.MEANING_DIR), database)
    thread = threading.Thread(target=supervisor.run, args=(threading.Event(),), name=THREAD_NAME, daemon=True)
    thread.start()
    return thread
