"""The indexer as a thread: for installations of one machine, where every web process may index.

A lock file decides which process does; the others look on. The thread asks the ledger twice a second, and at once
when this process committed a change.
"""

import logging
import threading
import time
from functools import lru_cache

from django.conf import settings
from django.db import close_old_connections, connection

from search import indexing

logger = logging.getLogger(__name__)

POLL_S = 0.5
LONGEST_PAUSE_S = 30.0
THREAD_NAME = "search-indexer"
_woken = threading.Event()


def wake_indexer() -> None:
    """Let this process's indexer look at the ledger now; nothing happens where none runs."""
    _woken.set()


def run_forever(stop: threading.Event | None = None) -> None:
    """Index whatever changes until ``stop`` is set. A fault is logged and tried again, ever more patiently."""
    pause_s = POLL_S
    while stop is None or not stop.is_set():
        _woken.wait(POLL_S)
        _woken.clear()
        close_old_connections()
        try:
            if indexing.has_work():
                indexing.drain(wait=False)
            pause_s = POLL_S
        except Exception:
            logger.exception("the indexer failed; trying again in %.1f s", pause_s)
            connection.close()
            time.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)


def start_indexer_thread() -> threading.Thread | None:
    """Start this process's indexer once, if ``NAVIGATOR_INDEXER`` is ``thread``."""
    return _started_thread() if settings.NAVIGATOR_INDEXER == "thread" else None


@lru_cache(maxsize=1)
def _started_thread() -> threading.Thread:
    thread = threading.Thread(target=run_forever, name=THREAD_NAME, daemon=True)
    thread.start()
    return thread
