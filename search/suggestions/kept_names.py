"""The names of this process, read again when the database names another state of them.

Reading takes longer the more there is, so it never takes more than a twentieth of the time, and what takes long is done
aside while the names from before serve. Whatever is shown is checked against the database, so old names show nothing
that lost its right to be shown.
"""

import logging
import threading
import time

from django.db import DatabaseError, connection

from search.models import VocabularyVersion
from search.suggestions.names import Names, read_names

logger = logging.getLogger(__name__)

REST_PER_WORK = 20.0
READ_ASIDE_FROM_S = 0.1

_State = frozenset[tuple[str, str]]


class KeptNames:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._names: Names | None = None
        self._state: _State = frozenset()
        self._took_s = 0.0
        self._read_at = 0.0
        self._reading = threading.Lock()

    def current(self) -> Names:
        """One query; more when something changed."""
        names, state = self._names, state_of_names()
        if names is None:
            with self._reading:
                return self._names or self._read(state)
        if state != self._state and self._has_rested() and self._reading.acquire(blocking=False):
            if self._took_s < READ_ASIDE_FROM_S:
                return self._read_and_release(state)
            threading.Thread(target=self._read_aside, args=[state], daemon=True).start()
        return self._names or names

    def _has_rested(self) -> bool:
        return time.monotonic() - self._read_at >= REST_PER_WORK * self._took_s

    def _read(self, state: _State) -> Names:
        """``state`` was read before the names, so what is kept is never older than it says."""
        started = time.monotonic()
        names = read_names()
        self._names, self._state = names, state
        self._read_at = time.monotonic()
        self._took_s = self._read_at - started
        return names

    def _read_and_release(self, state: _State) -> Names:
        try:
            return self._read(state)
        finally:
            self._reading.release()

    def _read_aside(self, state: _State) -> None:
        try:
            self._read_and_release(state)
        except DatabaseError:
            logger.exception("the names to suggest could not be read; those from before serve")
        finally:
            connection.close()


def state_of_names() -> _State:
    """What the database calls the present state of themes, groups and areas, and of organisations and places."""
    return frozenset(VocabularyVersion.objects.values_list("name", "token"))


_kept = KeptNames()


def current_names() -> Names:
    """The names as this process knows them."""
    return _kept.current()
