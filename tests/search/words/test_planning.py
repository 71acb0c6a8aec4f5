"""How words are weighed against each other."""

from itertools import combinations

import pytest

from search.words.planning import clause_counts, smallest_sufficient_sets


@pytest.mark.parametrize(
    ("weights", "counts"),
    [([2.0], [1]), ([2.0, 2.0], [1, 1]), ([6.0, 3.0], [2, 1]), ([5.0, 0.01], [1, 0]), ([3.0, 2.0, 1.0], [3, 2, 1])],
)
def test_words_get_clauses_in_proportion_to_their_weight(weights: list[float], counts: list[int]) -> None:
    assert clause_counts(weights) == counts


@pytest.mark.parametrize("steps", [(6,), (6, 6), (3, 6, 1), (2, 2, 2), (6, 0, 3), (6, 5, 4, 3, 2, 1), (1,) * 8])
def test_the_smallest_sets_say_the_same_as_counting_clauses(steps: tuple[int, ...]) -> None:
    sets = [frozenset(chosen) for chosen in smallest_sufficient_sets(steps)]
    words = range(len(steps))
    for held in (frozenset(chosen) for size in range(len(steps) + 1) for chosen in combinations(words, size)):
        has_half = 2 * sum(steps[word] for word in held) >= sum(steps)
        assert any(one <= held for one in sets) == has_half
    assert not any(one < other for one in sets for other in sets)
