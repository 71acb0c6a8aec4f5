"""One engine stands in for the other: when, for how long, and without a visitor noticing."""

import pytest

from search.engines.failover import OPEN_S, Breaker, FailoverEngine
from search.engines.port import EngineUnavailableError, Question
from search.query import SearchQuery
from search.results import MapCounts, SearchResults

QUESTION = Question(SearchQuery())


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Answerer:
    """An engine that answers everything with its own number, or fails."""

    def __init__(self, number: int) -> None:
        self.number, self.asked, self.error = number, 0, None

    def search(self, question, *, map_zoom=None, excluded_keys=()) -> SearchResults:
        self.asked += 1
        if self.error:
            raise self.error
        return SearchResults(self.number, (), {}, MapCounts())

    def total(self, question, *, excluded_keys=()) -> int:
        return self.search(question).total

    def suggest(self, words, *, limit, excluded_keys=()) -> tuple[int, ...]:
        return (self.search(QUESTION).total,)

    def generation(self) -> str | None:
        return str(self.number)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engines(clock: Clock) -> tuple[Answerer, Answerer, FailoverEngine]:
    first, second = Answerer(1), Answerer(2)
    return first, second, FailoverEngine(first, second, Breaker(clock))


def test_the_first_answers_while_it_can(engines) -> None:
    first, second, both = engines
    answers = (both.search(QUESTION).total, both.total(QUESTION), both.suggest([["a"]], limit=3), both.is_standing_in)
    assert (answers, second.asked) == ((1, 1, (1,), False), 0)
    assert first.asked == 3


def test_any_fault_lets_the_second_answer_the_same_question(engines) -> None:
    first, _, both = engines
    first.error = KeyError("aggregations")
    assert (both.search(QUESTION).total, both.total(QUESTION), both.is_standing_in) == (2, 2, False)
    assert both.suggest([["a"]], limit=3) == (2,)


def test_after_three_faults_the_first_is_left_alone_for_fifteen_seconds(engines, clock) -> None:
    first, _, both = engines
    first.error = EngineUnavailableError("down")
    for _ in range(5):
        both.search(QUESTION)
    assert (first.asked, both.is_standing_in) == (3, True)
    clock.now += OPEN_S - 0.1
    both.search(QUESTION)
    assert first.asked == 3


def test_then_one_question_tries_it_and_a_success_closes_the_breaker(engines, clock) -> None:
    first, _, both = engines
    first.error = EngineUnavailableError("down")
    for _ in range(3):
        both.search(QUESTION)
    clock.now += OPEN_S
    assert [both.search(QUESTION).total for _ in range(4)] == [2, 2, 2, 2]
    assert first.asked == 4
    clock.now += OPEN_S
    first.error = None
    assert [both.search(QUESTION).total for _ in range(4)] == [1, 1, 1, 1]
    assert not both.is_standing_in


def test_while_one_question_tries_it_the_others_do_not_wait(clock) -> None:
    breaker = Breaker(clock)
    for _ in range(3):
        breaker.failed()
    clock.now += OPEN_S
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_faults_far_apart_do_not_open_the_breaker(clock) -> None:
    breaker = Breaker(clock)
    for _ in range(6):
        breaker.failed()
        clock.now += 6.0
    assert (breaker.is_open, breaker.lets_through()) == (False, True)


def test_a_success_between_starts_the_count_anew(clock) -> None:
    breaker = Breaker(clock)
    for fails in (True, True, False, True, True):
        breaker.failed() if fails else breaker.succeeded()
    assert not breaker.is_open


def test_a_log_line_repeats_nothing_of_what_was_typed(engines, caplog) -> None:
    first, _, both = engines
    first.error = ValueError("cannot parse 'mijn geheime vraag'")
    both.search(QUESTION)
    assert "geheime" not in caplog.text
    assert "ValueError" in caplog.text


def test_the_index_it_names_is_the_one_that_is_always_kept(engines) -> None:
    assert engines[2].generation() == "2"
