"""What every search engine must do: subclass :class:`EngineContract` and give the fixture ``engine``."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.geo.types import BoundingBox, Point
from search.cells import Cell, cell_of
from search.covers import cover_of
from search.document import SearchDocument
from search.engines.port import Change, Question, SearchEngine
from search.facets import FACETS
from search.map_standing import AreaBubble
from search.query import MAX_REACHABLE_HITS, MapStanding, SearchQuery, Sort
from search.results import SearchResults
from search.words.planning import plan_text
from tests.search.documents import make_document

HEERLEN, KERKRADE, SIMPELVELD = Point(50.8882, 5.9795), Point(50.8658, 6.0625), Point(50.8342, 5.9828)
AROUND_HEERLEN = BoundingBox(west=5.96, south=50.88, east=6.0, north=50.9)
MAP_ZOOM = 12


def fill(engine: SearchEngine, documents: Iterable[SearchDocument]) -> None:
    rebuild(engine, (Change(document.key, 1, document) for document in documents))


def rebuild(engine: SearchEngine, changes: Iterable[Change]) -> None:
    with engine.building() as building:
        building.write(changes)


def ask(
    engine: SearchEngine, query: SearchQuery, *, map_zoom: int | None = MAP_ZOOM, excluded_keys: Collection[int] = ()
) -> SearchResults:
    """The answer to a query, planned with the words of the engine itself, or of the one that lends it its words."""
    plan = plan_text(query.text, engine.lexicon()) if query.text else None  # type: ignore[attr-defined]
    return engine.search(Question(query, plan), map_zoom=map_zoom, excluded_keys=excluded_keys)


def found(engine: SearchEngine, **question: object) -> list[int]:
    return list(ask(engine, SearchQuery(**question)).ids)  # type: ignore[arg-type]


class TextContract:
    def test_finds_other_forms_of_a_word(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Samen wandelen"), make_document(2, "Koken")])
        assert found(engine, text="wandelingen") == [1]

    def test_folds_case_and_diacritics(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Financiële hulp"), make_document(2, "Koken")])
        assert found(engine, text="FINANCIELE") == [1]

    def test_a_word_in_the_title_counts_for_more_than_one_in_the_body(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Koken", body="muziek"), make_document(2, "Muziek", body="koken")])
        assert found(engine, text="muziek") == [2, 1]

    def test_a_common_word_decides_nothing_beside_a_rare_one(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "de tuin"), *(make_document(key, "de buurt") for key in range(2, 9))])
        assert found(engine, text="de tuin") == [1]

    def test_a_common_word_alone_still_finds(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "de tuin"), make_document(2, "de buurt")])
        assert sorted(found(engine, text="de")) == [1, 2]

    def test_an_unknown_word_does_not_empty_the_answer(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "buurt")])
        assert found(engine, text="tuin qwxzy") == [1]

    def test_only_unknown_words_find_nothing(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin")])
        results = ask(engine, SearchQuery(text="qwxzy"))
        assert (results.total, results.ids, results.map.region) == (0, (), 0)

    @pytest.mark.parametrize("text", ['"', "\x00", "😀", "a" * 5000, "* OR -()", "\ud800", "word " * 3000])
    def test_no_text_is_an_error(self, engine: SearchEngine, text: str) -> None:
        fill(engine, [make_document(1, "tuin")])
        assert ask(engine, SearchQuery(text=text)).total in (0, 1)


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


class FilterContract:
    def test_or_within_a_facet_and_between_facets(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, facets={"thema": ["sport"], "fase": ["uitvoering"]}),
                make_document(2, facets={"thema": ["geld"], "fase": ["uitvoering"]}),
                make_document(3, facets={"thema": ["geld"], "fase": ["gestopt"]}),
                make_document(4, facets={"thema": ["wonen"], "fase": ["uitvoering"]}),
            ],
        )
        assert found(engine, selections={"thema": ("geld", "sport"), "fase": ("uitvoering",)}) == [1, 2]

    def test_without_place_means_area_or_region(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "a", places={1: HEERLEN}),
                make_document(2, "b", bubble=AreaBubble("kerkrade", KERKRADE)),
                make_document(3, "c"),
            ],
        )
        by_standing = {standing: found(engine, standing=standing) for standing in MapStanding}
        assert by_standing == {
            MapStanding.PLACE: [1],
            MapStanding.AREA: [2],
            MapStanding.REGION: [3],
            MapStanding.NO_PLACE: [2, 3],
        }

    def test_box_never_joins_one_places_latitude_to_anothers_longitude(self, engine: SearchEngine) -> None:
        corners = {1: Point(HEERLEN.latitude, 6.2), 2: Point(50.7, HEERLEN.longitude)}
        fill(engine, [make_document(1, "kruis", places=corners), make_document(2, "hier", places={3: HEERLEN})])
        assert found(engine, bbox=AROUND_HEERLEN) == [2]

    def test_box_keeps_bubbles_inside_and_names_the_region_wide_apart(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "a", bubble=AreaBubble("heerlen", HEERLEN)),
                make_document(2, "b", bubble=AreaBubble("kerkrade", KERKRADE)),
                make_document(3, "c", facets={"thema": ["geld"]}),
                make_document(4, "d"),
            ],
        )
        results = ask(engine, SearchQuery(bbox=AROUND_HEERLEN))
        assert (results.ids, results.region_outside_bbox) == ((1,), 2)
        filtered = ask(engine, SearchQuery(bbox=AROUND_HEERLEN, selections={"thema": ("geld",)}))
        assert (filtered.ids, filtered.region_outside_bbox) == ((), 1)

    def test_box_counts_only_places_inside_it(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "a", places={1: HEERLEN, 2: KERKRADE})])
        for zoom in (9, MAP_ZOOM, 17):
            counted = ask(engine, SearchQuery(bbox=AROUND_HEERLEN), map_zoom=zoom).map
            cell = cell_of(HEERLEN, zoom)
            assert [(c.zoom, c.x, c.y, c.count) for c in counted.cells] == [(zoom, cell.x, cell.y, 1)]
            assert counted.places == {1: 1}
        undrawn = ask(engine, SearchQuery(bbox=AROUND_HEERLEN), map_zoom=None).map
        assert (undrawn.with_place, undrawn.cells, undrawn.places) == (1, (), {})

    def test_excluded_keys_count_nowhere(self, engine: SearchEngine) -> None:
        facets = {"thema": ["geld"]}
        fill(engine, [make_document(key, "tuin", facets=facets, places={7: HEERLEN}) for key in (1, 2)])
        results = ask(engine, SearchQuery(text="tuin"), map_zoom=MAP_ZOOM, excluded_keys=[2])
        assert (results.ids, results.total, results.facet_counts["thema"]) == ((1,), 1, {"geld": 1})
        assert (results.map.places, results.map.with_place) == ({7: 1}, 1)


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


WORDS = ["tuin", "buurt", "sport", "de"]
POINTS = [HEERLEN, KERKRADE, SIMPELVELD, Point(50.8951, 5.9801), Point(50.8882, 6.0625)]
VALUES = {
    "thema": ["a", "b", "c"],
    "gebied": ["x", "x-noord"],
    "fase": ["uitvoering", "gestopt"],
    "organisatie": ["o", "p"],
}


@st.composite
def catalogues(draw: st.DrawFn) -> list[SearchDocument]:
    documents = []
    for key in range(1, draw(st.integers(1, 12)) + 1):
        places = draw(st.dictionaries(st.integers(0, len(POINTS) - 1), st.none(), max_size=3))
        area = draw(st.one_of(st.none(), st.sampled_from([HEERLEN, KERKRADE])))
        many = {name: draw(st.lists(st.sampled_from(values), max_size=2)) for name, values in VALUES.items()}
        facets = {**many, "fase": many["fase"][:1]}
        documents.append(
            make_document(
                key,
                " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3))),
                facets=facets,
                places={100 + number: POINTS[number] for number in places},
                bubble=AreaBubble(f"gebied-{area.latitude}", area) if area else None,
            )
        )
    return documents


@st.composite
def questions(draw: st.DrawFn) -> SearchQuery:
    selections = {
        name: tuple(sorted(chosen))
        for name, values in VALUES.items()
        if (chosen := draw(st.sets(st.sampled_from(values), max_size=2)))
    }
    return SearchQuery(
        text=draw(st.sampled_from(["", "", "tuin", "de sport", "buurt tuin"])),
        selections=selections,
        bbox=draw(st.sampled_from([None, AROUND_HEERLEN, BoundingBox(5.9, 50.8, 6.3, 50.95)])),
        standing=draw(st.sampled_from([None, None, *MapStanding])),
        page_size=100,
    )


class AgreementContract:
    """List, map, facets and counts agree, whatever is asked of whatever catalogue."""

    @given(documents=catalogues(), query=questions(), zoom=st.sampled_from([9, 13, 17]))
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_everything_agrees(
        self, engine: SearchEngine, documents: list[SearchDocument], query: SearchQuery, zoom: int
    ) -> None:
        fill(engine, documents)
        results = ask(engine, query, map_zoom=zoom)
        by_key = {document.key: document for document in documents}
        hits = [by_key[key] for key in results.ids]
        assert results.total == len(hits)
        self.check_map(engine, query, results, hits, zoom)
        self.check_facets(engine, query, results)
        without_box = replace(query, bbox=None)
        region_wide = [
            key
            for key in ask(engine, without_box).ids
            if query.bbox is not None and by_key[key].standing is MapStanding.REGION
        ]
        assert results.region_outside_bbox == len(region_wide)

    def check_map(
        self,
        engine: SearchEngine,
        query: SearchQuery,
        results: SearchResults,
        hits: list[SearchDocument],
        zoom: int,
    ) -> None:
        counted = results.map
        if not query.bubble:
            for slug, count in counted.areas.items():
                assert ask(engine, replace(query, bubble=slug)).total == count
        assert counted.with_place + sum(counted.areas.values()) + counted.region == results.total
        assert counted.with_place == sum(1 for hit in hits if hit.places)
        assert counted.areas == Counter(hit.bubble.slug for hit in hits if hit.bubble)
        cover = cover_of(query.bbox) if query.bbox else None
        shown = {
            hit.key: [place for place in hit.places if cover is None or cover.holds(cell_of(place.point, 17))]
            for hit in hits
        }
        assert counted.places == Counter(place.place_id for places in shown.values() for place in places)
        cells = Counter(cell for places in shown.values() for cell in {cell_of(place.point, zoom) for place in places})
        assert {Cell(cell.zoom, cell.x, cell.y): cell.count for cell in counted.cells} == cells

    def check_facets(self, engine: SearchEngine, query: SearchQuery, results: SearchResults) -> None:
        for facet in FACETS:
            for value in VALUES.get(facet.parameter, ()):
                alone = replace(query, selections={**query.selections, facet.parameter: (value,)})
                assert results.facet_counts[facet.parameter].get(value, 0) == ask(engine, alone).total


class EngineContract(TextContract, OrderContract, FilterContract, WritingContract, AgreementContract):
    """The whole contract."""
