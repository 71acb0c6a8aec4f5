"""What a token adds to the score of each row that holds it, but for its own rarity: its impact, kept in one byte.

BM25's share of how often it stands there and how long the text is, in 255 levels, as the index scored it when the row
was read. Rows are only ever added and never change, so what was read among the rows of one commit holds for all later
ones of the same index (that texts grow longer on average is less than a level). Which rows still count is asked of each
commit, and how rare a token is of each question.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.row_sets import Integers

HIGHEST_LEVEL = 255
MOST_BYTES_A_ROW = 900  # of all tokens together: 90 MB for 100,000 rows; the frequent tokens of Dutch text take 670
BYTES_OF_A_LISTED_ROW = 5

Levels = npt.NDArray[np.uint8]  # 0 where a row does not hold the token


@dataclass(frozen=True, eq=False)
class Impacts:
    """Of one token in the rows below ``end``: a level for each row, or for those ``rows`` alone that hold it."""

    end: int
    levels: Levels
    rows: Integers | None = None

    @classmethod
    def of(cls, rows: Integers, levels: Levels, end: int) -> "Impacts":
        """In the form that takes less room."""
        if len(rows) * BYTES_OF_A_LISTED_ROW > end:
            return cls(end, spread(rows, levels, end))
        return cls(end, levels, rows.astype(np.int32))

    @property
    def bytes(self) -> int:
        return self.levels.nbytes + (0 if self.rows is None else self.rows.nbytes)

    def at(self, rows: Integers | None) -> Levels:
        """The levels of these rows, or of each row."""
        if rows is self.rows:
            return self.levels
        levels = self.levels if self.rows is None else spread(self.rows, self.levels, self.end)
        return levels if rows is None else levels.take(rows)

    def with_more(self, rows: Integers, levels: Levels, end: int) -> "Impacts":
        """With those of rows that were added since, which may be none."""
        if self.rows is None:
            added = spread(rows - self.end, levels, end - self.end)
            return Impacts(end, np.concatenate([self.levels, added]))
        return Impacts.of(np.concatenate([self.rows, rows]), np.concatenate([self.levels, levels]), end)


ReadFrom = Callable[[int], tuple[Integers, Levels]]  # the rows from this number on that hold the token


class KeptImpacts:
    """Of so many tokens as fit, the longest unused dropped first. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Impacts] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def of(self, index: str, token: str, end: int, read: ReadFrom) -> Impacts:
        """Those of a token in the rows below ``end`` of the index of that name."""
        with self._lock:
            known = self._kept.get((index, token))
            if known is not None:
                self._kept.move_to_end((index, token))
        if known is not None and known.end > end:  # asked by one who saw an earlier commit
            return Impacts.of(*read(0), end)
        impacts = Impacts.of(*read(0), end) if known is None else known
        if impacts.end < end:
            impacts = impacts.with_more(*read(impacts.end), end)
        if impacts is not known:
            self._keep((index, token), impacts)
        return impacts

    def _keep(self, name: tuple[str, str], impacts: Impacts) -> None:
        with self._lock:
            before = self._kept.pop(name, None)
            self._bytes += impacts.bytes - (before.bytes if before else 0)
            self._kept[name] = impacts
            while self._bytes > MOST_BYTES_A_ROW * impacts.end and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].bytes


def spread(rows: Integers, levels: Levels, end: int) -> Levels:
    """A level for each row below ``end``."""
    spread_out = np.zeros(end, dtype=np.uint8)
    spread_out[rows] = levels
    return spread_out
