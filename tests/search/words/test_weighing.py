"""How words are weighed against each other."""

from itertools import combinations

import pytest

from search.words.weighing import clause_counts, few_sufficient_sets, smallest_sufficient_sets


@pytest.mark.parametrize(
    ("weights", "counts"),
    [([2.0], [1]), ([2.0, 2.0], [1, 1]), ([6.0, 3.0], [2, 1]), ([5.0, 0.01], [1, 0]), ([3.0, 2.0, 1.0], [3, 2, 1])],
)
def test_words_get_clauses_in_proportion_to_their_weight(weights: list[float], counts: list[int]) -> None:
    assert clause_counts(weights) == counts


@pytest.mark.parametrize("unknown", [0, 1, 3])
@pytest.mark.parametrize("steps", [(6,), (6, 6), (3, 6, 1), (2, 2, 2), (6, 0, 3), (6, 5, 4, 3, 2, 1), (1,) * 8])
def test_the_smallest_sets_say_the_same_as_counting_clauses(steps: tuple[int, ...], unknown: int) -> None:
    needed = -(-(sum(steps) + unknown) // 2)
    sets = [frozenset(chosen) for chosen in smallest_sufficient_sets(steps, needed)]
    words = range(len(steps))
    for held in (frozenset(chosen) for size in range(len(steps) + 1) for chosen in combinations(words, size)):
        has_half = sum(steps[word] for word in held) >= needed
        assert any(one <= held for one in sets) == has_half
    assert not any(one < other for one in sets for other in sets)


def test_too_many_sets_are_not_asked_one_by_one() -> None:
    assert few_sufficient_sets((1,) * 12, 6) == ()
    assert len(few_sufficient_sets((1, 1, 1, 1), 2)) == 6
