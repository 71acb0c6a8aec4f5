"""Index directories on disk: one per generation, a pointer to the one that serves, opened by any process.

``<root>/current`` names the serving generation's directory. A generation's name begins with the fingerprint of the
schema it was made with, so an index of another version of the program is never taken for a good one.
"""

import logging
import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tantivy import Index, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.rows import RowReader, RowWriter
from search.engines.embedded.schema import build_schema, register_tokenizers, schema_fingerprint
from search.engines.embedded.snapshot import Kept, Snapshot
from search.engines.port import EngineUnavailableError
from search.locks import exclusive_lock

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
        self._kept = Kept()

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
        return Snapshot(searcher, state, rows, codes, self._kept)

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
