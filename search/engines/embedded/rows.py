"""What is counted of each document, as rows of numbers in a file beside the index.

A document put into the index gets the next row, for good; the index holds the row's number. So a row that a searcher
finds is whole and never changes, whichever commit the searcher sees. The row of a replaced document is found no more.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search.document import SearchDocument
from search.engines.embedded.codes import FACET_COLUMN, CodeBook

CODES_FILE, ROWS_FILE = "codes.jsonl", "rows.bin"
ROW = np.dtype([("key", "<i8"), ("where", "<i4"), ("sets", "<i4", (len(FACET_COLUMN),))])
SPARE_SHARE = 8  # of the rows there are: room for new ones
MOST_WAITING_BYTES = 1_000_000


@dataclass(frozen=True, eq=False)
class Rows:
    """A column for each thing that is counted; ``sets`` has one for each facet. Nothing in them ever changes."""

    keys: npt.NDArray[np.int64]
    where: npt.NDArray[np.int32]
    sets: npt.NDArray[np.int32]

    @classmethod
    def with_room_for(cls, count: int) -> "Rows":
        sets = np.empty((len(FACET_COLUMN), count), dtype=np.int32)
        return cls(np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int32), sets)

    def __len__(self) -> int:
        return len(self.keys)

    def first(self, count: int) -> "Rows":
        return Rows(self.keys[:count], self.where[:count], self.sets[:, :count])

    def put(self, first: int, rows: "Rows") -> None:
        last = first + len(rows)
        self.keys[first:last], self.where[first:last], self.sets[:, first:last] = rows.keys, rows.where, rows.sets


class RowReader:
    """All rows there are by now. New ones are put behind the others, in room that is kept for them."""

    def __init__(self, directory: Path) -> None:
        self._path = str(directory / ROWS_FILE)  # asked at each search
        self.book = CodeBook(directory / CODES_FILE)
        self._room = Rows.with_room_for(0)
        self.rows = self._room.first(0)

    def refresh(self) -> None:
        """Rows first: what they refer to is on disk before they are. :class:`ValueError` when it is not."""
        known, count = len(self.rows), os.stat(self._path).st_size // ROW.itemsize
        if count <= known:
            return
        read = np.fromfile(self._path, dtype=ROW, offset=known * ROW.itemsize, count=count - known)
        added = Rows(read["key"], read["where"], read["sets"].T)
        self.book.refresh()
        _refuse_unknown(added.where, self.book.where_count)
        _refuse_unknown(added.sets, self.book.set_count)
        self._make_room_for(known + len(added))
        self._room.put(known, added)
        self.rows = self._room.first(known + len(added))

    def _make_room_for(self, count: int) -> None:
        if count <= len(self._room):
            return
        room = Rows.with_room_for(count + count // SPARE_SHARE)
        room.put(0, self.rows)
        self._room = room


def _refuse_unknown(numbers: npt.NDArray[np.int32], count: int) -> None:
    if int(numbers.min()) < 0 or int(numbers.max()) >= count:
        raise ValueError("rows refer to unknown codes")


class RowWriter:
    """Adds rows; only whoever holds the index writer may have one. Nothing counts before :meth:`flush`."""

    def __init__(self, directory: Path, book: CodeBook | None = None) -> None:
        self.book = book or CodeBook(directory / CODES_FILE, is_for_writing=True)
        self.book.cut_torn_end()
        self._file = (directory / ROWS_FILE).open("ab", buffering=0)
        self._waiting = bytearray()
        size = os.fstat(self._file.fileno()).st_size
        self._next = size // ROW.itemsize
        os.truncate(self._file.fileno(), self._next * ROW.itemsize)

    def add(self, document: SearchDocument) -> int:
        """The number of the document's new row."""
        sets = [self.book.set_number(column, document.facets.get(name, ())) for name, column in FACET_COLUMN.items()]
        self._waiting += np.array((document.key, self.book.where_number(document), sets), dtype=ROW).tobytes()
        if len(self._waiting) >= MOST_WAITING_BYTES:
            self._write()
        self._next += 1
        return self._next - 1

    def flush(self) -> None:
        """On disk, for good: to be called before the index commits what refers to these rows."""
        self._write()
        os.fsync(self._file.fileno())

    def _write(self) -> None:
        """Codes first: whoever meets a row can read what it refers to."""
        self.book.write()
        if self._file.write(self._waiting) != len(self._waiting):
            raise OSError("the disk took only part of the rows")
        self._waiting = bytearray()

    def close(self) -> None:
        self._file.close()
