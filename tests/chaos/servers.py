"""Search servers that fail at random moments: a real node behind a faulty proxy, or one of its own that is killed.

Whatever makes them fail is a process of its own, so that nothing that forks has threads.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.processes import fork
from tests.elasticsearch_node.faulty_proxy import FaultyProxy
from tests.elasticsearch_node.process import Node, free_ports, wait_until

OWN = "own"
FAULTS = ("refuse", "reset", "busy", "error", "half of the body")
LATEST_S = 0.6  # longer than many an indexer lives: what it said arrives when another has taken over
LOOK_S = 0.05


@dataclass(frozen=True)
class Servers:
    """``url`` is for the program, ``node_url`` leads past the faults, which come while ``folder`` holds ``faults``."""

    url: str
    node_url: str
    folder: Path

    @property
    def failing(self) -> Path:
        return self.folder / "faults"

    def count(self) -> None:
        """One more outage."""
        path = self.folder / "outages"
        path.write_text(str(self.outages() + 1))

    def outages(self) -> int:
        path = self.folder / "outages"
        return int(path.read_text()) if path.exists() else 0


@contextmanager
def failing_servers(where: str, seed: int, folder: Path) -> Iterator[Servers]:
    """``where``: a node's address, or ``own``."""
    with (_own_node if where == OWN else _behind_a_proxy)(where, random.Random(seed), folder) as servers:
        yield servers


@contextmanager
def _own_node(_where: str, rng: random.Random, folder: Path) -> Iterator[Servers]:
    node = Node(*free_ports(2), heap_mb=384)
    try:
        node.start()
        wait_until(node.url, "yellow", seconds=300)
        servers = Servers(node.url, node.url, folder)
        with _beside(lambda: _kill_now_and_then(node, servers, rng)):
            yield servers
    finally:
        node.remove()


def _kill_now_and_then(node: Node, servers: Servers, rng: random.Random) -> None:
    while True:
        _wait_for(servers.failing)
        time.sleep(rng.uniform(3, 8))
        if servers.failing.exists():
            servers.count()
            node.kill()
            time.sleep(rng.uniform(0, 2))
            node.start_again()
            wait_until(node.url, "yellow", seconds=300)


@contextmanager
def _behind_a_proxy(where: str, rng: random.Random, folder: Path) -> Iterator[Servers]:
    address = folder / "address"
    with _beside(lambda: _fail_now_and_then(where, address, folder, rng)):
        _wait_for(address)
        yield Servers(address.read_text(), where, folder)


def _fail_now_and_then(where: str, address: Path, folder: Path, rng: random.Random) -> None:
    proxy = FaultyProxy(where)
    servers = Servers(proxy.url, where, folder)
    address.with_suffix(".new").write_text(proxy.url)
    address.with_suffix(".new").rename(address)
    while True:
        _wait_for(servers.failing)
        servers.count()
        proxy.fault, proxy.late_s = rng.choice(FAULTS), 0.0
        time.sleep(rng.uniform(0.05, 0.6))
        proxy.fault, proxy.late_s = "", rng.choice((0.0, rng.uniform(0, LATEST_S)))
        time.sleep(rng.uniform(0.1, 1.2))
        proxy.late_s = 0.0


def _wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(LOOK_S)


@contextmanager
def _beside(work: Callable[[], object]) -> Iterator[None]:
    """A process that does the work until the block ends."""
    pid = fork(work)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
