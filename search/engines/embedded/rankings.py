"""What the words of a text find, kept for texts that are asked again and again: which rows, and how their order begins.

Who has asked something chooses filters, turns pages and moves the map, and the words find the same in the same order
each time. A page shows twenty of them, so the beginning of the order mostly suffices. The longer it is, the longer the
index takes to list it; it is listed further once half as much time was spent on questions it did not suffice for.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from search.engines.embedded.row_sets import Bits

MOST_BYTES = 16_000_000  # of all texts together

Order = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The rows that a text finds, and the first of them, best first.

    ``listed`` so many, of which those at the end that are equally good were left out, as there may be more of them.
    ``spent``: how many rows could have been listed in the time that was spent on questions these did not suffice for.
    """

    bits: Bits
    order: Order
    listed: int = 0
    spent: int = 0

    @property
    def bytes(self) -> int:
        return self.order.nbytes + self.bits.nbytes


def unlisted(bits: Bits) -> Ranking:
    """Of whose order nothing is known yet."""
    return Ranking(bits, np.empty(0, dtype=np.int32))


class Rankings:
    """Of so many texts as fit, the longest unused dropped first. Keys name the state of the index and the plan. Safe to
    share between threads.
    """

    def __init__(self) -> None:
        self._rankings: OrderedDict[Hashable, Ranking] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def known(self, key: Hashable) -> Ranking | None:
        """What is known of a text that is asked once more."""
        with self._lock:
            if key not in self._rankings:
                return None
            self._rankings.move_to_end(key)
            return self._rankings[key]

    def spend(self, key: Hashable, ranking: Ranking, rows: int) -> None:
        """Its order did not suffice for a question, which took as long as listing so many rows."""
        with self._lock:
            if self._rankings.get(key) is ranking:  # and no other that was listed further meanwhile
                self._rankings[key] = replace(ranking, spent=ranking.spent + rows)

    def keep(self, key: Hashable, ranking: Ranking) -> Ranking:
        with self._lock:
            before = self._rankings.pop(key, None)
            self._bytes += ranking.bytes - (before.bytes if before else 0)
            self._rankings[key] = ranking
            while self._bytes > MOST_BYTES:
                self._bytes -= self._rankings.popitem(last=False)[1].bytes
        return ranking
