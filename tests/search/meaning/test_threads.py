"""Encoders take what a machine has to give, and leave something to those who serve visitors."""

import os

import pytest

from search.meaning.threads import thread_limits, threads_for_questions, threads_here


@pytest.mark.parametrize(
    ("processors", "passages", "questions"), [(None, 1, 1), (1, 1, 1), (2, 1, 2), (3, 1, 2), (4, 2, 2), (16, 4, 4)]
)
def test_a_question_gets_two_threads_where_there_are_two_processors(
    monkeypatch: pytest.MonkeyPatch, processors: int | None, passages: int, questions: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert (threads_here(), threads_for_questions()) == (passages, questions)


def test_threads_that_wait_spin_but_a_moment() -> None:
    limits = thread_limits(2)
    assert limits["OMP_NUM_THREADS"] == "2"
    assert 0 < int(limits["GOMP_SPINCOUNT"]) < 10_000
