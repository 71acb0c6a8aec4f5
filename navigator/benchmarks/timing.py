"""Times of one action over many questions, summed up."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WARM_UP = 10


@dataclass(frozen=True)
class Times:
    """All in milliseconds, sorted."""

    milliseconds: tuple[float, ...]

    def quantile(self, share: float) -> float:
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * share))]

    @property
    def median(self) -> float:
        return self.quantile(0.5)

    @property
    def p95(self) -> float:
        return self.quantile(0.95)


def timed(actions: Sequence[Callable[[], object]], *, most_seconds: float = 120.0) -> Times:
    """Each action once, the first ten before the clock runs; stops early when it takes too long."""
    for action in actions[:WARM_UP]:
        action()
    times, ends_at = [], time.perf_counter() + most_seconds
    for action in actions[WARM_UP:]:
        started = time.perf_counter()
        action()
        ended = time.perf_counter()
        times.append((ended - started) * 1000)
        if ended > ends_at:
            break
    return Times(tuple(sorted(times)))
