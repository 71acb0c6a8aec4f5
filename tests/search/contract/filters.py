"""What narrows an answer."""

from initiatives.geo.types import Point
from search.cells import cell_of
from search.engines.port import SearchEngine
from search.map_standing import AreaBubble
from search.query import MapStanding, SearchQuery
from tests.search.contract.asking import AROUND_HEERLEN, HEERLEN, KERKRADE, MAP_ZOOM, SIMPELVELD, ask, fill, found
from tests.search.documents import make_document


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

    def test_of_many_organisations_those_with_most_and_those_chosen_are_counted(self, engine: SearchEngine) -> None:
        names = [f"org-{number:03}" for number in range(520)]
        parts = [names[first : first + 40] for first in range(0, 520, 40)]
        documents = [make_document(key, facets={"organisatie": part}) for key, part in enumerate(parts, start=1)]
        fill(engine, [*documents, make_document(99, facets={"organisatie": names[-3:]})])
        counts = ask(engine, SearchQuery()).facet_counts["organisatie"]
        assert counts == dict.fromkeys(names[:497], 1) | dict.fromkeys(names[-3:], 2)
        chosen = ask(engine, SearchQuery(selections={"organisatie": ("org-510", "unknown")}))
        assert chosen.facet_counts["organisatie"] == counts | {"org-510": 1}
        assert chosen.total == 1

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

    def test_radius_keeps_what_has_a_point_about_that_near(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "a", places={1: HEERLEN}),
                make_document(2, "b", places={2: KERKRADE, 3: Point(50.8951, 5.9801)}),
                make_document(3, "c", places={4: KERKRADE}),
                make_document(4, "d", bubble=AreaBubble("simpelveld", SIMPELVELD)),
                make_document(5, "e"),
            ],
        )
        by_radius = {km: sorted(found(engine, near=HEERLEN, radius_km=km)) for km in (1, 5, 10)}
        assert by_radius == {1: [1, 2], 5: [1, 2], 10: [1, 2, 3, 4]}
        assert sorted(found(engine, near=HEERLEN)) == [1, 2, 3, 4, 5]

    def test_radius_counts_in_facets_and_on_the_map(self, engine: SearchEngine) -> None:
        facets = {"thema": ["geld"]}
        fill(engine, [make_document(1, places={1: HEERLEN}, facets=facets), make_document(2, facets=facets)])
        results = ask(engine, SearchQuery(near=HEERLEN, radius_km=2))
        assert (results.total, results.facet_counts["thema"], results.map.region) == (1, {"geld": 1}, 0)
