"""Times of one action over many questions, summed up."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

WARM_UP = 100
WARM_UP_SHARE = 10  # at most a tenth of the time

Action = Callable[[], object]


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


def timed(actions: Sequence[Action], *, most_seconds: float = 120.0) -> Times:
    """Each action once, the first hundred before the clock runs; stops early when it takes too long."""
    return timed_in_turn({"": actions}, most_seconds=most_seconds)[""]


def timed_in_turn(actions_by_name: Mapping[str, Sequence[Action]], *, most_seconds: float = 120.0) -> dict[str, Times]:
    """The same for several, one action of each in turn: what else the machine does then weighs equally on all."""
    names = tuple(actions_by_name)
    rounds = [list(zip(names, actions, strict=True)) for actions in zip(*actions_by_name.values(), strict=True)]
    warm_until = time.perf_counter() + most_seconds / WARM_UP_SHARE
    for actions in rounds[:WARM_UP]:
        for _, action in actions:
            action()
        if time.perf_counter() > warm_until:
            break
    milliseconds: dict[str, list[float]] = {name: [] for name in names}
    ends_at = time.perf_counter() + most_seconds
    for number, actions in enumerate(rounds[WARM_UP:]):
        first = number % len(actions)
        for name, action in (*actions[first:], *actions[:first]):
            milliseconds[name].append(_milliseconds(action))
        if time.perf_counter() > ends_at:
            break
    return {name: Times(tuple(sorted(times))) for name, times in milliseconds.items()}


def _milliseconds(action: Action) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000
