"""Impacts of tokens: the same levels in either form, as rows are added, and no more of them than fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded import impacts as module
from search.engines.embedded.impacts import Impacts, KeptImpacts, Levels
from search.engines.embedded.row_sets import Integers

LEVELS = st.dictionaries(st.integers(0, 99), st.integers(1, 255))


def arrays(levels: dict[int, int], first: int = 0) -> tuple[Integers, Levels]:
    """As the index lists them: those from ``first`` on, in any order."""
    rows = [row for row in levels if row >= first]
    return np.array(rows, dtype=np.int64), np.array([levels[row] for row in rows], dtype=np.uint8)


@given(levels=LEVELS, ends=st.lists(st.integers(1, 100), min_size=1), asked=st.sets(st.integers(0, 99)))
def test_each_row_has_its_level_as_rows_are_added(levels: dict[int, int], ends: list[int], asked: set[int]) -> None:
    end, *later = sorted(ends)
    impacts = Impacts.of(*arrays({row: level for row, level in levels.items() if row < end}), end)
    for more in later:
        added = {row: level for row, level in levels.items() if row < more}
        impacts, end = impacts.with_more(*arrays(added, end), more), more
    right = [levels.get(row, 0) for row in range(end)]
    assert impacts.at(None).tolist() == right
    rows = np.array(sorted(row for row in asked if row < end), dtype=np.int64)
    assert impacts.at(rows).tolist() == [right[row] for row in rows]
    if impacts.rows is not None:
        assert impacts.at(impacts.rows).tolist() == [right[row] for row in impacts.rows]


def test_only_what_was_added_is_read() -> None:
    kept, read = KeptImpacts(), list[int]()

    def reading(levels: dict[int, int]) -> module.ReadFrom:
        return lambda first: read.append(first) or arrays(levels, first)  # type: ignore[func-returns-value]

    assert kept.of("index", "tuin", 4, reading({1: 9})).at(None).tolist() == [0, 9, 0, 0]
    assert kept.of("index", "tuin", 4, reading({1: 9})).at(None).tolist() == [0, 9, 0, 0]
    assert kept.of("index", "tuin", 6, reading({1: 9, 5: 7})).at(None).tolist() == [0, 9, 0, 0, 0, 7]
    assert read == [0, 4]


def test_whoever_saw_an_earlier_commit_gets_its_rows_and_spoils_nothing() -> None:
    kept = KeptImpacts()
    kept.of("index", "tuin", 6, lambda first: arrays({1: 9, 5: 7}, first))
    assert kept.of("index", "tuin", 4, lambda first: arrays({1: 9}, first)).at(None).tolist() == [0, 9, 0, 0]
    later = kept.of("index", "tuin", 6, lambda _: pytest.fail("it was kept"))
    assert later.at(None).tolist() == [0, 9, 0, 0, 0, 7]


def test_another_index_has_its_own() -> None:
    kept = KeptImpacts()
    kept.of("index", "tuin", 2, lambda _: arrays({0: 9}))
    assert kept.of("other", "tuin", 2, lambda _: arrays({1: 5})).at(None).tolist() == [0, 5]


@given(asked=st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40)), max_size=30))
def test_no_more_is_kept_than_fits(asked: list[tuple[str, int]]) -> None:
    kept, end = KeptImpacts(), 60
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_BYTES_A_ROW", 2)
        for token, count in asked:
            kept.of("index", token, end, lambda _, count=count: arrays(dict.fromkeys(range(count), 5)))
            assert kept._bytes == sum(impacts.bytes for impacts in kept._kept.values()) <= 2 * end
