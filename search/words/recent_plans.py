"""Plans of the latest texts, so that a page, its map and its facets plan once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from search.words.plan import TextPlan

MAX_PLANS = 2_000


class RecentPlans:
    """The longest unused is dropped first; a key names the states the plan was made from."""

    def __init__(self) -> None:
        self._plans: OrderedDict[Hashable, TextPlan] = OrderedDict()
        self._lock = threading.Lock()

    def get_or_make(self, key: Hashable, make: Callable[[], TextPlan]) -> TextPlan:
        with self._lock:
            plan = self._plans.get(key)
            if plan is not None:
                self._plans.move_to_end(key)
                return plan
        plan = make()
        with self._lock:
            self._plans[key] = plan
            while len(self._plans) > MAX_PLANS:
                self._plans.popitem(last=False)
        return plan
