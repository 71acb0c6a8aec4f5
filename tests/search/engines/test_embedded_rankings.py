"""Rankings of texts that are asked again and again: the same answers, in the same order."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded import rankings
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.rankings import Rankings
from search.engines.port import Change
from search.query import SearchQuery
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.asking import ask, fill, found
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.documents import make_document


class TestWhereTextsAreRanked(MeaningContract, OrderContract, FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        monkeypatch.setattr("search.engines.embedded.finding.FEW_HITS", 1)
        return EmbeddedEngine(tmp_path)  # of so few rows every text is worth a ranking


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    monkeypatch.setattr("search.engines.embedded.finding.FEW_HITS", 1)
    monkeypatch.setattr(rankings, "ROWS_LISTED_PER_QUESTION", 10)
    engine = EmbeddedEngine(tmp_path)
    fill(engine, (make_document(key, "tuin " + "iets " * (key % 5)) for key in range(1, 41)))
    return engine


def test_the_order_stays_once_a_text_is_ranked(engine: EmbeddedEngine) -> None:
    answers = [found(engine, text="tuin", page_size=7, page=2) for _ in range(8)]
    assert len(engine._store.snapshot().rankings._rankings) == 1
    assert answers == [answers[0]] * 8


def test_a_change_is_met_at_once(engine: EmbeddedEngine) -> None:
    for _ in range(6):
        found(engine, text="tuin")
    engine.apply([Change(3, 2, None), Change(41, 1, make_document(41, "tuin"))])
    assert set(found(engine, text="tuin", page_size=100)) == {1, 2, *range(4, 42)}


def test_what_is_excluded_stays_out(engine: EmbeddedEngine) -> None:
    for _ in range(6):
        found(engine, text="tuin")
    assert ask(engine, SearchQuery(text="tuin"), excluded_keys=[5, 6]).total == 38


@pytest.mark.parametrize(("count", "asked"), [(9, 1), (10, 2), (40, 5)])
def test_listing_waits_until_it_is_worth_it(monkeypatch: pytest.MonkeyPatch, count: int, asked: int) -> None:
    monkeypatch.setattr(rankings, "ROWS_LISTED_PER_QUESTION", 10)
    kept = Rankings()
    assert [kept.is_worth_listing("tuin", count) for _ in range(asked)] == [False] * (asked - 1) + [True]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 60)), max_size=30))
@settings(deadline=None)
def test_no_more_rows_are_kept_than_fit(asked: list[tuple[str, int]]) -> None:
    kept = Rankings()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rankings, "MOST_ROWS", 100)
        for text, count in asked:
            assert kept.keep(text, np.arange(count)).tolist() == list(range(count))
            assert kept._rows == sum(map(len, kept._rankings.values())) <= 100
