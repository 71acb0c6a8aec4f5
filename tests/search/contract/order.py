"""The orders visitors can choose."""

import datetime
from dataclasses import replace

import pytest

from search.engines.port import Change, SearchEngine
from search.map_standing import AreaBubble
from search.query import MAX_REACHABLE_HITS, SearchQuery, Sort
from tests.search.contract.asking import HEERLEN, KERKRADE, SIMPELVELD, ask, fill, found
from tests.search.documents import make_document


class OrderContract:
    def test_titles_in_order_then_by_key(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(3, "beuk"), make_document(2, "beuk"), make_document(1, "eik")])
        assert found(engine, sort=Sort.TITLE) == [2, 3, 1]

    def test_long_titles_with_the_same_beginning_are_in_order(self, engine: SearchEngine) -> None:
        beginning = "positieve gezondheid in de wijk "
        fill(engine, [make_document(1, beginning + "zuid"), make_document(2, beginning + "noord")])
        assert found(engine, sort=Sort.TITLE) == [2, 1]

    def test_recent_first_then_by_key_and_undated_last(self, engine: SearchEngine) -> None:
        day = datetime.date(2024, 5, 1)
        fill(
            engine,
            [
                make_document(1, "a"),
                make_document(2, "b", recent_on=day),
                make_document(3, "c", recent_on=day),
                make_document(4, "d", recent_on=day + datetime.timedelta(days=1)),
            ],
        )
        assert found(engine, sort=Sort.RECENT) == [4, 2, 3, 1]

    def test_equal_relevance_is_ordered_by_key_across_pages(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(key, "tuin") for key in reversed(range(1, 31))])
        engine.apply([Change(5, 2, make_document(5, "tuin"))])
        pages = [found(engine, text="tuin", page=page, page_size=7) for page in range(1, 6)]
        assert [key for page in pages for key in page] == list(range(1, 31))

    def test_nearest_point_first_and_those_that_are_nowhere_last(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "nergens"),
                make_document(2, "ver", places={1: KERKRADE}),
                make_document(3, "dichtbij", places={2: SIMPELVELD, 3: HEERLEN}),
                make_document(4, "bubbel", bubble=AreaBubble("simpelveld", SIMPELVELD)),
            ],
        )
        near = SearchQuery(sort=Sort.DISTANCE, near=HEERLEN)
        results = ask(engine, near)
        assert results.ids == (3, 4, 2, 1)
        assert results.distances_m == pytest.approx(
            {3: 0.0, 4: HEERLEN.distance_m(SIMPELVELD), 2: HEERLEN.distance_m(KERKRADE)}
        )
        pages = [ask(engine, replace(near, page=page, page_size=1)).ids for page in range(1, 6)]
        assert pages == [(3,), (4,), (2,), (1,), ()]

    def test_beyond_the_reachable_hits_there_is_nothing(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin")])
        far = SearchQuery(page=MAX_REACHABLE_HITS // 20 + 1)
        assert (ask(engine, far).ids, ask(engine, far).total) == ((), 1)
