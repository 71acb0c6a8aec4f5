"""Index directories on disk: one per generation, a pointer to the one that serves, opened by any process.

``<root>/current`` names the serving generation's directory. A generation's name begins with the fingerprint of the
schema it was made with, so an index of another version of the program is never taken for a good one.
"""

import json
import logging
import os
import shutil
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tantivy import DocAddress, Index, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import STANDINGS, Codes
from search.engines.embedded.impacts import KeptImpacts
from search.engines.embedded.rankings import MOST_BYTES, Ranking, Scores
from search.engines.embedded.recent_answers import RecentAnswers
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.rows import RowReader, Rows, RowWriter
from search.engines.embedded.schema import build_schema, register_tokenizers, schema_fingerprint
from search.engines.embedded.value_masks import KeptValueMasks, ValueMasks
from search.engines.port import EngineUnavailableError
from search.facets import MOST_VALUES_COUNTED
from search.locks import exclusive_lock
from search.query import MapStanding

logger = logging.getLogger(__name__)

POINTER = "current"
PREFIX = "index-"
KEPT_GENERATIONS = 2  # readers in other processes may still hold the one before


class IndexUnusableError(Exception):
    """The directory holds no index, or a broken one."""


@contextmanager
def faults_of_the_index() -> Iterator[None]:
    """What keeps an index from being written at all, so that no entry is blamed for it."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineUnavailableError(f"the embedded index cannot be written: {error}") from error


@dataclass(frozen=True)
class Generation:
    name: str
    path: Path
    index: Index
    reader: RowReader


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A searcher that sees one commit, and at least the rows it finds; ``state`` is another one after each commit."""

    searcher: Searcher
    state: tuple[str, int, int]
    rows: Rows
    codes: Codes
    impacts: KeptImpacts
    rankings: RecentAnswers[Ranking]
    _alive: RecentAnswers[RowSet]
    _of_region: RecentAnswers[RowSet]
    _value_masks: KeptValueMasks
    _value_totals: RecentAnswers[Integers]

    @property
    def value_masks(self) -> ValueMasks:
        """Of at least the rows of this commit."""
        return self._value_masks.of(self.state[0], self.rows, self.codes)

    @property
    def alive(self) -> RowSet:
        """The rows that count in this commit, those of every document; asked of the index once."""
        return self._alive.get_or_make(self.state, self._alive_rows)

    @property
    def of_region(self) -> RowSet:
        """The rows of what is for the whole region."""
        return self._of_region.get_or_make(self.state, self._rows_of_region)

    def value_totals(self, column: int) -> Integers:
        """How many of all rows hold each value of a facet, by its number."""
        sets = self.codes.sets
        return self._value_totals.get_or_make(
            (self.state, column),
            lambda: sets.count_of_each(self.rows.sets[column][self.alive.rows], len(self.codes.values)),
        )

    @property
    def end(self) -> int:
        """The number after the last row of this commit."""
        return self.alive.end

    def set_of(self, rows: Integers) -> RowSet:
        return RowSet.of(rows, self.end)

    def _alive_rows(self) -> RowSet:
        rows = self.rows_of(Query.all_query())
        return RowSet.of(rows, int(rows.max()) + 1 if len(rows) else 0)

    def _rows_of_region(self) -> RowSet:
        standings = self.codes.where_standings[self.rows.where[: self.end]]
        return self.set_of(np.flatnonzero(standings == STANDINGS.index(MapStanding.REGION)))

    def rows_of(self, query: Query, *, limit: int | None = None) -> Integers:
        """The numbers of all rows that a query finds; ``limit`` when it cannot be more than so many."""
        most = max(1, self.searcher.num_docs if limit is None else limit)
        answer = self.searcher.search(query, most, count=False, order_by_field=fields.ROW)
        return np.array([row for row, _ in answer.hits], dtype=np.int64)

    def scored(self, query: Query, *, limit: int | None = None) -> tuple[Integers, Scores]:
        """The rows that a query finds and the score of each, best first; ``limit`` as of :meth:`rows_of`."""
        most = max(1, self.searcher.num_docs if limit is None else limit)
        hits = self.searcher.search(query, most, count=False).hits
        return self.rows_at([address for _, address in hits]), np.array([score for score, _ in hits], dtype=np.float32)

    def highest_score(self, query: Query) -> float:
        """What the token that a query asks for, and some document holds, would give a document of nothing else."""
        ((_, address),) = self.searcher.search(query, 1, count=False).hits
        k1_plus_1, rarity, _ = json.loads(query.explain(self.searcher, address).to_json())["details"]
        return float(k1_plus_1["value"] * rarity["value"])

    def rows_at(self, addresses: Sequence[DocAddress]) -> Integers:
        return np.array(self.searcher.fast_field_values(fields.ROW, list(addresses)), dtype=np.int64)


def open_generation(path: Path, reader: RowReader | None = None) -> Generation:
    """``reader``: one that has read rows of this very generation before."""
    try:
        index = Index.open(str(path))
        index.config_reader(reload_policy="manual")  # so that a state's name stands for one commit
        register_tokenizers(index)
        reader = reader or RowReader(path)
        reader.refresh()
        _refuse_missing_rows(index.searcher(), reader)
    except (ValueError, OSError) as error:
        raise IndexUnusableError(f"cannot open the index {path.name}: {error}") from error
    return Generation(path.name, path, index, reader)


