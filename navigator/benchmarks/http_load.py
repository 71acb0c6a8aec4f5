"""Asks a web server as many visitors at once would: kept-open connections, the next question when one is answered."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

TIMEOUT_S = 30.0
TURN_S = 2.0
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class LoadResult:
    """``statuses`` counts every answer by its status, 0 for none at all; times in milliseconds."""

    clients: int
    seconds: float
    times_ms: tuple[float, ...]
    statuses: dict[int, int]

    @property
    def requests_per_s(self) -> float:
        return len(self.times_ms) / self.seconds

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status != 200)

    def and_then(self, later: "LoadResult") -> "LoadResult":
        """Both as one, the time between them left out."""
        statuses = dict(Counter(self.statuses) + Counter(later.statuses))
        return LoadResult(self.clients, self.seconds + later.seconds, self.times_ms + later.times_ms, statuses)

    def quantile_ms(self, share: float) -> float:
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ask_at_once(port: int, paths: Sequence[str], *, clients: int, seconds: float) -> LoadResult:
    """Ask the server on this machine for the paths, over and over, for so long with so many clients."""
    return asyncio.run(_ask_at_once(port, cycle(paths), clients, seconds))


def ask_in_turn(
    ports: Sequence[int], paths: Sequence[str], *, clients: int, seconds: float, turn_s: float = TURN_S
) -> list[LoadResult]:
    """The same of several servers, each for so long in all, a short while in turn.

    What else the machine does then weighs equally on all.
    """
    asked = [cycle(paths) for _ in ports]
    totals = [LoadResult(clients, 0.0, (), {}) for _ in ports]
    for turn in range(max(1, round(seconds / turn_s))):
        for at in _other_way_round(range(len(ports)), turn):
            answered = asyncio.run(_ask_at_once(ports[at], asked[at], clients, turn_s))
            totals[at] = totals[at].and_then(answered)
    return totals


def _other_way_round(places: range, turn: int) -> range:
    return places[::-1] if turn % 2 else places


async def _ask_at_once(port: int, following: Iterator[str], clients: int, seconds: float) -> LoadResult:
    started = time.perf_counter()
    times, statuses = list[float](), Counter[int]()
    visitors = (_visit(port, following, started + seconds, times, statuses) for _ in range(clients))
    await asyncio.gather(*visitors)
    return LoadResult(clients, time.perf_counter() - started, tuple(times), dict(statuses))


async def _visit(port: int, paths: Iterator[str], until: float, times: list[float], statuses: Counter[int]) -> None:
    """One visitor; a connection that breaks counts as a failed answer and is made anew."""
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while time.perf_counter() < until:
        asked = time.perf_counter()
        try:
            connection = connection or await asyncio.open_connection("127.0.0.1", port)
            status, is_kept = await asyncio.wait_for(_get(*connection, next(paths)), TIMEOUT_S)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            status, is_kept = 0, False
        times.append((time.perf_counter() - asked) * 1000)
        statuses[status] += 1
        if connection is not None and not is_kept:
            connection[1].close()
            connection = None
    if connection is not None:
        connection[1].close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, bool]:
    """The status of one answer, read to its end, and whether the connection may be used again."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status, length = _STATUS.match(head), _LENGTH.search(head)
    if status is None or length is None:
        return 0, False
    await reader.readexactly(int(length.group(1)))
    return int(status.group(1)), b"connection: close" not in head.lower()
