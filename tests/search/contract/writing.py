"""What is written, and when it is seen."""

from collections.abc import Iterable

import pytest

from search.engines.port import Change, SearchEngine
from tests.search.contract.asking import fill, found, rebuild
from tests.search.documents import make_document


class WritingContract:
    def test_a_change_replaces_and_a_removal_removes(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "buurt")])
        engine.apply([Change(1, 5, make_document(1, "moes")), Change(2, 6, None), Change(9, 7, None)])
        assert (found(engine, text="tuin"), found(engine, text="moes"), found(engine)) == ([], [1], [1])
        assert list(engine.versions()) == [(1, 5)]

    def test_rebuild_replaces_everything_and_the_last_change_of_a_key_holds(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "oud")])
        before = engine.generation()
        rebuild(engine, [Change(2, 1, make_document(2, "b")), Change(3, 1, make_document(3, "c")), Change(2, 4, None)])
        assert list(engine.versions()) == [(3, 1)]
        assert engine.generation() != before

    def test_a_rebuild_that_fails_leaves_the_old_index(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "oud")])

        def broken() -> Iterable[Change]:
            yield Change(2, 1, make_document(2, "nieuw"))
            raise RuntimeError("no more")

        with pytest.raises(RuntimeError, match="no more"):
            rebuild(engine, broken())
        assert found(engine) == [1]

    def test_versions_come_in_order_of_key(self, engine: SearchEngine) -> None:
        rebuild(engine, (Change(key, key * 10, make_document(key)) for key in (30, 4, 17)))
        assert list(engine.versions()) == [(4, 40), (17, 170), (30, 300)]

    def test_a_building_has_the_name_it_will_serve_under(self, engine: SearchEngine) -> None:
        names = []
        for _ in range(2):
            with engine.building() as building:
                building.write([Change(1, 1, make_document(1))])
                building.write([Change(2, 1, make_document(2))])
                names.append(building.name)
            assert engine.generation() == building.name
        assert len(set(names)) == 2
        assert sorted(found(engine)) == [1, 2]
