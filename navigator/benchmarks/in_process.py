"""Page and API of one process, each kind of question a few hundred times, with the database queries each takes.

Words alone: no process that encodes runs beside it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from navigator.benchmarks.questions import QUESTIONS, QuestionMaker
from navigator.benchmarks.timing import WARM_UP, Times, timed
from navigator.benchmarks.visiting import API, PAGE
from search.asking import question_of
from search.engines import embedded_engine, get_engine
from search.query import SearchQuery
from search.query_string import query_string

COUNTED = 10  # requests whose database queries are counted


@dataclass(frozen=True)
class Measurement:
    """``queries`` are the smallest and largest number of database queries of a request."""

    name: str
    times: Times
    queries: tuple[int, int] = (0, 0)


def measure_requests(rounds: int) -> Iterator[Measurement]:
    maker = QuestionMaker.from_database(random.Random(1))
    for name, make in QUESTIONS.items():
        asked = [replace(make(maker), uses_meaning=False) for _ in range(WARM_UP + rounds)]
        embedded_engine.cache_clear()  # what one kind of request had counted must not help the next
        yield Measurement(f"engine and plan, {name}", timed([partial(_ask, query) for query in asked]))
        yield _measure(f"page, {name}", PAGE, asked)
        yield _measure(f"API, {name}", API, asked)


def _ask(query: SearchQuery) -> None:
    get_engine().search(question_of(query))


def _measure(name: str, path: str, asked: Sequence[SearchQuery]) -> Measurement:
    embedded_engine.cache_clear()
    client = Client()
    addresses = [f"{path}?{query_string(query)}" for query in asked]
    times = timed([partial(_get, client, address) for address in addresses])
    counts = [_count_queries(client, address) for address in addresses[:COUNTED]]
    return Measurement(name, times, (min(counts), max(counts)))


def _get(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def _count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def table(measurements: Sequence[Measurement]) -> str:
    """As Markdown."""
    lines = ["| in one process | p50 ms | p95 ms | database queries |", "|---|--:|--:|--:|"]
    for found in measurements:
        queries = "-".join(str(count) for count in dict.fromkeys(found.queries))
        lines.append(f"| {found.name} | {found.times.median:.2f} | {found.times.p95:.2f} | {queries} |")
    return "\n".join(lines)
