"""The latest answers to what is asked again and again: who turns a page or comes back to a list asks the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class RecentAnswers(Generic[Answer]):
    """As many answers as weigh ``most`` together, the longest unused dropped first, but always the latest.

    A key must name the state of the index its answer was made from.
    """

    def __init__(self, most: int, weigh: Callable[[Answer], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weigh
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get_or_make(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._keep(key, answer)
        return answer

    def _keep(self, key: Hashable, answer: Answer) -> None:
        if key in self._answers:  # another thread made it meanwhile
            self._weight -= self._weigh(self._answers.pop(key))
        self._answers[key] = answer
        self._weight += self._weigh(answer)
        while self._weight > self._most and len(self._answers) > 1:
            self._weight -= self._weigh(self._answers.popitem(last=False)[1])
