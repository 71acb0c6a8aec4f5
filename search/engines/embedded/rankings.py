"""All that the words of a text find, best first: kept for texts that are asked again and again.

Who has asked something chooses filters, turns pages and moves the map, and the words find the same in the same order
each time. To list thousands of hits takes the index a while, so that is done once it would have been worth it.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable

import numpy as np
import numpy.typing as npt

from search.engines.embedded.codes import Integers

MOST_ROWS = 2_000_000  # in all rankings together, four bytes each
MOST_ASKED_TEXTS = 500
ROWS_LISTED_PER_QUESTION = 2500  # so many are listed in the time that one question takes to be put in order

Ranking = npt.NDArray[np.int32]


class Rankings:
    """Of so many texts as fit, the longest unused dropped first. Keys name the state of the index and the plan. Safe to
    share between threads.
    """

    def __init__(self) -> None:
        self._rankings: OrderedDict[Hashable, Ranking] = OrderedDict()
        self._asked: OrderedDict[Hashable, int] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Ranking | None:
        with self._lock:
            if key in self._rankings:
                self._rankings.move_to_end(key)
            return self._rankings.get(key)

    def is_worth_listing(self, key: Hashable, count: int) -> bool:
        """Whether this was asked so often that to list ``count`` rows would have cost no more."""
        with self._lock:
            self._asked[key] = asked = self._asked.pop(key, 0) + 1
            if len(self._asked) > MOST_ASKED_TEXTS:
                self._asked.popitem(last=False)
        return asked * ROWS_LISTED_PER_QUESTION > count

    def keep(self, key: Hashable, rows: Integers) -> Ranking:
        ranking = rows.astype(np.int32)
        with self._lock:
            self._rows += len(rows) - len(self._rankings.pop(key, ()))
            self._rankings[key] = ranking
            while self._rows > MOST_ROWS:
                self._rows -= len(self._rankings.popitem(last=False)[1])
        return ranking
