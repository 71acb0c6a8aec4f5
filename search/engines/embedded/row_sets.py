"""Some of the rows of an index: one bit a row to join and to count, numbers to look things up."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.signedinteger[Any]]

SPARSE_SHARE = 8  # where fewer than one row in so many is held
LARGE_END = 32_768  # of fewer rows it makes no difference how their numbers are read


def bits_of(rows: Integers, end: int) -> Bits:
    """A bit for each row below ``end``."""
    mask = np.zeros(end, dtype=bool)
    mask[rows] = True
    return np.packbits(mask)


class RowSet:
    """Rows below ``end``; each form of it is made when it is first asked for."""

    def __init__(self, bits: Bits, end: int) -> None:
        self.bits = bits
        self.end = end

    @classmethod
    def of(cls, rows: Integers, end: int) -> "RowSet":
        """Of rows in any order."""
        return cls(bits_of(rows, end), end)

    @classmethod
    def of_ascending(cls, rows: Integers, end: int) -> "RowSet":
        """Of different rows in their order, which need not be read from the bits again."""
        one = cls(bits_of(rows, end), end)
        one.rows, one.count = rows, len(rows)
        return one

    @cached_property
    def count(self) -> int:
        return int(np.bitwise_count(self.bits).sum(dtype=np.uint32))  # twice as quick as of 64 bits

    @cached_property
    def rows(self) -> Integers:
        """Their numbers, ascending."""
        if self.end > LARGE_END and self.count * SPARSE_SHARE < self.end:
            return _rows_of_sparse(self.bits)
        return np.flatnonzero(np.unpackbits(self.bits, count=self.end).view(bool))

    def holds(self, rows: Integers) -> Mask:
        """For each of these rows, whether it is one of them."""
        found: Mask = (self.bits[rows >> 3] >> (7 - (rows & 7)).astype(np.uint8) & 1).view(bool)
        return found

    def places_of(self, rows: Integers) -> Integers:
        """For each of these rows, all of which are held, how many held rows come before it."""
        words = _words_of(self.bits)
        held = np.bitwise_count(words)
        before = np.cumsum(held, dtype=np.int32) - held
        of_row = rows >> 6
        earlier = words.take(of_row) >> np.uint64(1) >> (63 - (rows & 63)).astype(np.uint64)
        places: Integers = before.take(of_row) + np.bitwise_count(earlier)
        return places

    def with_few(self, rows: Integers) -> "RowSet":
        """And these rows, none of which it holds."""
        bits = self.bits.copy()
        np.bitwise_or.at(bits, rows >> 3, _bit_of(rows))
        return RowSet(bits, self.end)

    def without_few(self, rows: Integers) -> "RowSet":
        """But these rows, all of which it holds."""
        bits = self.bits.copy()
        np.bitwise_and.at(bits, rows >> 3, ~_bit_of(rows))
        left = RowSet(bits, self.end)
        left.rows = np.delete(self.rows, np.searchsorted(self.rows, rows))  # sooner than anew from the bits
        return left

    def __and__(self, other: "RowSet") -> "RowSet":
        """Of two sets of the same index as of the same moment."""
        return RowSet(self.bits & other.bits, self.end)

    def __or__(self, other: "RowSet") -> "RowSet":
        return RowSet(self.bits | other.bits, self.end)

    def __sub__(self, other: "RowSet") -> "RowSet":
        return RowSet(self.bits & ~other.bits, self.end)


def _words_of(bits: Bits) -> npt.NDArray[np.uint64]:
    """The same bits, 64 to a number, the first the highest: an eighth of the numbers to sum up."""
    whole = np.zeros(-(-len(bits) // 8) * 8, dtype=np.uint8)
    whole[: len(bits)] = bits
    return whole.view(">u8").astype(np.uint64)


def _bit_of(rows: Integers) -> Bits:
    """Of each row in its byte."""
    return np.uint8(0x80) >> (rows & 7).astype(np.uint8)


def _rows_of_sparse(bits: Bits) -> Integers:
    """The same from the bytes alone that hold a bit: in half the time."""
    held = np.flatnonzero(bits != 0)
    found = np.flatnonzero(np.unpackbits(bits.take(held)).view(bool))
    passed_over = (held - np.arange(len(held))) << 3
    rows: Integers = found + passed_over.take(found >> 3)
    return rows
