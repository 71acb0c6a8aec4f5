"""What texts find, kept for when they are asked again: the same in the same order, either way it is found."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded import finding
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.rankings import Ranking
from search.engines.embedded.row_sets import RowSet
from search.engines.port import Change
from search.query import SearchQuery
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.asking import ask, fill, found
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.documents import make_document
from tests.search.engines.ways import take_the_way_of_many

END = 50
SCORES = st.dictionaries(st.integers(0, END - 1), st.sampled_from([0.25, 0.5, 3.0, 40.0]))
KEYS = np.array([1000 - 7 * row for row in range(END)])


class TestWhereTextsFindMany(MeaningContract, OrderContract, FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        take_the_way_of_many(monkeypatch)
        return EmbeddedEngine(tmp_path)


@pytest.fixture(params=["few", "many"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    if request.param == "many":
        take_the_way_of_many(monkeypatch)
    engine = EmbeddedEngine(tmp_path)
    fill(engine, (make_document(key, "tuin " + "iets " * (key % 20)) for key in range(40, 0, -1)))
    return engine


def test_the_order_stays_when_a_text_is_asked_again(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(engine, text="tuin", page_size=100)
    monkeypatch.setattr(finding.Finder, "_ranked", lambda *_: pytest.fail("it is known"))
    pages = [found(engine, text="tuin", page_size=7, page=page) for page in range(1, 7)]
    assert [key for page in pages for key in page] == whole


def test_a_change_is_met_at_once(engine: EmbeddedEngine) -> None:
    found(engine, text="tuin")
    engine.apply([Change(3, 2, None), Change(41, 1, make_document(41, "tuin"))])
    assert set(found(engine, text="tuin", page_size=100)) == {1, 2, *range(4, 42)}


def test_what_is_excluded_stays_out(engine: EmbeddedEngine) -> None:
    assert ask(engine, SearchQuery(text="tuin"), excluded_keys=[5, 6]).total == 38


@given(scores=SCORES, asked=st.sets(st.integers(0, END - 1)), last=st.integers(0, END))
def test_the_best_of_those_wanted_come_first(scores: dict[int, float], asked: set[int], last: int) -> None:
    rows = np.array(list(scores), dtype=np.int64)
    of_each_row = np.zeros(END, dtype=np.float32)
    of_each_row[rows] = list(scores.values())
    found_rows = RowSet.of(rows, END)
    wanted = RowSet.of(np.array(sorted(asked & scores.keys()), dtype=np.int64), END)
    right = sorted(asked & scores.keys(), key=lambda row: (-scores[row], KEYS[row]))[:last]
    few = Ranking.of_few(rows, np.array(list(scores.values()), dtype=np.float32), END)
    for ranking in (few, Ranking.of_many(found_rows, of_each_row)):
        assert ranking.bits.tolist() == found_rows.bits.tolist()
        assert ranking.best_first(wanted, KEYS, last).tolist() == right
