"""From a question's text to its plan: which words count, for how much, and which of them are enough.

A word weighs its inverse document frequency. Words that no document holds are left out: they cannot help to choose.
So "de" beside another word decides nothing, and one mistyped word does not empty an answer.
"""

import math
from collections.abc import Sequence
from functools import reduce
from itertools import combinations

from search.analysis import query_terms
from search.words.lexicon import Lexicon
from search.words.plan import Alternative, TextPlan, TextTerm

MAX_WORDS_COMBINED = 8
MAX_ALTERNATIVES = 24
WEIGHT_STEPS = 6  # the rarest word's number of steps; others in proportion


def plan_text(text: str, lexicon: Lexicon) -> TextPlan:
    """The plan of a text; empty when it holds no word that a document holds."""
    frequencies = [(term, max(map(lexicon.frequency, term.tokens))) for term in query_terms(text)]
    known = [(term, frequency) for term, frequency in frequencies if frequency]
    if not known:
        return TextPlan()
    steps = clause_counts([inverse_frequency(frequency, lexicon.documents) for _, frequency in known])
    terms = tuple(
        TextTerm(term.word, tuple(Alternative((token,)) for token in term.tokens), count)
        for (term, _), count in zip(known, steps, strict=True)
    )
    return TextPlan(terms, few_sufficient_sets(steps))


def inverse_frequency(frequency: int, documents: int) -> float:
    """BM25's weight of a word that ``frequency`` of ``documents`` documents hold; above zero."""
    return math.log(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))


def few_sufficient_sets(steps: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The smallest sufficient sets, or none where there are too many to ask for one by one."""
    sets = smallest_sufficient_sets(steps) if len(steps) <= MAX_WORDS_COMBINED else []
    return tuple(sets) if len(sets) <= MAX_ALTERNATIVES else ()


def smallest_sufficient_sets(steps: Sequence[int]) -> list[tuple[int, ...]]:
    """The sets of words, by position, that hold half of all steps and no longer do without any one of them."""
    needed = math.ceil(sum(steps) / 2)
    sizes = range(1, len(steps) + 1)
    chosen = (indexes for size in sizes for indexes in combinations(range(len(steps)), size))
    sums = ((indexes, sum(steps[index] for index in indexes)) for indexes in chosen)
    return [
        indexes
        for indexes, total in sums
        if total >= needed and total - min(steps[index] for index in indexes) < needed
    ]


def clause_counts(weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights, as small as that allows; the heaviest gets at most six."""
    heaviest = max(weights)
    steps = [round(weight / heaviest * WEIGHT_STEPS) for weight in weights]
    divisor = reduce(math.gcd, steps)
    return [step // divisor for step in steps]
