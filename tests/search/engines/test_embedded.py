"""The embedded engine: the contract every engine keeps, and what is its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from initiatives.geo.types import Point
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change, EngineUnavailableError, SearchEngine
from search.query import SearchQuery
from tests.search.documents import make_document
from tests.search.engine_contract import EngineContract, ask, fill


@pytest.fixture
def engine(tmp_path: Path) -> SearchEngine:
    return EmbeddedEngine(tmp_path)


class TestContract(EngineContract):
    pass


def test_another_process_sees_a_commit_and_a_rebuild(tmp_path: Path) -> None:
    here, there = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    fill(here, [make_document(1, "tuin")])
    seen = [ask(there, SearchQuery()).ids]
    here.apply([Change(2, 1, make_document(2, "buurt"))])
    seen.append(ask(there, SearchQuery()).ids)
    fill(here, [make_document(3, "moes")])
    seen.append(ask(there, SearchQuery()).ids)
    assert seen == [(1,), (2, 1), (3,)]


def test_searching_without_an_index_finds_nothing(engine: SearchEngine) -> None:
    assert (ask(engine, SearchQuery(text="tuin")).total, engine.generation()) == (0, None)


@pytest.mark.parametrize("name", ["meta.json", "current"])
def test_a_broken_index_is_no_index(tmp_path: Path, name: str) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(1, "tuin")])
    for path in tmp_path.rglob(name):
        path.write_bytes(b"\xff not an index")
    engine = EmbeddedEngine(tmp_path)
    assert (engine.generation(), ask(engine, SearchQuery()).total) == (None, 0)
    fill(engine, [make_document(2, "buurt")])
    assert ask(engine, SearchQuery()).ids == (2,)


def test_an_index_of_another_schema_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(1, "tuin")])
    monkeypatch.setattr("search.engines.embedded.schema.LAYOUT_VERSION", 999)
    assert EmbeddedEngine(tmp_path).generation() is None


def test_old_generations_are_cleared_away(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    for key in range(5):
        fill(engine, [make_document(key, "tuin")])
    assert len(list(tmp_path.glob("index-*"))) <= 3


def test_a_killed_writer_leaves_a_whole_index(tmp_path: Path) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(1, "tuin")])
    program = f"""
import os, sys
from pathlib import Path
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.documents import make_document
def changes():
    yield Change(2, 1, make_document(2, "half"))
    os._exit(9)
