"""One run of chaos in a process of its own: ``python -m tests.chaos.run OPTIONS-AS-JSON``; tells the outcome as JSON.

Works on the database and directory its environment names, which it may spoil.
"""

import json
import logging
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import django

POLL_S = 0.02  # other processes change the database: nothing wakes the indexers


@dataclass(frozen=True)
class Options:
    """``without``: the guard that is taken away (:mod:`tests.chaos.guards`). ``rebuilds``: whether the index is made
    anew all the time. ``moment``: no chaos, but one change at that worst of moments (:mod:`tests.chaos.moments`).
    """

    seconds: float
    seed: int
    writers: int = 3
    indexers: int = 2
    initiatives: int = 120
    rebuilds: bool = True
    kills: bool = True
    without: str = ""
    moment: str = ""


def main(options: Options) -> dict[str, object]:
    from django.conf import settings
    from django.db import connection

    from tests.chaos import comparing, guards, moments, writing

    writing.seed(writing.Writer(0, options.seed), options.initiatives)
    connection.close()
    if options.moment:
        outcome: dict[str, object] = moments.change_at(options.moment, guards.GUARDS[options.without])
    else:
        _load_once()
        guards.GUARDS[options.without]()
        outcome = _chaos(options)
    drained_s = _recover()
    differences = comparing.compare(Path(settings.SEARCH_INDEX_DIR))
    return {**outcome, "drained_s": round(drained_s, 2), "differences": differences.as_dict()}


def _chaos(options: Options) -> dict[str, object]:
    from tests.chaos.processes import Helpers, Victim

    rng, until = random.Random(options.seed), time.time() + options.seconds
    with tempfile.TemporaryDirectory() as told:
        writers = Helpers()
        for number in range(1, options.writers + 1):
            writers.start(lambda number=number: _write(number, options.seed + number, until, Path(told)))
        indexers = [
            Victim(_index, longest_life_s=1.2, spared=0.0 if options.kills else 1.0) for _ in range(options.indexers)
        ]
        rebuilders = [Victim(_rebuild, longest_life_s=1.5, spared=0.4)] if options.rebuilds else []
        while time.time() < until:
            for victim in [*indexers, *rebuilders]:
                victim.look(rng)
            time.sleep(0.01)
        writers.wait()
        for victim in [*indexers, *rebuilders]:
            victim.kill()
        tallies = [json.loads(path.read_text()) for path in Path(told).iterdir()]
    return {
        "changes": {name: sum(tally[name] for tally in tallies) for name in tallies[0]},
        "indexers": _told(indexers),
        "rebuilds": _told(rebuilders),
    }


def _load_once() -> None:
    """What every process needs, and a first index; the engine's threads must not be there when others are forked."""
    from search.analysis import index_tokens
    from tests.chaos.processes import Helpers

    index_tokens("alle woordenboeken")
    first = Helpers()
    first.start(_recover)
    first.wait()


def _told(victims: list) -> dict[str, int]:
    return {name: sum(getattr(victim, name) for victim in victims) for name in ("kills", "ends", "faults")}


def _write(number: int, seed: int, until: float, told: Path) -> None:
    from tests.chaos.writing import Writer

    tally = Writer(number, seed).run(until)
    (told / str(number)).write_text(json.dumps(asdict(tally)))


def _index() -> None:
    from search import worker

    worker.POLL_S = POLL_S
    worker.run_forever(threading.Event())


def _rebuild() -> None:
    from search import indexing

    indexing.rebuild()


def _recover() -> float:
    """What a start after the crash does; what others might do to help does not count."""
    from search import indexing

    started = time.monotonic()
    while indexing.drain() and time.monotonic() - started < 60:
        pass
    return time.monotonic() - started


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.test")
    django.setup()
    logging.disable(logging.NOTSET if os.environ.get("CHAOS_LOG") else logging.WARNING)
    print(json.dumps(main(Options(**json.loads(sys.argv[1])))), flush=True)  # noqa: T201 -- its answer
