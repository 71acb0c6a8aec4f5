"""Processes that come and are killed: forked from one that has everything loaded, so that a new one takes no time."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Victim:
    """Work that runs again and again and is killed at random moments; ``spared`` is how often it may finish."""

    work: Callable[[], object]
    longest_life_s: float
    spared: float = 0.0
    pid: int = 0
    dies_at: float = 0.0
    kills: int = 0
    ends: int = 0
    faults: int = 0

    def look(self, rng: random.Random) -> None:
        """Start it when it does not run, kill it when its time has come."""
        if self.pid and self._has_ended():
            self.pid = 0
        if not self.pid:
            self.pid = fork(self.work)
            life_s = rng.uniform(0.02, self.longest_life_s) if rng.random() >= self.spared else 1e9
            self.dies_at = time.monotonic() + life_s
        elif time.monotonic() > self.dies_at:
            self.kill()

    def kill(self) -> None:
        if self.pid and not self._has_ended():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            self.kills += 1
        self.pid = 0

    def _has_ended(self) -> bool:
        ended, status = os.waitpid(self.pid, os.WNOHANG)
        if ended:
            self.ends += 1
            self.faults += status != 0
        return bool(ended)


@dataclass
class Helpers:
    """Processes that are waited for."""

    pids: list[int] = field(default_factory=list)

    def start(self, work: Callable[[], object]) -> None:
        self.pids.append(fork(work))

    def wait(self) -> None:
        for pid in self.pids:
            _, status = os.waitpid(pid, 0)
            if status:
                raise RuntimeError(f"a process of the chaos ended with {status}")


def fork(work: Callable[[], object]) -> int:
    """A process that does the work and ends, with 0 when it went well."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)
