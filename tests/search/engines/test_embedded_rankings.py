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
        monkeypatch.setattr("search.engines.embedded.relevance.MOST_NAMED", 0)
        return EmbeddedEngine(tmp_path)  # of so few rows every text is worth a ranking


class TestWhereOnlyTheBeginningIsRanked(MeaningContract, OrderContract, FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        monkeypatch.setattr("search.engines.embedded.finding.FEW_HITS", 1)
        monkeypatch.setattr("search.engines.embedded.relevance.MOST_NAMED", 0)
        monkeypatch.setattr("search.engines.embedded.finding.LEAST_LISTED", 2)
        monkeypatch.setattr("search.engines.embedded.relevance.AMPLE", 1)
        monkeypatch.setattr(rankings, "ROWS_LISTED_PER_QUESTION", 2)
        return EmbeddedEngine(tmp_path)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    monkeypatch.setattr("search.engines.embedded.finding.FEW_HITS", 1)
    monkeypatch.setattr("search.engines.embedded.finding.LEAST_LISTED", 2)
    monkeypatch.setattr("search.engines.embedded.relevance.MOST_NAMED", 2)
    monkeypatch.setattr(rankings, "ROWS_LISTED_PER_QUESTION", 10)
    engine = EmbeddedEngine(tmp_path)
    fill(engine, (make_document(key, "tuin " + "iets " * (key % 20)) for key in range(40, 0, -1)))
    return engine


def test_the_order_stays_once_a_text_is_ranked(engine: EmbeddedEngine) -> None:
    answers = [found(engine, text="tuin", page_size=7, page=2) for _ in range(8)]
    assert order_known(engine) > 0
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


def order_known(engine: EmbeddedEngine) -> int:
    """How many rows of the one text that was asked are listed."""
    (ranking,) = engine._store.snapshot().rankings._rankings.values()
    return len(ranking.order)


def test_the_more_often_a_text_is_asked_the_more_of_its_order_is_listed(engine: EmbeddedEngine) -> None:
    whole, lengths = found(engine, text="tuin", page_size=100), []
    for page in (1, 1, 2, 3, 4, 5, 6, 6, 6):
        assert found(engine, text="tuin", page_size=7, page=page) == whole[7 * (page - 1) : 7 * page]
        lengths.append(order_known(engine))
    assert lengths == sorted(lengths)
    assert 0 < next(filter(None, lengths)) < lengths[-1] == 40


def test_what_is_all_equally_good_is_listed_whole_in_the_end(engine: EmbeddedEngine) -> None:
    fill(engine, (make_document(key, "tuin") for key in range(40, 0, -1)))
    for _ in range(8):
        assert found(engine, text="tuin", page_size=7) == [1, 2, 3, 4, 5, 6, 7]
    assert order_known(engine) == 40


def test_where_few_match_the_beginning_says_nothing_and_they_are_all_found(tmp_path: Path, engine) -> None:
    themes = [{"thema": ["zelden" if key > 36 else "vaak"]} for key in range(1, 41)]
    documents = [make_document(key, "tuin " + "iets " * key, facets=themes[key - 1]) for key in range(1, 41)]
    fill(engine, documents)
    found(engine, text="tuin", page_size=5)
    for _ in range(3):
        assert found(engine, text="tuin", selections={"thema": ("zelden",)}) == [37, 38, 39, 40]


def test_how_much_is_listed_depends_on_how_often_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings, "ROWS_LISTED_PER_QUESTION", 10)
    kept, bits = Rankings(), np.zeros(5, dtype=np.uint8)
    ranking = [kept.asked("tuin", lambda: bits) for _ in range(3)][-1]
    assert ranking.affordable == 30
    kept.lengthened("tuin", ranking, np.arange(30), listed=30)
    again = kept.asked("tuin", lambda: bits)
    assert (again.order.tolist(), again.affordable) == (list(range(30)), 10)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 20)), max_size=30))
@settings(deadline=None)
def test_no_more_is_kept_than_fits(asked: list[tuple[str, int]]) -> None:
    kept = Rankings()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rankings, "MOST_BYTES", 300)
        for text, count in asked:
            ranking = kept.asked(text, lambda: np.zeros(20, dtype=np.uint8))
            assert kept.lengthened(text, ranking, np.arange(count), listed=count).order.tolist() == list(range(count))
            assert kept._bytes == sum(ranking.bytes for ranking in kept._rankings.values()) <= 300
