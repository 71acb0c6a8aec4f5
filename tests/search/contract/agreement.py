"""List, map, facets and counts agree, whatever is asked of whatever catalogue."""

import math
from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.geo.types import BoundingBox, Point
from search.cells import Cell, cell_of
from search.covers import cover_of
from search.document import SearchDocument
from search.engines.port import SearchEngine
from search.facets import FACETS
from search.map_standing import AreaBubble
from search.query import MapStanding, SearchQuery, Sort
from search.results import SearchResults
from tests.search.contract.asking import AROUND_HEERLEN, HEERLEN, KERKRADE, SIMPELVELD, ask, fill
from tests.search.documents import make_document

# one inherited test, run by the suite of each engine, on an engine that it fills anew each time
SUITE_OF_EACH_ENGINE = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
MOST_BEYOND_RADIUS = 1.5  # a circle is snapped outward to cells

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


@dataclass(frozen=True)
class Asked:
    """A query, and what is near to its text in meaning."""

    query: SearchQuery
    meaning: tuple[int, ...]

    def of(self, engine: SearchEngine, zoom: int | None = None, **changes: object) -> SearchResults:
        return ask(engine, replace(self.query, **changes), meaning=self.meaning, map_zoom=zoom)  # type: ignore[arg-type]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    selections = {
        name: tuple(sorted(chosen))
        for name, values in VALUES.items()
        if (chosen := draw(st.sets(st.sampled_from(values), max_size=2)))
    }
    near, radius_km = draw(st.sampled_from([(None, None), (None, None), (HEERLEN, 1), (SIMPELVELD, 5), (HEERLEN, 10)]))
    query = SearchQuery(
        text=draw(st.sampled_from(["", "", "tuin", "de sport", "buurt tuin", "qwxzy"])),
        selections=selections if draw(st.booleans()) else {},
        bbox=draw(st.sampled_from([None, AROUND_HEERLEN, BoundingBox(5.9, 50.8, 6.3, 50.95)])),
        near=near,
        radius_km=radius_km,
        standing=draw(st.sampled_from([None, None, *MapStanding])),
        bubble=draw(st.sampled_from(["", "", "", f"gebied-{HEERLEN.latitude}"])),
        sort=draw(st.sampled_from(list(Sort))),
        page_size=100,
    )
    return Asked(query, tuple(draw(st.lists(st.integers(1, 14), unique=True, max_size=4))))


class AgreementContract:
    """The property test."""

    @given(documents=catalogues(), asked=questions(), zoom=st.sampled_from([9, 13, 17]))
    @settings(max_examples=40, deadline=None, suppress_health_check=SUITE_OF_EACH_ENGINE)
    def test_everything_agrees(
        self, engine: SearchEngine, documents: list[SearchDocument], asked: Asked, zoom: int
    ) -> None:
        fill(engine, documents)
        results = asked.of(engine, zoom)
        by_key = {document.key: document for document in documents}
        hits = [by_key[key] for key in results.ids]
        assert results.total == len(hits) == len(set(results.ids))
        self.check_map(engine, asked, results, hits, zoom)
        self.check_facets(engine, asked, results)
        self.check_radius(engine, asked, documents)
        self.check_meaning(engine, asked, results)
        region_wide = [
            key
            for key in asked.of(engine, bbox=None).ids
            if asked.query.bbox is not None and by_key[key].standing is MapStanding.REGION
        ]
        assert results.region_outside_bbox == len(region_wide)

    def check_map(
        self, engine: SearchEngine, asked: Asked, results: SearchResults, hits: list[SearchDocument], zoom: int
    ) -> None:
        counted = results.map
        if not asked.query.bubble:
            for slug, count in counted.areas.items():
                assert asked.of(engine, bubble=slug).total == count
        assert counted.with_place + sum(counted.areas.values()) + counted.region == results.total
        assert counted.with_place == sum(1 for hit in hits if hit.places)
        assert counted.areas == Counter(hit.bubble.slug for hit in hits if hit.bubble)
        cover = cover_of(asked.query.bbox) if asked.query.bbox else None
        shown = {
            hit.key: [place for place in hit.places if cover is None or cover.holds(cell_of(place.point, 17))]
            for hit in hits
        }
        assert counted.places == Counter(place.place_id for places in shown.values() for place in places)
        cells = Counter(cell for places in shown.values() for cell in {cell_of(place.point, zoom) for place in places})
        assert {Cell(cell.zoom, cell.x, cell.y): cell.count for cell in counted.cells} == cells

    def check_facets(self, engine: SearchEngine, asked: Asked, results: SearchResults) -> None:
        for facet in FACETS:
            for value in VALUES.get(facet.parameter, ()):
                selections = {**asked.query.selections, facet.parameter: (value,)}
                assert (
                    results.facet_counts[facet.parameter].get(value, 0) == asked.of(engine, selections=selections).total
                )

    def check_radius(self, engine: SearchEngine, asked: Asked, documents: list[SearchDocument]) -> None:
        """Of what is found without the radius, all that lies within it and nothing that lies far beyond."""
        near, radius_km = asked.query.near, asked.query.radius_km
        if near is None or radius_km is None:
            return
        within = set(asked.of(engine).ids)
        nearest_km = {
            document.key: min((near.distance_m(point) / 1000 for point in document.points), default=math.inf)
            for document in documents
        }
        candidates = asked.of(engine, radius_km=None).ids
        assert {key for key in candidates if nearest_km[key] <= radius_km} <= within
        assert within <= {key for key in candidates if nearest_km[key] <= radius_km * MOST_BEYOND_RADIUS}

    def check_meaning(self, engine: SearchEngine, asked: Asked, results: SearchResults) -> None:
        """What is near in meaning is found under the same filters, and said to be so where the words do not find it."""
        if not asked.query.text:
            assert results.meaning_only == frozenset()
            return
        by_words = set(ask(engine, asked.query).ids)
        filtered = set(ask(engine, replace(asked.query, text="")).ids)
        near = filtered.intersection(asked.meaning)
        assert set(results.ids) == by_words | near
        assert results.meaning_only == near - by_words
