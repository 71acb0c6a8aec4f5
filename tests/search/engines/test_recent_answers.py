"""Recent answers: the same as made anew, and no more of them than fit."""

import threading
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.recent_answers import RecentAnswers


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(0, 12)), max_size=40))
def test_what_is_kept_is_what_was_made_and_fits(asked: list[tuple[str, int]]) -> None:
    kept: RecentAnswers[tuple[str, int]] = RecentAnswers(20, lambda answer: answer[1])
    first: dict[str, tuple[str, int]] = {}
    for name, weight in asked:
        answer = kept.get_or_make(name, partial(tuple[str, int], (name, weight)))
        assert answer == kept.get_or_make(name, lambda: ("never", 0))
        first = {**first, name: answer}
        assert all(first[key] == value for key, value in kept._answers.items())
        assert kept._weight == sum(weight for _, weight in kept._answers.values())
        assert kept._weight <= 20 or len(kept._answers) == 1


def test_the_longest_unused_is_dropped_first() -> None:
    kept: RecentAnswers[int] = RecentAnswers(2)
    for name in ("a", "b", "a", "c"):
        kept.get_or_make(name, lambda: 1)
    assert list(kept._answers) == ["a", "c"]


def test_an_answer_made_twice_at_once_weighs_once() -> None:
    kept: RecentAnswers[int] = RecentAnswers(10, lambda answer: answer)
    both = threading.Barrier(2)

    def make() -> int:
        both.wait(5)
        return 4

    threads = [threading.Thread(target=kept.get_or_make, args=("a", make)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (kept._weight, dict(kept._answers)) == (4, {"a": 4})
