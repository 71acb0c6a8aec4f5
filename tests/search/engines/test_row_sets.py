"""Sets of rows as bits: the same as sets of numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.row_sets import LARGE_END, RowSet

END = 77  # no whole number of bytes
ROWS = st.sets(st.integers(0, END - 1))


def rows_of(numbers: set[int]) -> RowSet:
    return RowSet.of(np.array(sorted(numbers), dtype=np.int64), END)


@given(ROWS)
def test_rows_and_bits_tell_the_same(numbers: set[int]) -> None:
    rows = rows_of(numbers)
    assert rows.count == len(numbers)
    assert rows.rows.tolist() == sorted(numbers)
    assert np.flatnonzero(rows.holds(np.arange(END))).tolist() == sorted(numbers)
    assert rows.places_of(rows.rows).tolist() == list(range(len(numbers)))


@given(ROWS, ROWS)
def test_sets_are_joined(left: set[int], right: set[int]) -> None:
    assert set((rows_of(left) & rows_of(right)).rows.tolist()) == left & right
    assert set((rows_of(left) | rows_of(right)).rows.tolist()) == left | right
    assert set((rows_of(left) - rows_of(right)).rows.tolist()) == left - right


@given(ROWS, ROWS)
def test_a_few_are_put_in_and_taken_out(held: set[int], few: set[int]) -> None:
    more, fewer = (np.array([*sorted(found, reverse=True)], dtype=np.int64) for found in (few - held, few & held))
    assert set(rows_of(held).with_few(more).rows.tolist()) == held | few
    left = rows_of(held).without_few(fewer)
    assert left.rows.tolist() == sorted(held - few) == RowSet(left.bits, END).rows.tolist()
    assert left.count == len(held - few)


def test_there_may_be_no_rows_at_all() -> None:
    nothing = RowSet.of(np.array([], dtype=np.int64), 0)
    assert (nothing.count, nothing.rows.tolist()) == (0, [])


@given(st.sets(st.integers(0, 2 * LARGE_END), max_size=200), st.sampled_from([2, 8, 9, 1000]))
def test_of_very_many_the_same_rows_are_read(numbers: set[int], every: int) -> None:
    end = 2 * LARGE_END + 1
    held = np.union1d(np.arange(0, end, every), np.array(sorted(numbers), dtype=np.int64))
    assert RowSet.of(held, end).rows.tolist() == held.tolist()
