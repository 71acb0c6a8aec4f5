"""Time questions put to the engine, the page and the API of one process."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from navigator.benchmarks.questions import QUESTIONS, QuestionMaker
from search.asking import question_of
from search.engines import embedded_engine, get_engine
from search.query import SearchQuery
from search.query_string import query_string

WARM_UP = 10
PAGE, API = "/zoeken/", "/api/v1/initiatieven"
PAGE_TARGET_MS, API_TARGET_MS = 60.0, 25.0


@dataclass(frozen=True)
class Measurement:
    """Times in milliseconds; ``queries`` are the smallest and largest number of database queries of a request."""

    name: str
    median_ms: float
    p95_ms: float
    queries: tuple[int, int] | None = None
    target_ms: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.target_ms is not None and self.p95_ms > self.target_ms

    def row(self) -> str:
        target = "" if self.target_ms is None else f"{self.target_ms:.0f}{' missed' if self.is_missed else ''}"
        fewest, most = self.queries or ("", "")
        queries = str(fewest) if fewest == most else f"{fewest}-{most}"
        return f"{self.name:26} {self.median_ms:8.1f} {self.p95_ms:8.1f} {queries:>9} {target:>14}"


def table(measurements: Sequence[Measurement]) -> str:
    head = f"{'':26} {'p50 ms':>8} {'p95 ms':>8} {'queries':>9} {'p95 target':>14}"
    return "\n".join([head, *(measurement.row() for measurement in measurements)])


def measure_all(rounds: int) -> Iterator[Measurement]:
    maker = QuestionMaker.from_database(random.Random(1))
    for name, make in QUESTIONS.items():
        questions = [make(maker) for _ in range(WARM_UP + rounds)]
        yield _measure_engine(f"engine, {name}", questions)
        yield _measure_requests(f"page, {name}", PAGE, questions, PAGE_TARGET_MS)
        yield _measure_requests(f"API, {name}", API, questions, API_TARGET_MS)


def _measure_engine(name: str, questions: Sequence[SearchQuery]) -> Measurement:
    embedded_engine.cache_clear()  # what one kind of request had counted must not help the next
    return _summary(name, [_timed_ms(_ask, question) for question in questions])


def _ask(query: SearchQuery) -> None:
    get_engine().search(question_of(query))


def _measure_requests(name: str, path: str, questions: Sequence[SearchQuery], target_ms: float) -> Measurement:
    embedded_engine.cache_clear()
    client = Client()
    addresses = [f"{path}?{query_string(question)}" for question in questions]
    times = [_timed_ms(_get, client, address) for address in addresses]
    counts = [_count_queries(client, address) for address in addresses[:WARM_UP]]
    return _summary(name, times, (min(counts), max(counts)), target_ms)


def _get(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def _count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def _timed_ms(action: Callable[..., object], *values: object) -> float:
    started = time.perf_counter()
    action(*values)
    return (time.perf_counter() - started) * 1000


def _summary(
    name: str, times_ms: list[float], queries: tuple[int, int] | None = None, target_ms: float | None = None
) -> Measurement:
    ordered = sorted(times_ms[WARM_UP:])
    return Measurement(name, ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], queries, target_ms)