def _refuse_missing_rows(searcher: Searcher, reader: RowReader) -> None:
    last = searcher.search(Query.all_query(), 1, count=False, order_by_field=fields.ROW).hits
    if last and int(last[0][0] or 0) >= len(reader.rows):
        raise ValueError("rows are missing")


class IndexStore:
    """The directory ``root``. Reading needs no lock; whoever builds holds :meth:`building`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._directory = str(root)
        self._pointer = str(root / POINTER)
        self._pointer_seen: tuple[int, int] | None = None
        self._pointer_name: str | None = None
        self._lock = threading.Lock()
        self._open: Generation | None = None
        self._reader: tuple[str, RowReader] | None = None
        self._seen: tuple[str, int, int] | None = None
        self._impacts = KeptImpacts()
        self._rankings: RecentAnswers[Ranking] = RecentAnswers(MOST_BYTES, lambda ranking: ranking.bytes)
        self._alive: RecentAnswers[RowSet] = RecentAnswers(most=1)
        self._of_region: RecentAnswers[RowSet] = RecentAnswers(most=1)
        self._value_masks = KeptValueMasks()
        self._value_totals: RecentAnswers[Integers] = RecentAnswers(most=len(MOST_VALUES_COUNTED))

    def serving_name(self) -> str | None:
        """The generation that should serve, if it was made with this version's schema."""
        try:
            stat = os.stat(self._pointer)
            if (stat.st_mtime_ns, stat.st_ino) != self._pointer_seen:
                with open(self._pointer, encoding="ascii") as file:
                    name = file.read().strip()
                is_ours = name.startswith(f"{PREFIX}{schema_fingerprint()}-")
                self._pointer_name = name if is_ours else None
                self._pointer_seen = (stat.st_mtime_ns, stat.st_ino)
        except (OSError, ValueError):
            return None
        return self._pointer_name

    def serving(self) -> Generation:
        """The open serving generation, as of its latest commit; :class:`IndexUnusableError` when there is none."""
        with self._lock:
            return self._current()

    def snapshot(self) -> Snapshot:
        """What is searched now, and a name for exactly this state of it."""
        with self._lock:
            generation = self._current()
            searcher = generation.index.searcher()
            reader = self._refreshed_rows(generation)
            state = self._seen or (generation.name, 0, 0)
            rows, codes = reader.rows, reader.book.codes()
        kept = self._impacts, self._rankings, self._alive, self._of_region, self._value_masks, self._value_totals
        return Snapshot(searcher, state, rows, codes, *kept)

    def close_index(self) -> None:
        """Let go of the index, which a process split off may not share; what was read of its rows stays for it."""
        with self._lock:
            if self._open is not None:
                self._reader = self._open.name, self._open.reader
            self._open = self._seen = None

    def _refreshed_rows(self, generation: Generation) -> RowReader:
        try:
            generation.reader.refresh()
        except (ValueError, OSError) as error:
            self._open = self._seen = None
            raise IndexUnusableError(f"cannot read the rows of {generation.name}: {error}") from error
        return generation.reader

    def _current(self) -> Generation:
        name = self.serving_name()
        if name is not None:
            return self._refreshed(name)
        if self._open is None:
            raise IndexUnusableError("no index was made yet")
        return self._open  # another version of the program made a newer one: go on with what this one reads

    def _refreshed(self, name: str) -> Generation:
        try:
            stat = os.stat(f"{self._directory}/{name}/meta.json")  # at each search: plain strings are quicker
        except OSError as error:
            self._open = self._seen = None
            raise IndexUnusableError(f"the index {name} is gone") from error
        seen = (name, stat.st_mtime_ns, stat.st_ino)
        if self._open is None or self._open.name != name:
            known, self._reader = self._reader, None
            self._open = open_generation(self.root / name, known[1] if known and known[0] == name else None)
        elif seen != self._seen:
            self._reload(self._open)
        self._seen = seen
        return self._open

    def _reload(self, generation: Generation) -> None:
        try:
            generation.index.reload()
        except (ValueError, OSError) as error:
            self._open = self._seen = None
            raise IndexUnusableError(f"cannot read the index {generation.name}: {error}") from error

    @contextmanager
    def building(self) -> Iterator[Generation]:
        """A new, empty generation; serves once the block ends well, is removed when it does not."""
        with exclusive_lock(self.root / "build.lock"):
            self._remove_all_but_recent()
            name = f"{PREFIX}{schema_fingerprint()}-{uuid.uuid4().hex[:12]}"
            path = self.root / name
            path.mkdir()
            try:
                index = Index(build_schema(), str(path))
                register_tokenizers(index)
                RowWriter(path).close()  # makes its files, also when nothing will be written
                yield Generation(name, path, index, RowReader(path))
                self._switch_to(name)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise

    def _switch_to(self, name: str) -> None:
        """Replace the pointer in one step that survives a crash."""
        pointer = self.root / f"{POINTER}.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / POINTER)
        logger.info("search index %s serves now", name)

    def _remove_all_but_recent(self) -> None:
        """Remove what killed builds and former generations left, but the serving one and the latest beside it."""
        serving = self.serving_name()
        others = [path for path in self.root.glob(f"{PREFIX}*") if path.is_dir() and path.name != serving]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in others[KEPT_GENERATIONS - 1 :]:
            shutil.rmtree(path, ignore_errors=True)
