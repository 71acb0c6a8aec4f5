"""The measures against numbers worked out by hand."""

import pytest

from tests.search.relevance.judged import JudgedQuery
from tests.search.relevance.measures import Answer, figures_of, ndcg, off_topic_figures_of, succeeds

GRADES = {"a": 2, "b": 2, "c": 1}
QUERY = JudgedQuery("nl-stem-01", "wandelen", "nl", "stem", GRADES)


def test_the_best_order_has_the_full_gain() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1.0
    assert ndcg(["b", "a", "c", "x"], GRADES) == 1.0


def test_gains_are_discounted_by_rank() -> None:
    # best: 3/1 + 3/log2(3) + 1/log2(4) = 3 + 1.892789 + 0.5 = 5.392789; here: 0 + 1/log2(3) + 3/log2(4) = 2.130930
    assert ndcg(["x", "c", "a"], GRADES) == pytest.approx(2.130930 / 5.392789, abs=1e-6)


def test_only_the_first_ten_count() -> None:
    assert ndcg([*"0123456789", "a"], GRADES) == 0.0
    # twelve that are all clearly meant: ten of them are a perfect answer
    assert ndcg([str(number) for number in range(10)], {str(number): 2 for number in range(12)}) == 1.0


def test_an_empty_answer_gains_nothing() -> None:
    assert ndcg([], GRADES) == 0.0
    assert not succeeds([], GRADES)


def test_success_needs_something_clearly_meant_among_the_first_five() -> None:
    assert succeeds(["1", "2", "3", "4", "a"], GRADES)
    assert not succeeds(["1", "2", "3", "4", "5", "a"], GRADES)
    assert not succeeds(["c"], GRADES)


def test_figures_are_means() -> None:
    perfect = Answer(QUERY, ("a", "b", "c"), 3)
    empty = Answer(QUERY, (), 0)
    found = figures_of([perfect, perfect, perfect, empty])
    assert (found.queries, found.success, found.ndcg, found.empty) == (4, 0.75, 0.75, 0.25)


def test_off_topic_counts_hits() -> None:
    found = off_topic_figures_of([Answer(QUERY, (), hits) for hits in (0, 5, 6, 40)])
    assert (found.queries, found.few, found.median_hits) == (4, 0.5, 5.5)
