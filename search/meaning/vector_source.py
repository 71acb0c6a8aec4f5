"""Reads the vectors from the database and hears of their changes, in a process that has Django's connections only.

No models: loading those of the whole project takes seconds and much memory, and this process has to be back at once.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from django.db import close_old_connections, connection

from search.meaning.finding import MeaningFinder
from search.meaning.port import Encoder, Vectors
from search.meaning.vector_bytes import unpacked

logger = logging.getLogger(__name__)

READ_AT_ONCE = 400
OVERLAP_MS = 5_000  # transactions may become visible in another order than their moments say
COMPARE_ALL_S = 300.0


@dataclass(frozen=True)
class _Row:
    key: int
    hashes: tuple[str, ...]
    changed: int


class VectorSource:
    """What one encoder made, in the order of its changes. Each of its reads is a query of its own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._held: dict[int, int] = {}
        self._latest = 0
        self._compared_at = 0.0

    def loaded(self) -> MeaningFinder:
        """A finder with everything there is now."""
        self._held, self._latest = {}, 0
        finder = MeaningFinder(self._encoder, count=self._count())
        self._compared_at = time.monotonic()
        self._apply(finder, self._rows_since(0))
        return finder

    def refresh(self, finder: MeaningFinder) -> bool:
        """Bring a finder up to date; whether there was anything new."""
        before = finder.generation
        self._apply(finder, self._rows_since(self._since()))
        if time.monotonic() - self._compared_at > COMPARE_ALL_S or self._is_behind():
            self._compared_at = time.monotonic()
            self._compare_all(finder)
        return finder.generation != before

    def _since(self) -> int:
        is_recent = time.time() * 1000 - self._latest < 2 * OVERLAP_MS
        return self._latest - OVERLAP_MS if is_recent else self._latest

    def _is_behind(self) -> bool:
        """Whether the database knows less than we saw before: another one was put in its place."""
        rows = self._query("SELECT MAX(changed) FROM search_entrypassages WHERE encoder = %s", [self._encoder.name])
        return (next(iter(rows))[0] or 0) < self._latest

    def _compare_all(self, finder: MeaningFinder) -> None:
        rows = {row.key: row for row in self._rows_since(0)}
        gone = [key for key in self._held if key not in rows]
        finder.remove(gone)
        for key in gone:
            del self._held[key]
        self._latest = max((row.changed for row in rows.values()), default=0)
        self._apply(finder, rows.values())

    def _apply(self, finder: MeaningFinder, rows: Iterable[_Row]) -> None:
        """Put and remove what the finder holds otherwise, some hundreds at a time."""
        batch: list[_Row] = []
        for row in rows:
            if self._held.get(row.key) != row.changed:
                batch.append(row)
            if len(batch) == READ_AT_ONCE:
                self._apply_batch(finder, batch)
                batch = []
        self._apply_batch(finder, batch)

    def _apply_batch(self, finder: MeaningFinder, rows: list[_Row]) -> None:
        if not rows:
            return
        vectors = self._vectors({name for row in rows for name in row.hashes})
        entries: dict[int, tuple[int, Vectors]] = {}
        for row in rows:
            found = [vectors[name] for name in row.hashes if name in vectors]
            if found and row.hashes[0] in vectors:
                entries[row.key] = (row.changed, np.stack(found).astype(np.float32))
        finder.put(entries)
        finder.remove([row.key for row in rows if row.key not in entries])
        self._held.update((row.key, row.changed) for row in rows)
        self._latest = max(self._latest, *(row.changed for row in rows))

    def _vectors(self, names: set[str]) -> dict[str, Vectors]:
        """Sound vectors by content hash, of any length."""
        if not names:
            return {}
        places = ",".join(["%s"] * len(names))
        sql = f"SELECT content_hash, vector FROM search_passagevector WHERE content_hash IN ({places})"  # noqa: S608 -- placeholders
        found = {
            name: vector.astype(np.float32)
            for name, content in self._query(sql, [*names])
            if (vector := unpacked(bytes(content), self._encoder.dimensions)) is not None
        }
        if len(found) < len(names):
            missing = len(names) - len(found)
            logger.warning("%d vectors of %s are missing or spoilt; passed over", missing, self._encoder.name)
        return found

    def _count(self) -> int:
        sql = "SELECT COUNT(*) FROM search_entrypassages WHERE encoder = %s AND hashes <> ''"
        return int(next(iter(self._query(sql, [self._encoder.name])))[0])

    def _rows_since(self, moment: int) -> Iterator[_Row]:
        sql = (
            "SELECT key, hashes, changed FROM search_entrypassages "
            "WHERE encoder = %s AND changed >= %s ORDER BY changed, key"
        )
        for key, hashes, changed in self._query(sql, [self._encoder.name, moment]):
            yield _Row(key, tuple(hashes.split()), changed)

    def _query(self, sql: str, values: list[str | int]) -> Iterable[tuple]:  # type: ignore[type-arg]  # rows of any shape
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


def close_idle_connection() -> None:
    """Between two looks: an idle connection must not outlive the database it was opened to."""
    close_old_connections()
