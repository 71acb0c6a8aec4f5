"""Engines side by side: the same documents, the same questions, one run."""

import random
import resource
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection

from initiatives.models import Initiative
from navigator.benchmarks.contenders import Built, Contender
from navigator.benchmarks.contenders.embedded import OurEmbedded
from navigator.benchmarks.contenders.raw_tantivy import RawTantivy
from navigator.benchmarks.contenders.servers import OurElasticsearch, RawElasticsearch
from navigator.benchmarks.contenders.wagtail_search import WagtailSearch
from navigator.benchmarks.questions import QUESTIONS, QuestionMaker
from navigator.benchmarks.timing import WARM_UP, Times, timed, timed_in_turn
from search.document import documents_for
from search.engines.port import Change, Question
from search.words.lexicon import Lexicon
from search.words.planning import plan_text
from search.words.synonyms import load_synonyms

NEAR_IN_MEANING = 50  # made up: vectors of so many entries take hours
MOST_SECONDS = 30.0
AT_ONCE = 500
ENOUGH_TO_WARM_UP = 20_000  # documents


@dataclass(frozen=True)
class Row:
    """One contender's times for one kind of question; ``built`` when it made an index for it."""

    kind: str
    contender: str
    times: Times
    built: Built | None = None


def public_changes() -> list[Change]:
    """Every published initiative, as the engines are given it."""
    published = Initiative.objects.published()
    keys = list(published.order_by("pk").values_list("pk", flat=True))
    batches = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    documents = (document for batch in batches for document in documents_for(published.filter(pk__in=batch)))
    return [Change(document.key, 1, document) for document in documents]


def measure_engines(directory: Path, *, rounds: int, servers: str, with_wagtail: bool) -> Iterator[Row]:
    changes = public_changes()
    ours = OurEmbedded(directory / "bench-embedded", changes)
    built: dict[str, Built] = {ours.name: ours.build()}
    contenders: list[Contender] = [ours, RawTantivy(directory / "bench-raw", changes)]
    on_servers = (OurElasticsearch(servers, changes), RawElasticsearch(servers, changes)) if servers else ()
    contenders += on_servers
    if servers:  # not counted: servers that just started are slow, at the cost of whoever is first
        RawElasticsearch(servers, changes[:ENOUGH_TO_WARM_UP]).build()
    built |= {contender.name: contender.build() for contender in contenders[1:]}
    asked, keys = questions_by_kind(rounds, ours.engine.lexicon()), [change.key for change in changes]
    for kind, questions in asked.items():
        actions = {contender.name: contender.prepared(questions) for contender in contenders}
        if questions[0].plan is not None:
            actions[f"{ours.name}, {NEAR_IN_MEANING} near in meaning"] = ours.prepared(_near(questions, keys))
        for name, times in timed_in_turn(actions).items():
            yield Row(kind, name, times, built.get(name))
    if with_wagtail:
        yield from measure_wagtail(asked)
    for contender_on_servers in on_servers:
        contender_on_servers.remove()


def measure_wagtail(asked: Mapping[str, Sequence[Question]]) -> Iterator[Row]:
    """Wagtail's search on the database of this installation."""
    contender = WagtailSearch(connection.vendor)
    built = contender.build()
    for kind, questions in asked.items():
        times = timed(contender.prepared(questions), most_seconds=MOST_SECONDS)
        yield Row(kind, contender.name, times, built)


def questions_by_kind(rounds: int, lexicon: Lexicon) -> dict[str, list[Question]]:
    maker, synonyms = QuestionMaker.from_database(random.Random(1)), load_synonyms()
    queries = {name: [make(maker) for _ in range(WARM_UP + rounds)] for name, make in QUESTIONS.items()}
    return {
        name: [Question(query, plan_text(query.text, lexicon, synonyms) if query.text else None) for query in asked]
        for name, asked in queries.items()
    }


def _near(questions: Sequence[Question], keys: Sequence[int]) -> list[Question]:
    """The same questions, each with some entries near in meaning."""
    chance = random.Random(2)
    near = min(NEAR_IN_MEANING, len(keys))
    return [replace(question, meaning=tuple(chance.sample(keys, near))) for question in questions]


def table(rows: Sequence[Row], count: int) -> str:
    """As Markdown."""
    lines = [
        f"| {count:,} initiatives | question | p50 ms | p95 ms | asked | built in s | index MB |",
        "|---|---|--:|--:|--:|--:|--:|",
        *(_line(row) for row in rows),
    ]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join([*lines, "", *_ratios(rows), f"Peak memory of the measuring process: {peak_mb:.0f} MB."])


def _line(row: Row) -> str:
    built = "" if row.built is None else f"{row.built.seconds:.1f}"
    size = "" if row.built is None or row.built.index_bytes is None else f"{row.built.index_bytes / 1e6:.1f}"
    times = row.times
    count = len(times.milliseconds)
    return f"| {row.contender} | {row.kind} | {times.median:.2f} | {times.p95:.2f} | {count} | {built} | {size} |"


def _ratios(rows: Sequence[Row]) -> Iterator[str]:
    medians = {(row.kind, row.contender): row.times.median for row in rows}
    for kind in QUESTIONS:
        parts = [
            f"{name}: {medians[kind, slower] / medians[kind, quicker]:.2f}"
            for name, slower, quicker in _compared(rows)
            if (kind, slower) in medians and (kind, quicker) in medians
        ]
        if parts:
            yield f"Ratios of medians, {kind}: {'; '.join(parts)}."


def _compared(rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    yield "embedded / raw tantivy", OurEmbedded.name, RawTantivy.name
    yield "Elasticsearch adapter / raw client", OurElasticsearch.name, RawElasticsearch.name
    for name in sorted({row.contender for row in rows if row.contender.startswith("Wagtail")}):
        yield f"{name} / embedded", name, OurEmbedded.name
