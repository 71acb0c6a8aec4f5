"""One of three nodes is killed, the one with the primary shard, while visitors search and editors change things."""

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.failover import FailoverEngine
from search.engines.port import Change, EngineUnavailableError, Question
from search.query import SearchQuery
from search.results import SearchResults
from search.words.planning import plan_text
from tests.elasticsearch_node.cluster import cluster_of_three
from tests.elasticsearch_node.process import Node, wait_until
from tests.search.documents import make_document
from tests.search.engine_contract import fill

pytestmark = [pytest.mark.proof, pytest.mark.elasticsearch]

STEADY, CHANGING = 600, 200  # documents that stay as they are, and those that change all the time
SEARCHERS = 3
BEFORE_S, AFTER_S = 8.0, 25.0
ANSWER_S = 10.0  # three servers on one machine: it is their answers that are to be proved, not the other engine's
WORDS = ("wandelen", "koken", "taal", "dans", "muziek", "schaken")


@dataclass
class Tally:
    """What happened, counted by many threads (each list only ever grows)."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stood_in: list[float] = field(default_factory=list)
    written: dict[int, Change] = field(default_factory=dict)
    write_retries: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)


class CountingFallback:
    """The embedded engine, noting when it had to stand in."""

    def __init__(self, embedded: EmbeddedEngine, tally: Tally) -> None:
        self._embedded, self._tally = embedded, tally
        self.total, self.suggest, self.generation = embedded.total, embedded.suggest, embedded.generation

    def search(self, question: Question, **options: object) -> SearchResults:
        self._tally.stood_in.append(time.monotonic())
        return self._embedded.search(question, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def nodes() -> Iterator[dict[str, Node]]:
    with cluster_of_three() as nodes:
        yield dict(nodes)


def steady_document(key: int):
    return make_document(key, WORDS[key % len(WORDS)], facets={"thema": [f"t{key % 7}"]})


def searching(
    stop: threading.Event, ask: Callable[[Question], SearchResults], questions: dict[str, Question], tally: Tally
) -> None:
    chance = random.Random(threading.get_ident())
    while not stop.is_set():
        word = chance.choice(WORDS)
        started = time.monotonic()
        try:
            results = ask(questions[word])
        except Exception as error:  # noqa: BLE001 -- counted
            tally.failed.append(f"{type(error).__name__}: {error}")
            continue
        tally.seconds.append(time.monotonic() - started)
        if results.total != STEADY // len(WORDS) or sum(results.facet_counts["thema"].values()) != results.total:
            tally.wrong.append(f"{word}: {results.total}")


def changing(stop: threading.Event, engine: ElasticsearchEngine, embedded: EmbeddedEngine, tally: Tally) -> None:
    """As the indexer does: a change that is not acknowledged is written again until it is."""
    chance, version, last = random.Random(1), 1, time.monotonic()
    while not stop.is_set():
        version += 1
        key = STEADY + chance.randint(1, CHANGING)
        change = Change(key, version, make_document(key, "wisselend") if chance.random() < 0.8 else None)
        while not _is_written(engine, change, tally):
            time.sleep(0.05)
        tally.gaps.append(time.monotonic() - last)
        last = time.monotonic()
        tally.written[key] = change
        embedded.apply([change])


def _is_written(engine: ElasticsearchEngine, change: Change, tally: Tally) -> bool:
    try:
        engine.apply([change])
    except EngineUnavailableError:
        tally.write_retries.append(time.monotonic())
        return False
    return True


def node_with_the_primary(url: str, index: str | None) -> str:
    with Elasticsearch(url) as client:
        shards = client.cat.shards(index=index, format="json").body
    return next(str(shard["node"]) for shard in shards if shard["prirep"] == "p")


def test_no_search_fails_and_nothing_is_lost(nodes: dict[str, Node], tmp_path: Path, capsys) -> None:
    embedded, tally = EmbeddedEngine(tmp_path), Tally()
    addresses = tuple(node.url for node in nodes.values())
    patience = {"answer_seconds": ANSWER_S, "read_seconds": ANSWER_S / 2}
    engine = ElasticsearchEngine(Cluster(addresses, index="proof", replicas=1, **patience))
    documents = [steady_document(key) for key in range(1, STEADY + 1)]
    documents += [make_document(key, "wisselend") for key in range(STEADY + 1, STEADY + CHANGING + 1)]
    for each in (embedded, engine):
        fill(each, documents)
    wait_until(nodes["one"].url, "green", nodes=3, seconds=120)
    questions = {word: Question(SearchQuery(text=word), plan_text(word, embedded.lexicon())) for word in WORDS}
    both = FailoverEngine(engine, CountingFallback(embedded, tally))  # type: ignore[arg-type]
    stop = threading.Event()
    threads = [
        *(threading.Thread(target=searching, args=(stop, both.search, questions, tally)) for _ in range(SEARCHERS)),
        threading.Thread(target=changing, args=(stop, engine, embedded, tally)),
    ]
    for thread in threads:
        thread.start()
    time.sleep(BEFORE_S)
    victim = node_with_the_primary(nodes["one"].url, engine.generation())
    killed_at = time.monotonic()
    nodes[victim].kill()
    time.sleep(AFTER_S)
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    report(capsys, tally, victim, killed_at)
    assert (tally.failed, tally.wrong) == ([], [])
    assert len(tally.seconds) > 100
    assert len(tally.stood_in) < len(tally.seconds) / 10
    assert dict(engine.versions()) == expected_versions(tally)


def expected_versions(tally: Tally) -> dict[int, int]:
    expected = dict.fromkeys(range(1, STEADY + CHANGING + 1), 1)
    for key, change in tally.written.items():
        if change.document is None:
            del expected[key]
        else:
            expected[key] = change.version
    return expected


def report(capsys, tally: Tally, victim: str, killed_at: float) -> None:
    """The numbers, also when all is well."""
    lines = (
        f"\nnode {victim} killed with the primary: {len(tally.seconds)} searches, {len(tally.failed)} failed, "
        f"{len(tally.wrong)} wrong, slowest {max(tally.seconds):.2f} s; "
        f"{sum(at > killed_at for at in tally.stood_in)} answered by the embedded engine after the kill "
        f"({len(tally.stood_in)} in all); {len(tally.gaps)} changes, "
        f"{len(tally.write_retries)} written again, longest wait {max(tally.gaps):.2f} s\n"
    )
    with capsys.disabled():
        sys.stdout.write(lines)
