"""Rankings of texts that are asked again and again: the same answers, in the same order."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded import rankings
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.rankings import Ranking, Rankings, unlisted
from search.engines.port import Change
from search.query import SearchQuery
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.asking import ask, fill, found
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.documents import make_document
from tests.search.engines.ways import BOUNDS, take_the_way_of_many

NARROW = {"thema": ["t"], "fase": ["f"]}
ALL_OF_TEN = list(range(1, 11))


class TestWhereTextsAreRanked(MeaningContract, OrderContract, FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        take_the_way_of_many(monkeypatch, most_named=0)
        return EmbeddedEngine(tmp_path)  # of so few rows every text is worth a ranking


class TestWhereOnlyTheBeginningIsRanked(MeaningContract, OrderContract, FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        take_the_way_of_many(monkeypatch, most_named=0, least_listed=2, ample=1, asked_cost=2)
        return EmbeddedEngine(tmp_path)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    take_the_way_of_many(monkeypatch, least_listed=2, most_named=10, named_cost=10, asked_cost=10)
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
    for _ in range(9):
        assert found(engine, text="tuin", page_size=7) == [1, 2, 3, 4, 5, 6, 7]
    assert order_known(engine) == 40


def test_where_few_match_the_beginning_says_nothing_and_they_are_all_found(tmp_path: Path, engine) -> None:
    themes = [{"thema": ["zelden" if key > 36 else "vaak"]} for key in range(1, 41)]
    documents = [make_document(key, "tuin " + "iets " * key, facets=themes[key - 1]) for key in range(1, 41)]
    fill(engine, documents)
    found(engine, text="tuin", page_size=5)
    for _ in range(6):
        assert found(engine, text="tuin", selections={"thema": ("zelden",)}) == [37, 38, 39, 40]
    assert order_known(engine) == 40  # to name them each time would have taken longer


def test_little_is_listed_whole_when_it_is_first_asked(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    fill(engine, (make_document(key, "tuin", facets={"thema": [f"t{key % 4}"]}) for key in range(1, 41)))
    assert found(engine, text="tuin", selections={"thema": ("t1",)}, page_size=3) == [1, 5, 9]
    assert order_known(engine) == 40
    assert found(engine, text="tuin", selections={"thema": ("t2",)}, page_size=3, page=2) == [14, 18, 22]


def test_nothing_is_kept_where_the_conditions_leave_little_of_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BOUNDS["few_listed"], 0)
    monkeypatch.setattr(BOUNDS["few_hits"], 30)
    engine = EmbeddedEngine(tmp_path)
    fill(engine, (make_document(key, "tuin", facets=NARROW if key < 11 else {}) for key in range(1, 41)))
    narrow = {name: tuple(values) for name, values in NARROW.items()}
    assert found(engine, text="tuin", selections=narrow) == ALL_OF_TEN
    assert not engine._store.snapshot().rankings._rankings
    assert found(engine, text="tuin", page_size=10) == ALL_OF_TEN
    assert found(engine, text="tuin", selections=narrow) == ALL_OF_TEN


def test_what_was_spent_is_told_of_the_order_that_did_not_suffice() -> None:
    kept, bits = Rankings(), np.zeros(5, dtype=np.uint8)
    first = kept.keep("tuin", unlisted(bits))
    kept.spend("tuin", first, 10)
    kept.spend("tuin", known(kept, "tuin"), 20)
    assert known(kept, "tuin").spent == 30
    longer = kept.keep("tuin", Ranking(bits, np.arange(30, dtype=np.int32), listed=30))
    kept.spend("tuin", first, 10)
    assert known(kept, "tuin") is longer
    assert kept.known("moes") is None


def known(kept: Rankings, text: str) -> Ranking:
    ranking = kept.known(text)
    assert ranking is not None
    return ranking


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 20)), max_size=30))
@settings(deadline=None)
def test_no_more_is_kept_than_fits(asked: list[tuple[str, int]]) -> None:
    kept, bits = Rankings(), np.zeros(20, dtype=np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rankings, "MOST_BYTES", 300)
        for text, count in asked:
            order = np.arange(count, dtype=np.int32)
            kept.keep(text, Ranking(bits, order, listed=count))
            assert known(kept, text).order.tolist() == list(range(count))
            assert kept._bytes == sum(ranking.bytes for ranking in kept._rankings.values()) <= 300
