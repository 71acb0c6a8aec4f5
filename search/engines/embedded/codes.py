"""Sets of values as numbers: few different sets occur, so a document keeps one number for each of its sets.

The table from number to set is a file beside the index that only ever grows, one JSON list a line: a facet's value, a
set of values, or a whereabouts (standing, bubble, places with their points). What a line means is its position among
lines of its kind, so a number never changes its meaning; whoever meets an unknown one reads the rest of the file.
"""

import json
import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from initiatives.geo.types import Point
from search.cells import LAST_MAP_ZOOM, cell_of
from search.document import SearchDocument
from search.engines.embedded.row_sets import Integers, Mask
from search.engines.embedded.value_table import ValueTable
from search.facets import FACETS
from search.query import MapStanding

FACET_COLUMN = {facet.parameter: column for column, facet in enumerate(FACETS)}
STANDINGS = (MapStanding.PLACE, MapStanding.AREA, MapStanding.REGION)
NO_PLACE_ID = -1  # the spot of a bubble
NO_BUBBLE = -1
REPEATED_SHARE = 8  # with more numbers than an eighth of the table, equal ones are put together first
MEMBERS_OF_A_LIST = 4  # a guess, to choose the quicker way
_VALUE, _SET, _WHERE = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Lists:
    """Many lists of whole numbers, one after the other: list ``i`` is ``flat[starts[i]:starts[i + 1]]``."""

    starts: Integers
    flat: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def lengths(self) -> Integers:
        return np.diff(self.starts)

    def expand(self, numbers: Integers) -> tuple[Integers, Integers]:
        """The members of these lists, and for each member the position in ``numbers`` it comes from."""
        return self._members(numbers), np.repeat(np.arange(len(numbers)), self.lengths.take(numbers))

    def distinct(self, numbers: Integers) -> tuple[Integers, Integers]:
        """The different lists among these, and how often each stands there; of few, those of one number apart."""
        if len(numbers) * REPEATED_SHARE < len(self):
            return numbers, np.ones(len(numbers), dtype=np.int64)
        counts = np.bincount(numbers, minlength=len(self))
        distinct = np.flatnonzero(counts > 0)  # of yes and no several times quicker than of numbers
        return distinct, counts[distinct]

    def members_counted(self, numbers: Integers, size: int) -> tuple[Integers, Integers]:
        """The different members of these lists, ascending, and how often each stands there; all are below ``size``."""
        members = self._members(numbers)
        if len(members) * REPEATED_SHARE < size:
            return np.unique(members, return_counts=True)
        return counted(np.bincount(members, minlength=size))

    def count_of_each(self, numbers: Integers, size: int) -> Integers:
        """How often each number below ``size`` is a member of these lists."""
        return np.bincount(self._members(numbers), minlength=size)

    def _members(self, numbers: Integers) -> Integers:
        """Taken, as numbers of 32 bits are made longer first where an index is given."""
        lengths = self.lengths.take(numbers)
        places = np.repeat(self.starts.take(numbers) + lengths - np.cumsum(lengths, dtype=lengths.dtype), lengths)
        places += np.arange(len(places), dtype=places.dtype)
        return self.flat.take(places)

    def any_of(self, numbers: Integers, is_wanted: Mask) -> Mask:
        """For each of these lists, whether any of its members is wanted, which is said of each number."""
        if len(numbers) * MEMBERS_OF_A_LIST > len(self.flat):
            return self.any_of_each(is_wanted).take(numbers)
        members, positions = self.expand(numbers)
        found = np.zeros(len(numbers), dtype=bool)
        found[positions[is_wanted.take(members)]] = True
        return found

    def any_of_each(self, is_wanted: Mask) -> Mask:
        """The same for all lists there are."""
        found = np.zeros(len(self), dtype=bool)
        found[self._owners.take(np.flatnonzero(is_wanted.take(self.flat)))] = True
        return found

    @cached_property
    def _owners(self) -> Integers:
        """Of each member the list it stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)


def counted(counts: Integers) -> tuple[Integers, Integers]:
    """The numbers that are counted at all, ascending, and the count of each."""
    different = np.flatnonzero(counts > 0)
    return different, counts[different]


@dataclass(frozen=True, eq=False)
class Codes:
    """The table as of some moment; ``spots`` are places with a point.

    ``where_standings`` are positions in ``STANDINGS``, ``where_bubbles`` in ``bubbles``. A bubble's point is a spot
    without a place, so that every whereabouts but the region's has one. ``spot_x`` and ``spot_y`` are finest cells.
    """

    values: ValueTable
    sets: Lists
    where_standings: Integers
    where_bubbles: Integers
    where_spots: Lists
    bubbles: tuple[str, ...]
    spot_places: Integers
    spot_x: Integers
    spot_y: Integers
    spot_points: npt.NDArray[np.float64]

    @cached_property
    def where_groups(self) -> Integers:
        """How a whereabouts stands on the map: by position in ``STANDINGS``; in an area by its bubble, behind these."""
        is_area = self.where_standings == STANDINGS.index(MapStanding.AREA)
        return np.where(is_area, len(STANDINGS) + self.where_bubbles, self.where_standings).astype(np.int32)


class CodeBook:
    """The file; read by any number of processes, added to by whoever holds the index writer."""

    def __init__(self, path: Path, *, is_for_writing: bool = False) -> None:
        self._path = path
        self._read_to = 0
        self._is_for_writing = is_for_writing  # only then are numbers looked up by set
        self._new_lines: list[bytes] = []
        self._values: dict[tuple[int, str], int] = {}
        self._table: ValueTable | None = None
        self._set_numbers: dict[tuple[int, ...], int] = {}
        self._where_numbers: dict[bytes, int] = {}  # by line
        self._set_starts, self._set_members = array("i", [0]), array("i")
        self._spot_starts, self._spot_members = array("i", [0]), array("i")
        self._standings, self._bubble_numbers = array("q"), array("q")
        self._bubbles: dict[str, int] = {}
        self._spots: dict[tuple[int, float, float], int] = {}
        self._spot_numbers, self._spot_points = array("q"), array("d")  # place, x and y; latitude and longitude
        self._codes: Codes | None = None

    @property
    def set_count(self) -> int:
        return len(self._set_starts) - 1

    @property
    def where_count(self) -> int:
        return len(self._standings)

    def refresh(self) -> None:
        """Read what was added since the last time; a line that is not whole yet is left for the next."""
        if self._path.stat().st_size <= self._read_to:
            return
        with self._path.open("rb") as file:
            file.seek(self._read_to)
            text = file.read()
        whole = text[: text.rfind(b"\n") + 1]
        lines = whole.splitlines()
        for entry, line in zip(json.loads(b"[" + b",".join(lines) + b"]"), lines, strict=True):
            self._learn(entry, line)
        self._read_to += len(whole)

    def cut_torn_end(self) -> None:
        """Before adding: a line that a killed writer left half is taken off."""
        self._path.touch()
        self.refresh()
        os.truncate(self._path, self._read_to)

    def codes(self) -> Codes:
        if self._codes is None:
            self._codes = self._made_codes()
        return self._codes

    def set_number(self, column: int, values: Sequence[str]) -> int:
        numbers = tuple(self._value_number(column, value) for value in values)
        known = self._set_numbers.get(numbers)
        return self._add([_SET, list(numbers)], self._set_numbers, numbers) if known is None else known

    def where_number(self, document: SearchDocument) -> int:
        bubble = document.bubble
        entry: list[Any] = [
            _WHERE,
            STANDINGS.index(document.standing),
            bubble and [bubble.slug, bubble.point.latitude, bubble.point.longitude],
            [[place.place_id, place.point.latitude, place.point.longitude] for place in document.places],
        ]
        key = json.dumps(entry).encode()  # the very line
        known = self._where_numbers.get(key)
        return self._add(entry, self._where_numbers, key) if known is None else known

    def write(self) -> None:
        """Make what was added last."""
        if not self._new_lines:
            return
        with self._path.open("ab") as file:
            file.write(b"".join(self._new_lines))
            file.flush()
            os.fsync(file.fileno())
        self._read_to += sum(map(len, self._new_lines))
        self._new_lines = []

    def _value_number(self, column: int, value: str) -> int:
        known = self._values.get((column, value))
        return self._add([_VALUE, column, value], self._values, (column, value)) if known is None else known

    def _add(self, entry: list[Any], numbers: dict[Any, int], key: Any) -> int:
        line = json.dumps(entry).encode()
        self._learn(entry, line)
        self._new_lines.append(line + b"\n")
        return numbers[key]

    def _learn(self, entry: list[Any], line: bytes) -> None:
        self._codes = None
        kind = entry[0]
        if kind == _VALUE:
            self._values[(entry[1], entry[2])] = len(self._values)
        elif kind == _SET:
            self._learn_set(entry[1])
        else:
            self._learn_where(entry, line)

    def _learn_set(self, members: list[int]) -> None:
        if self._is_for_writing:
            self._set_numbers[tuple(members)] = self.set_count
        self._set_members.extend(members)
        self._set_starts.append(len(self._set_members))

    def _learn_where(self, entry: list[Any], line: bytes) -> None:
        _, standing, bubble, places = entry
        if self._is_for_writing:
            self._where_numbers[line] = self.where_count
        spots = places or ([(NO_PLACE_ID, *bubble[1:])] if bubble else [])
        self._standings.append(standing)
        self._bubble_numbers.append(self._bubbles.setdefault(bubble[0], len(self._bubbles)) if bubble else NO_BUBBLE)
        self._spot_members.extend(self._spot_number(*spot) for spot in spots)
        self._spot_starts.append(len(self._spot_members))

    def _spot_number(self, place: int, latitude: float, longitude: float) -> int:
        spot = (place, latitude, longitude)
        if spot not in self._spots:
            cell = cell_of(Point(latitude, longitude), LAST_MAP_ZOOM)
            self._spots[spot] = len(self._spots)
            self._spot_numbers.extend((place, cell.x, cell.y))
            self._spot_points.extend((latitude, longitude))
        return self._spots[spot]

    def _value_table(self) -> ValueTable:
        if self._table is None or len(self._table) < len(self._values):  # new ones are rare
            self._table = ValueTable.of(self._values)
        return self._table

    def _made_codes(self) -> Codes:
        places, x, y = np.array(self._spot_numbers).reshape(-1, 3).T.copy()
        return Codes(
            values=self._value_table(),
            sets=Lists(np.array(self._set_starts), np.array(self._set_members)),
            where_standings=np.array(self._standings),
            where_bubbles=np.array(self._bubble_numbers),
            where_spots=Lists(np.array(self._spot_starts), np.array(self._spot_members)),
            bubbles=tuple(self._bubbles),
            spot_places=places,
            spot_x=x,
            spot_y=y,
            spot_points=np.array(self._spot_points).reshape(-1, 2),
        )
