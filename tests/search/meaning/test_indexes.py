"""One contract for both indexes of vectors: nearest first, exact scores, and never what was taken out."""

from collections.abc import Callable

import numpy as np
import pytest

from search.meaning.indexes import LARGEST_EXACT, ExactIndex, GraphIndex, index_for
from search.meaning.port import MeaningIndex, Vectors

DIMENSIONS = 64
COUNT = 3000


def clustered(count: int, seed: int) -> Vectors:
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(1).normal(size=(40, DIMENSIONS))
    vectors = centres[random.integers(0, 40, count)] + 0.8 * random.normal(size=(count, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


VECTORS = dict(enumerate(clustered(COUNT, 2), start=1))
QUESTIONS = clustered(30, 3)


def exactly(entries: dict[int, Vectors], question: Vectors, limit: int) -> list[tuple[int, float]]:
    scored = [(key, float(vector @ question)) for key, vector in entries.items()]
    return sorted(scored, key=lambda found: (-found[1], found[0]))[:limit]


def recall(index: MeaningIndex, entries: dict[int, Vectors]) -> float:
    hits = [
        len({key for key, _ in index.nearest(question, 20)} & {key for key, _ in exactly(entries, question, 20)})
        for question in QUESTIONS
    ]
    return float(np.mean(hits)) / 20


@pytest.fixture(params=[ExactIndex, GraphIndex])
def make(request) -> Callable[[], MeaningIndex]:
    return lambda: request.param(DIMENSIONS)


@pytest.fixture
def index(make: Callable[[], MeaningIndex]) -> MeaningIndex:
    """Nearly all settled; the last hundred still wait."""
    index = make()
    index.put(VECTORS)
    for _ in range(COUNT // 100 - 1):
        index.settle(100)
    return index


def test_the_nearest_are_found_best_first_with_exact_scores(index: MeaningIndex) -> None:
    assert recall(index, VECTORS) > 0.95
    for question in QUESTIONS:
        found = index.nearest(question, 20)
        assert found == sorted(found, key=lambda one: (-one[1], one[0]))
        assert all(score == pytest.approx(float(VECTORS[key] @ question), abs=0.01) for key, score in found)


def test_an_empty_index_finds_nothing(make: Callable[[], MeaningIndex]) -> None:
    index = make()
    index.put({})
    index.remove([1, 2])
    assert (index.nearest(QUESTIONS[0], 5), len(index)) == ([], 0)


def test_fewer_entries_than_asked_for_are_all_given(make: Callable[[], MeaningIndex]) -> None:
    index = make()
    index.put({key: VECTORS[key] for key in (3, 1, 2)})
    assert {key for key, _ in index.nearest(QUESTIONS[0], 100)} == {1, 2, 3}


def test_equal_entries_come_by_key(make: Callable[[], MeaningIndex]) -> None:
    index = make()
    index.put(dict.fromkeys([9, 4, 7, 1], VECTORS[1]))
    assert [key for key, _ in index.nearest(VECTORS[1], 3)] == [1, 4, 7]


def test_what_is_removed_is_never_found_again(index: MeaningIndex) -> None:
    gone = set(range(1, COUNT, 2))
    index.remove(gone)
    index.remove([*gone, 10**9])
    left = {key: vector for key, vector in VECTORS.items() if key not in gone}
    assert len(index) == len(left)
    assert not any(gone & {key for key, _ in index.nearest(question, 50)} for question in QUESTIONS)
    assert recall(index, left) > 0.95


def test_what_changes_is_found_by_what_it_is_now(index: MeaningIndex) -> None:
    now = dict(VECTORS)
    random = np.random.default_rng(7)
    for _ in range(20):
        keys = random.integers(1, COUNT + 1, 50).tolist()
        batch = dict(zip(keys, clustered(50, int(random.integers(1000))), strict=True))
        index.put(batch)
        now.update(batch)
        out = random.integers(1, COUNT + 1, 10).tolist()
        index.remove(out)
        for key in out:
            now.pop(key, None)
        index.settle(30)
    assert len(index) == len(now)
    assert recall(index, now) > 0.93
    assert all(key in now for question in QUESTIONS for key, _ in index.nearest(question, 50))


def test_nothing_is_missed_before_it_is_settled(make: Callable[[], MeaningIndex]) -> None:
    index = make()
    index.put(VECTORS)
    assert recall(index, VECTORS) > 0.98
    while index.settle(500):
        pass
    assert recall(index, VECTORS) > 0.95
    assert index.settle(500) is False


def test_the_same_question_gets_the_same_answer(index: MeaningIndex) -> None:
    assert [index.nearest(q, 20) for q in QUESTIONS] == [index.nearest(q, 20) for q in QUESTIONS]


def test_a_small_catalogue_is_searched_exactly_a_large_one_by_graph() -> None:
    assert isinstance(index_for(LARGEST_EXACT, DIMENSIONS), ExactIndex)
    assert isinstance(index_for(LARGEST_EXACT + 1, DIMENSIONS), GraphIndex)
