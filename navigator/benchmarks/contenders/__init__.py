"""Who is measured: each gives, for a list of questions, what to call for the answer to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from navigator.benchmarks.timing import Action
from search.engines.port import Question

MAP_ZOOM = 13


@dataclass(frozen=True)
class Built:
    """What making the index took; sizes in bytes, ``None`` where it cannot be told apart."""

    seconds: float
    index_bytes: int | None = None


class Contender(Protocol):
    """One way to answer: total, best twenty, counts of every facet under all others, cells of the map."""

    name: str

    def build(self) -> Built: ...

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        """An action for each question, with everything prepared that is not the contender's own work."""
        ...
