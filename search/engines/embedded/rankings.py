"""What the words of a text find and how well, kept for texts that are asked again and again.

Who has asked something chooses filters, turns pages and moves the map, and the words find the same each time.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.impacts import HIGHEST_LEVEL, Levels
from search.engines.embedded.row_sets import Bits, Integers, RowSet

MOST_BYTES = 40_000_000  # of all texts together
MOST_BYTES_NEAR = 16_000_000  # the same of what is near them
LITTLE_SHARE = 4  # what finds fewer than one row in so many keeps their scores alone
SMALLEST = 1e-6  # above any score of nothing

Scores = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The rows that a text finds, and a score for each of them, in their order, or for each row of the index."""

    bits: Bits
    scores: Scores | Levels

    @classmethod
    def of_few(cls, rows: Integers, scores: Scores, end: int) -> "Ranking":
        """Of rows in any order."""
        return cls(RowSet.of(rows, end).bits, scores[np.argsort(rows)])

    @classmethod
    def of_many(cls, found: RowSet, scores: Scores) -> "Ranking":
        """Kept as levels of one byte, like the impacts they were summed up from, in what takes little room."""
        highest = max(float(scores.max(initial=0.0)), SMALLEST)
        levels = np.empty(len(scores), dtype=np.uint8)
        np.multiply(scores, np.float32(HIGHEST_LEVEL / highest), out=levels, casting="unsafe")
        return cls(found.bits, levels.take(found.rows) if found.count * LITTLE_SHARE < found.end else levels)

    @property
    def bytes(self) -> int:
        return self.bits.nbytes + self.scores.nbytes

    def best_first(self, wanted: RowSet, keys: Integers, last: int) -> Integers:
        """The first ``last`` of the rows ``wanted``, all of which it finds; ties by key (``keys``: of all rows)."""
        rows, scores = wanted.rows, self._scores_of(wanted)
        if last < len(rows):
            chosen = _best(scores, keys.take(rows), last)
            rows, scores = rows[chosen], scores[chosen]
        return rows[np.lexsort((keys.take(rows), -scores))]

    def _scores_of(self, wanted: RowSet) -> Scores:
        if len(self.scores) == wanted.end:
            return self.scores.take(wanted.rows).astype(np.float32)
        is_all = len(self.scores) == wanted.count
        places = slice(None) if is_all else RowSet(self.bits, wanted.end).places_of(wanted.rows)
        return self.scores[places].astype(np.float32)


@dataclass(frozen=True, eq=False)
class Near:
    """The ``rows`` near a text in meaning, nearest first; ``only`` those that its words do not find; ``bits`` are what
    either finds.
    """

    rows: Integers
    only: Integers
    bits: Bits

    @property
    def bytes(self) -> int:
        return self.rows.nbytes + self.only.nbytes + self.bits.nbytes


def _best(scores: Scores, keys: Integers, last: int) -> Integers:
    """The positions of the ``last`` highest scores, in no order; of those that equal the lowest, the lowest keys'."""
    if not last:
        return np.empty(0, dtype=np.int64)
    lowest = np.partition(scores, len(scores) - last)[len(scores) - last]
    above, equal = np.flatnonzero(scores > lowest), np.flatnonzero(scores == lowest)
    fitting = last - len(above)
    if fitting < len(equal):
        equal = equal[np.argpartition(keys[equal], fitting - 1)[:fitting]]
    return np.concatenate([above, equal])
