"""What the words of a text find, kept for texts that are asked again and again: which rows, and how their order begins.

Who has asked something chooses filters, turns pages and moves the map, and the words find the same in the same order
each time. A page shows twenty of them, so the beginning of the order mostly suffices, whatever is chosen. The longer it
is, the longer the index takes to list it; it grows as the text is asked more often.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from search.engines.embedded.row_sets import Bits, Integers

MOST_BYTES = 8_000_000  # of all texts together
ROWS_LISTED_PER_QUESTION = 2500  # so many are listed in the time that one question takes to be put in order

Order = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The rows that a text finds, and the first of them, best first; ``asked`` so often since those were listed.

    ``listed`` so many, of which those at the end that are equally good were left out, as there may be more of them.
    """

    bits: Bits
    order: Order
    listed: int
    asked: int

    @property
    def bytes(self) -> int:
        return self.order.nbytes + self.bits.nbytes

    @property
    def affordable(self) -> int:
        """So many rows could have been listed in the time that was spent on its questions."""
        return self.asked * ROWS_LISTED_PER_QUESTION


class Rankings:
    """Of so many texts as fit, the longest unused dropped first. Keys name the state of the index and the plan. Safe to
    share between threads.
    """

    def __init__(self) -> None:
        self._rankings: OrderedDict[Hashable, Ranking] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def asked(self, key: Hashable, find: Callable[[], Bits]) -> Ranking:
        """What is known of a text that is asked once more; ``find`` finds its rows where nothing is."""
        with self._lock:
            known = self._rankings.get(key)
        known = known or Ranking(find(), np.empty(0, dtype=np.int32), listed=0, asked=0)
        return self._keep(key, replace(known, asked=known.asked + 1))

    def lengthened(self, key: Hashable, ranking: Ranking, order: Integers, *, listed: int) -> Ranking:
        """The same with a longer beginning."""
        return self._keep(key, replace(ranking, order=order.astype(np.int32), listed=listed, asked=0))

    def _keep(self, key: Hashable, ranking: Ranking) -> Ranking:
        with self._lock:
            before = self._rankings.pop(key, None)
            self._bytes += ranking.bytes - (before.bytes if before else 0)
            self._rankings[key] = ranking
            while self._bytes > MOST_BYTES:
                self._bytes -= self._rankings.popitem(last=False)[1].bytes
        return ranking
