"""Which rows ever held a token, one bit a row: kept for frequent tokens, and added to as rows are added.

Rows are only ever added and never change, so what was found among the rows of one commit holds for all later ones of
the same index. Which rows still count is asked of each commit.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from search.engines.embedded.row_sets import Bits, Integers, bits_of

MOST_TOKENS = 4096  # of Dutch text some 3,400 are frequent; half a kilobyte for each row together

AskForRows = Callable[[int], Integers]  # the rows from this number on that hold the token


class TokenMasks:
    """Of so many tokens as fit, the longest unused dropped first. Safe to share between threads."""

    def __init__(self) -> None:
        self._masks: OrderedDict[tuple[str, str], tuple[int, Bits]] = OrderedDict()
        self._lock = threading.Lock()

    def bits(self, index: str, token: str, end: int, ask: AskForRows) -> Bits:
        """The rows below ``end`` that hold or held the token in the index of that name."""
        with self._lock:
            known, bits = self._masks.get((index, token), (0, None))
        if bits is None or known < end:
            bits = _extended(bits, known, ask(known), end)
        elif known > end:  # asked by one who saw an earlier commit
            return bits_of(ask(0), end)
        self._keep((index, token), end, bits)
        return bits

    def _keep(self, name: tuple[str, str], end: int, bits: Bits) -> None:
        with self._lock:
            self._masks[name] = end, bits
            self._masks.move_to_end(name)
            while len(self._masks) > MOST_TOKENS:
                self._masks.popitem(last=False)


def _extended(bits: Bits | None, known: int, rows: Integers, end: int) -> Bits:
    mask = np.zeros(end, dtype=bool)
    if bits is not None:
        mask[:known] = np.unpackbits(bits, count=known)
    mask[rows] = True
    return np.packbits(mask)
