"""Every combination of what may find and which encoder, measured once: answers by combination."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.meaning.encoders import NONE
from tests.search.relevance.asking import Mode, ask_all
from tests.search.relevance.judged import Part, Topic, judged
from tests.search.relevance.meaning_here import meaning_of
from tests.search.relevance.measures import Answer

Answers = Mapping[tuple[Topic, Part], tuple[Answer, ...]]


@dataclass(frozen=True)
class Combination:
    """``encoder`` is a value of ``NAVIGATOR_ENCODER``."""

    mode: Mode
    encoder: str

    def __str__(self) -> str:
        return self.mode if self.encoder == NONE else f"{self.mode}, {self.encoder}"


WORDS_ALONE = Combination(Mode.WORDS, NONE)


def combinations_of(encoders: Sequence[str]) -> list[Combination]:
    return [WORDS_ALONE, *(Combination(mode, name) for name in encoders for mode in (Mode.MEANING, Mode.BOTH))]


def measure(encoders: Sequence[str]) -> dict[Combination, Answers]:
    """All judged queries, asked of the engine that serves, in every combination with these encoders."""
    measured: dict[Combination, Answers] = {}
    for encoder in (NONE, *encoders):
        with meaning_of(encoder):
            for combination in combinations_of(encoders):
                if combination.encoder == encoder:
                    measured[combination] = dict(_answers(combination.mode))
    return measured


def _answers(mode: Mode) -> Iterator[tuple[tuple[Topic, Part], tuple[Answer, ...]]]:
    for topic in Topic:
        for part in Part:
            yield (topic, part), ask_all(judged(topic, part), mode)
