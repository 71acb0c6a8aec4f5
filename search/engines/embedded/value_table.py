"""The values of all facets by number, in tables for counting."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ValueTable:
    """``columns`` (of the facet), ``names`` and ``ranks`` (by name) of each value number; ``numbers`` by column and
    name may know later values too.
    """

    columns: Numbers
    names: npt.NDArray[np.object_]
    ranks: Numbers
    numbers: Mapping[tuple[int, str], int]

    @classmethod
    def of(cls, numbers: Mapping[tuple[int, str], int]) -> "ValueTable":
        columns = np.array([column for column, _ in numbers], dtype=np.int64)
        names = np.array([name for _, name in numbers], dtype=object)
        ranks = np.empty(len(names), dtype=np.int64)
        ranks[np.argsort(names, kind="stable")] = np.arange(len(names))
        return cls(columns, names, ranks, numbers)

    def __len__(self) -> int:
        return len(self.names)

    def numbers_of(self, column: int, names: tuple[str, ...]) -> Numbers:
        """Of those names that there are."""
        known = (self.numbers.get((column, name), len(self)) for name in names)
        return np.array([number for number in known if number < len(self)], dtype=np.int64)

    def named(self, numbers: Numbers, counts: Numbers) -> dict[str, int]:
        """The counts of these values by name."""
        return dict(zip(self.names[numbers].tolist(), counts.tolist(), strict=True))

    def named_by_column(
        self, numbers: Numbers, counts: Numbers, columns: Mapping[int, str]
    ) -> dict[str, dict[str, int]]:
        """The counts of values of several columns, few of each, under the names of these."""
        named: dict[str, dict[str, int]] = {name: {} for name in columns.values()}
        of_column, names = self.columns[numbers].tolist(), self.names[numbers].tolist()
        for column, name, count in zip(of_column, names, counts.tolist(), strict=True):
            named[columns[column]][name] = count
        return named

    def with_most(self, numbers: Numbers, counts: Numbers, most: int) -> Numbers:
        """Where so many of these values stand: those that count most, then by name."""
        if len(numbers) <= most:
            return np.arange(len(numbers))
        order = self.ranks[numbers] - counts * len(self)
        return np.argpartition(order, most)[:most]
