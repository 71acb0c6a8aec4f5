"""Which rows hold each value of a facet, one bit a row: to count what a question finds much of is to count bits.

Rows are only ever added and never change, so the bits of known rows stay and those of new ones are added. Only facets
whose values are a vocabulary have bits; organisations are nearly as many as initiatives, and few in each.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.codes import FACET_COLUMN, Codes
from search.engines.embedded.row_sets import Bits, Integers
from search.engines.embedded.rows import Rows
from search.facets import MOST_VALUES_COUNTED

KEPT_COLUMNS = {name: column for name, column in FACET_COLUMN.items() if name not in MOST_VALUES_COUNTED}
ROWS_AT_ONCE = 65_536  # while the bits are made; whole words of 64
WORD_BITS = 64
BYTES_AT_ONCE = 256_000


@dataclass(frozen=True, eq=False)
class ValueMasks:
    """``bits[i]`` are those of value number ``numbers[i]``, called ``names[i]``, the values of a facet next to each
    other; as of ``end`` rows, filled up to whole words.
    """

    end: int
    numbers: Integers
    names: tuple[str, ...]
    of_facet: Mapping[str, slice]
    bits: Bits

    def counts(self, rows: Bits, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many of the rows hold each value of these facets; none of those that no row holds."""
        if not names:
            return {}
        asked = np.zeros(self.bits.shape[1], dtype=np.uint8)
        asked[: len(rows)] = rows
        parts = [self.of_facet[name] for name in names]
        first, last = min(part.start for part in parts), max(part.stop for part in parts)
        counts = self._in_common(_words(asked), first, last)
        return {
            name: self._named(part, counts[part.start - first : part.stop - first].tolist())
            for name, part in zip(names, parts, strict=True)
        }

    def _in_common(self, asked: npt.NDArray[np.uint64], first: int, last: int) -> npt.NDArray[np.uint32]:
        """Counted so many values at once that what is in common stays near the processor."""
        step = max(1, BYTES_AT_ONCE // max(1, asked.nbytes))
        counts = np.empty(last - first, dtype=np.uint32)
        for start in range(first, last, step):
            in_common = np.bitwise_count(_words(self.bits[start : min(last, start + step)]) & asked)
            counts[start - first : start - first + len(in_common)] = in_common.sum(axis=1, dtype=np.uint32)
        return counts

    def holding(self, name: str, values: tuple[str, ...]) -> Bits:
        """The rows that hold one of these values of a facet, later ones than are asked about among them."""
        part = self.of_facet[name]
        held = [part.start + at for at, value in enumerate(self.names[part]) if value in values]
        either: Bits = self.bits[held[0]] if len(held) == 1 else np.bitwise_or.reduce(self.bits[held], axis=0)
        return either

    def _named(self, part: slice, counts: list[int]) -> dict[str, int]:
        return {name: count for name, count in zip(self.names[part], counts, strict=True) if count}


class KeptValueMasks:
    """The bits of one index, followed as rows are added. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index = ""
        self._masks: ValueMasks | None = None

    def of(self, index: str, rows: Rows, codes: Codes) -> ValueMasks:
        """Bits of at least these rows, which are all there were in the index of that name when it was looked at."""
        with self._lock:
            known = self._masks if self._index == index else None
            if known is None or known.end < len(rows):
                known = _masks_of(rows, codes, known)
                self._index, self._masks = index, known
            return known


def _masks_of(rows: Rows, codes: Codes, known: ValueMasks | None) -> ValueMasks:
    numbers, of_facet = _values_by_facet(codes)
    bits = np.zeros((len(numbers), -(-len(rows) // WORD_BITS) * (WORD_BITS // 8)), dtype=np.uint8)
    first = 0
    if known is not None and np.array_equal(known.numbers, numbers):
        first = known.end // WORD_BITS * WORD_BITS
        bits[:, : first // 8] = known.bits[:, : first // 8]
    for start in range(first, len(rows), ROWS_AT_ONCE):
        made = _bits_of_some(rows.sets[:, start : start + ROWS_AT_ONCE], codes, numbers)
        bits[:, start // 8 : start // 8 + made.shape[1]] = made
    names = tuple(codes.values.names[numbers].tolist())
    return ValueMasks(len(rows), numbers, names, of_facet, bits)


def _values_by_facet(codes: Codes) -> tuple[Integers, dict[str, slice]]:
    """The numbers of all values that have bits, and which of them are whose."""
    numbers: list[int] = []
    of_facet = {}
    for name, column in KEPT_COLUMNS.items():
        own = np.flatnonzero(codes.values.columns == column).tolist()
        of_facet[name] = slice(len(numbers), len(numbers) + len(own))
        numbers += own
    return np.array(numbers, dtype=np.int64), of_facet


def _bits_of_some(sets: npt.NDArray[np.int32], codes: Codes, numbers: Integers) -> Bits:
    position = np.zeros(len(codes.values), dtype=np.int64)
    position[numbers] = np.arange(len(numbers))
    mask = np.zeros((len(numbers), sets.shape[1]), dtype=bool)
    for column in KEPT_COLUMNS.values():
        members, of_row = codes.sets.expand(sets[column])
        mask[position[members], of_row] = True
    return np.packbits(mask, axis=1)


def _words(bits: Bits) -> npt.NDArray[np.uint64]:
    return bits.view(np.uint64)