EmbeddedEngine(Path({str(tmp_path)!r})).apply(changes())
"""
    setup = "import django; django.setup()\n"
    killed = subprocess.run([sys.executable, "-c", setup + program], check=False, timeout=60)
    engine = EmbeddedEngine(tmp_path)
    engine.apply([Change(3, 1, make_document(3, "heel"))])
    assert (killed.returncode, ask(engine, SearchQuery()).ids) == (9, (3, 1))


def test_a_writer_killed_within_its_commit_stops_no_later_one(tmp_path: Path) -> None:
    """What it leaves: the list of deleted documents on disk, and the index still as before."""
    engine = EmbeddedEngine(tmp_path)
    fill(engine, [make_document(key, "tuin") for key in range(1, 10)])
    [described] = tmp_path.glob("index-*/meta.json")
    before = described.read_bytes()
    engine.apply([Change(3, 2, None)])
    described.write_bytes(before)
    again = EmbeddedEngine(tmp_path)
    assert ask(again, SearchQuery()).total == 9
    again.apply([Change(3, 2, None)])
    assert ask(again, SearchQuery()).total == 8


def test_threads_may_share_an_engine(engine: SearchEngine) -> None:
    fill(engine, [make_document(key, "tuin") for key in range(1, 40)])
    totals: list[int] = []

    def ask_often() -> None:
        totals.extend(ask(engine, SearchQuery(text="tuin")).total for _ in range(20))

    threads = [threading.Thread(target=ask_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    engine.apply([Change(1, 2, make_document(1, "tuin"))])
    for thread in threads:
        thread.join()
    assert totals == [39] * 80


def test_large_place_ids_are_counted_exactly(engine: SearchEngine) -> None:
    place = 2**53 + 1
    fill(engine, [make_document(1, "tuin", places={place: Point(50.88, 5.98)})])
    assert ask(engine, SearchQuery()).map.places == {place: 1}


def test_a_lot_that_cannot_be_written_leaves_what_a_building_holds(engine: SearchEngine) -> None:
    impossible = make_document(2, facets={"thema": ["\ud800"]})
    fill(engine, [make_document(9, "oud")])
    with engine.building() as building:
        building.write([Change(1, 1, make_document(1, "tuin"))])
        with pytest.raises(ValueError, match="surrogate"):
            building.write([Change(3, 1, make_document(3, "buurt")), Change(2, 1, impossible)])
        assert ask(engine, SearchQuery()).ids == (9,)
        building.write([Change(3, 2, make_document(3, "moes"))])
    assert list(engine.versions()) == [(1, 1), (3, 2)]


def test_a_building_without_documents_serves(engine: SearchEngine) -> None:
    fill(engine, [])
    assert ask(engine, SearchQuery()).total == 0
    engine.apply([Change(1, 1, make_document(1, "tuin"))])
    assert ask(engine, SearchQuery()).ids == (1,)


@pytest.mark.parametrize("name", ["rows.bin", "codes.jsonl"])
@pytest.mark.parametrize("damage", ["missing", "short", "foreign"])
def test_damaged_rows_make_the_index_unusable(tmp_path: Path, name: str, damage: str) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(key, "tuin", facets={"thema": ["a"]}) for key in (1, 2, 3)])
    for path in tmp_path.rglob(name):
        whole = path.read_bytes()
        path.unlink()
        if damage != "missing":
            path.write_bytes(whole[: len(whole) // 2] if damage == "short" else b"\xff" * len(whole))
    engine = EmbeddedEngine(tmp_path)
    assert (engine.generation(), ask(engine, SearchQuery()).total) == (None, 0)


def test_what_a_killed_writer_left_half_is_cut_off(tmp_path: Path) -> None:
    fill(EmbeddedEngine(tmp_path), [make_document(1, "tuin", facets={"thema": ["a"]})])
    for name, torn in (("rows.bin", b"half a row"), ("codes.jsonl", b"[1, [0")):
        for path in tmp_path.rglob(name):
            path.write_bytes(path.read_bytes() + torn)
    engine = EmbeddedEngine(tmp_path)
    engine.apply([Change(2, 1, make_document(2, "buurt", facets={"thema": ["a", "b"]}))])
    assert ask(engine, SearchQuery()).facet_counts["thema"] == {"a": 2, "b": 1}
    assert ask(EmbeddedEngine(tmp_path), SearchQuery()).facet_counts["thema"] == {"a": 2, "b": 1}


def test_a_second_writer_is_refused_and_no_entry_is_blamed(tmp_path: Path) -> None:
    engine, other = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    fill(engine, [make_document(1, "tuin")])

    def while_writing() -> Iterator[Change]:
        yield Change(2, 1, make_document(2, "buurt"))
        with pytest.raises(EngineUnavailableError, match="cannot be written"):
            other.apply([Change(3, 1, make_document(3, "moes"))])

    engine.apply(while_writing())
    other.apply([Change(3, 1, make_document(3, "moes"))])
    assert sorted(ask(engine, SearchQuery()).ids) == [1, 2, 3]


def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk."""
    fill(EmbeddedEngine(tmp_path), [make_document(1, "tuin")])
    program = f"""
import resource, signal
from pathlib import Path
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change, EngineUnavailableError
from tests.search.contract.agreement import AgreementContract
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.documents import make_document
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    EmbeddedEngine(Path({str(tmp_path)!r})).apply(Change(k, 1, make_document(k, f"woord{{k}}")) for k in range(2, 90))
except (OSError, EngineUnavailableError) as error:
    print("refused", error)
"""
    setup = "import django; django.setup()\n"
    run = subprocess.run(
        [sys.executable, "-c", setup + program], check=True, timeout=60, capture_output=True, text=True
    )
    assert run.stdout.startswith("refused")
    engine = EmbeddedEngine(tmp_path)
    assert ask(engine, SearchQuery()).ids == (1,)
    engine.apply([Change(2, 1, make_document(2, "heel"))])
    assert sorted(ask(engine, SearchQuery()).ids) == [1, 2]


def test_many_small_changes_leave_few_segments(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    fill(engine, [make_document(key, "tuin") for key in range(1, 30)])
    for version in range(2, 42):
        engine.apply([Change(1, version, make_document(1, f"buurt {version}"))])
    (index,) = {path for path in tmp_path.glob("index-*") if path.name == engine.generation()}
    assert len({path.stem for path in index.glob("*.fast")}) <= 20
    assert ask(engine, SearchQuery()).total == 29
