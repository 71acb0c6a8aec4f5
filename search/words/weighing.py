"""How much each word of a question weighs, and which words together weigh enough."""

import math
from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import combinations

MAX_WORDS_COMBINED = 8
MAX_ALTERNATIVES = 24
WEIGHT_STEPS = 6  # the heaviest word's number of steps; others in proportion


def inverse_frequency(frequency: int, documents: int) -> float:
    """BM25's weight of a word that ``frequency`` of ``documents`` documents hold; above zero."""
    return math.log(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))


def clause_counts(weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights, as small as that allows; the heaviest gets at most six."""
    heaviest = max(weights)
    steps = [round(weight / heaviest * WEIGHT_STEPS) for weight in weights]
    divisor = reduce(math.gcd, steps)
    return [step // divisor for step in steps]


@lru_cache(maxsize=4_000)
def few_sufficient_sets(steps: tuple[int, ...], needed: int) -> tuple[tuple[int, ...], ...]:
    """The smallest sufficient sets, or none where there are too many to ask for one by one."""
    sets = smallest_sufficient_sets(steps, needed) if len(steps) <= MAX_WORDS_COMBINED else []
    return tuple(sets) if len(sets) <= MAX_ALTERNATIVES else ()


def smallest_sufficient_sets(steps: Sequence[int], needed: int) -> list[tuple[int, ...]]:
    """The sets of words, by position, that hold ``needed`` steps and no longer do without any one of them."""
    sizes = range(1, len(steps) + 1)
    chosen = (indexes for size in sizes for indexes in combinations(range(len(steps)), size))
    sums = ((indexes, sum(steps[index] for index in indexes)) for indexes in chosen)
    return [
        indexes
        for indexes, total in sums
        if total >= needed and total - min(steps[index] for index in indexes) < needed
    ]
