"""What the words of a text find and how well, kept for texts that are asked again and again.

Who has asked something chooses filters, turns pages and moves the map, and the words find the same each time.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.embedded.row_sets import Bits, Integers, RowSet

MOST_BYTES = 32_000_000  # of all texts together
HIGHEST_KEPT = 65_535
SMALLEST = 1e-6  # above any score of nothing

Scores = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The rows that a text finds, and how well: a score for each row of the index, or for those ``rows`` alone."""

    bits: Bits
    scores: Scores | npt.NDArray[np.uint16]
    rows: Integers | None = None

    @classmethod
    def of_few(cls, rows: Integers, scores: Scores, end: int) -> "Ranking":
        """Of rows in any order."""
        order = np.argsort(rows)
        return cls(RowSet.of(rows, end).bits, scores[order], rows[order])

    @classmethod
    def of_many(cls, bits: Bits, scores: Scores) -> "Ranking":
        """Kept as whole numbers of two bytes: only their order counts."""
        highest = max(float(scores.max(initial=0.0)), SMALLEST)
        kept = np.empty(len(scores), dtype=np.uint16)
        np.multiply(scores, np.float32(HIGHEST_KEPT / highest), out=kept, casting="unsafe")
        return cls(bits, kept)

    @property
    def bytes(self) -> int:
        return self.bits.nbytes + self.scores.nbytes + (0 if self.rows is None else self.rows.nbytes)

    def best_first(self, wanted: RowSet, keys: Integers, last: int) -> Integers:
        """The first ``last`` of the rows ``wanted``, all of which it finds; ties by key (``keys``: of all rows)."""
        rows, scores = wanted.rows, self._scores_of(wanted.rows)
        if last < len(rows):
            chosen = _best(scores, keys.take(rows), last)
            rows, scores = rows[chosen], scores[chosen]
        return rows[np.lexsort((keys.take(rows), -scores))]

    def _scores_of(self, rows: Integers) -> Scores:
        places = rows if self.rows is None else np.searchsorted(self.rows, rows)
        return self.scores.take(places).astype(np.float32)


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
