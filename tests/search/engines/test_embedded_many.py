"""Where a question finds much, values are counted by their bits: the same counts, as rows and values are added."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.document import SearchDocument
from search.engines.embedded import value_masks
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.row_sets import RowSet
from search.engines.port import Change
from search.query import SearchQuery
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.asking import ask, fill
from tests.search.contract.filters import FilterContract
from tests.search.documents import make_document


class TestWhereBitsAreCounted(FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        monkeypatch.setattr("search.engines.embedded.counting.ROWS_OF_A_LIST", 1_000_000)
        return EmbeddedEngine(tmp_path)


class TestWhereValuesAreListed(FilterContract, AgreementContract):
    @pytest.fixture
    def engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
        monkeypatch.setattr("search.engines.embedded.counting.ROWS_OF_A_LIST", 0)
        return EmbeddedEngine(tmp_path)


def some_documents(keys: range, themes: list[str]) -> list[SearchDocument]:
    return [make_document(key, "tuin", facets={"thema": [themes[key % len(themes)]]}) for key in keys]


@pytest.mark.parametrize("themes", [["a", "b", "c"], ["a", "d", "e", "f"]], ids=["known values", "new values"])
@pytest.mark.parametrize("rows_at_once", [64, 65_536])
def test_added_rows_are_counted_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, themes: list[str], rows_at_once: int
) -> None:
    monkeypatch.setattr(value_masks, "ROWS_AT_ONCE", rows_at_once)
    engine, added = EmbeddedEngine(tmp_path), some_documents(range(151, 200), themes)
    fill(engine, some_documents(range(1, 151), ["a", "b", "c"]))
    before = ask(engine, SearchQuery()).facet_counts["thema"]
    engine.apply([*(Change(document.key, 2, document) for document in added), Change(1, 2, None)])
    expected = Counter(before) + Counter(next(iter(document.facets["thema"])) for document in added)
    expected["b"] -= 1
    assert ask(engine, SearchQuery()).facet_counts["thema"] == expected
    for value, count in expected.items():
        assert ask(engine, SearchQuery(selections={"thema": (value,)})).total == count


def test_two_indexes_are_told_apart(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    fill(engine, some_documents(range(1, 90), ["a"]))
    assert ask(engine, SearchQuery()).facet_counts["thema"] == {"a": 89}
    fill(engine, some_documents(range(1, 50), ["b"]))
    assert ask(engine, SearchQuery()).facet_counts["thema"] == {"b": 49}


@pytest.fixture(scope="module")
def three_hundred(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("many"))
    fill(engine, some_documents(range(1, 301), ["a", "b", "c"]))
    return engine


@given(values=st.sets(st.sampled_from("abcz")))
@settings(max_examples=16, deadline=None)
def test_rows_are_known_by_their_values(three_hundred: EmbeddedEngine, values: set[str]) -> None:
    snapshot = three_hundred._store.snapshot()
    bits = snapshot.value_masks.holding("thema", tuple(sorted(values)))
    held = RowSet(bits, snapshot.end).holds(np.arange(300)).tolist()
    assert held == ["abc"[key % 3] in values for key in snapshot.rows.keys.tolist()]
