"""The values that count most, told without sorting all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.value_table import ValueTable


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 4), max_size=20), st.integers(1, 25))
def test_most_first_then_by_name(counted: dict[str, int], most: int) -> None:
    table = ValueTable.of({(0, name): number for number, name in enumerate(counted)})
    counts = np.array(list(counted.values()), dtype=np.int64)
    numbers = np.arange(len(counted))
    places = table.with_most(numbers, counts, most)
    best = table.named(numbers[places], counts[places])
    assert best == dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def test_unknown_and_later_values_are_passed_over() -> None:
    numbers = {(0, "a"): 0, (1, "a"): 1}
    table = ValueTable.of(numbers)
    numbers[1, "b"] = 2
    assert table.numbers_of(1, ("b", "a", "c")).tolist() == [1]


def test_counts_of_several_columns_are_named_in_one_go() -> None:
    table = ValueTable.of({(0, "a"): 0, (1, "a"): 1, (1, "b"): 2})
    named = table.named_by_column(np.array([0, 2]), np.array([5, 7]), {0: "first", 1: "second", 2: "third"})
    assert named == {"first": {"a": 5}, "second": {"b": 7}, "third": {}}
