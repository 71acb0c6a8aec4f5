"""The indexer as threads: for installations of one machine, where every web process may index.

Each index has a thread of its own, so that none waits for another's. A lock file decides which process does the work;
the others look on. A thread asks four times a second what is to do, and at once when this process committed a change.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.db import close_old_connections, connection

from search import indexing, vector_following
from search.engines import writing_engines
from search.engines.port import SearchEngine
from search.meaning import upkeep

logger = logging.getLogger(__name__)

POLL_S = 0.25
LONGEST_PAUSE_S = 30.0
THREAD_NAME = "search-indexer"
_running: "list[Follower]" = []


@dataclass(frozen=True)
class Follower:
    """One index that follows the ledger: whether it has something to do, and doing it. ``get_ready`` does beforehand
    what the first change would wait for.
    """

    name: str
    has_work: Callable[[], bool]
    drain: Callable[[], int]
    get_ready: Callable[[], None] = lambda: None
    woken: threading.Event = field(default_factory=threading.Event)


def _follower(engine: SearchEngine) -> Follower:
    return Follower(engine.kind, lambda: indexing.has_work(engine), lambda: indexing.drain_engine(engine, wait=False))


def followers() -> tuple[Follower, ...]:
    """The words' indexes first; the vectors in a thread of their own, because encoding takes long."""
    vectors = Follower(
        vector_following.KIND,
        vector_following.has_work,
        lambda: vector_following.drain(wait=False),
        upkeep.get_ready,
    )
    return (*(_follower(engine) for engine in writing_engines()), vectors)


def wake_indexer() -> None:
    """Let this process's indexer look at the ledger now; nothing happens where none runs."""
    for follower in _running:
        follower.woken.set()


def run_forever(stop: threading.Event) -> None:
    """Index whatever changes, each index in a thread of its own, until ``stop`` is set."""
    threads = [_started(follower, stop) for follower in followers()]
    for thread in threads:
        thread.join()


def _started(follower: Follower, stop: threading.Event) -> threading.Thread:
    _running.append(follower)
    thread = threading.Thread(target=_follow, args=(follower, stop), name=f"{THREAD_NAME}-{follower.name}", daemon=True)
    thread.start()
    return thread


def _follow(follower: Follower, stop: threading.Event) -> None:
    """Look at once, then four times a second. A fault is logged and tried again, ever more patiently."""
    pause_s = POLL_S
    follower.woken.set()
    try:
        follower.get_ready()
    except Exception:
        logger.exception("the index %s is not ready yet; its first change will take longer", follower.name)
    while not stop.is_set():
        follower.woken.wait(POLL_S)
        follower.woken.clear()
        close_old_connections()
        try:
            if follower.has_work():
                follower.drain()
            pause_s = POLL_S
        except Exception:
            logger.exception(
                "the index %s cannot be brought up to date; trying again in %.1f s", follower.name, pause_s
            )
            connection.close()
            stop.wait(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
    _running.remove(follower)
    connection.close()


def start_indexer_thread() -> tuple[threading.Thread, ...]:
    """Start this process's indexer once, if ``NAVIGATOR_INDEXER`` is ``thread``."""
    return _started_threads() if settings.NAVIGATOR_INDEXER == "thread" else ()


@lru_cache(maxsize=1)
def _started_threads() -> tuple[threading.Thread, ...]:
    stop = threading.Event()
    return tuple(_started(follower, stop) for follower in followers())
