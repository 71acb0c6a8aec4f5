"""What the embedded engine reads before web workers are split off, for them to share."""

import os
from pathlib import Path

import pytest

from search.engines.embedded import impacts, word_scores
from search.engines.embedded.documents import SENTINEL
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change
from search.query import SearchQuery
from tests.search.contract.asking import ask, fill, found
from tests.search.documents import make_document
from tests.search.engines.ways import take_the_way_of_many

GARDENS = SearchQuery(text="tuin", page_size=100)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedEngine:
    take_the_way_of_many(monkeypatch)
    engine = EmbeddedEngine(tmp_path)
    fill(engine, [make_document(key, "tuin" if key % 2 else "buurt") for key in range(1, 61)])
    engine.read_ahead()
    return engine


def test_it_answers_as_before_and_follows_what_changes(engine: EmbeddedEngine, tmp_path: Path) -> None:
    assert ask(engine, GARDENS).total == 30
    EmbeddedEngine(tmp_path).apply([Change(2, 2, make_document(2, "tuin")), Change(3, 2, None)])
    assert sorted(found(engine, text="tuin", page_size=100)) == [1, 2, *range(5, 60, 2)]


def test_frequent_words_need_not_be_read_again(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_scores, "_read", lambda *_: pytest.fail("it was read ahead"))
    assert ask(engine, GARDENS).total == 30


def test_what_is_read_later_pushes_out_the_rarer_words_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_the_way_of_many(monkeypatch)
    monkeypatch.setattr(impacts, "MOST_BYTES_A_ROW", 3)
    engine = EmbeddedEngine(tmp_path)
    words = {"tuin": 60, "buurt": 50, "plein": 40}
    documents = {key: " ".join(word for word, count in words.items() if key <= count) for key in range(1, 61)}
    fill(engine, [make_document(key, text) for key, text in documents.items()])
    engine.read_ahead()
    assert words_kept(engine) == {SENTINEL, "tuin", "buurt"}
    assert ask(engine, SearchQuery(text="plein")).total == 40
    assert words_kept(engine) == {SENTINEL, "tuin", "plein"}


def words_kept(engine: EmbeddedEngine) -> set[str]:
    return {token for _, token in engine._store.snapshot().kept.impacts._kept}


def test_a_rebuild_meanwhile_is_met_afterwards(engine: EmbeddedEngine, tmp_path: Path) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(7, "tuin")])
    assert ask(engine, GARDENS).ids == (7,)


def test_processes_split_off_answer_from_it(engine: EmbeddedEngine) -> None:
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            os._exit(0 if ask(engine, GARDENS).total == 30 else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]


def test_without_an_index_there_is_nothing_to_read(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "none")
    engine.read_ahead()
    assert ask(engine, GARDENS).total == 0
