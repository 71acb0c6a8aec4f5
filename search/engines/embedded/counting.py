"""Counts of one answer: the total, each facet's values, and the map."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tantivy import Query, Searcher

from search.cells import Cell
from search.covers import Cover
from search.engines.embedded import schema as fields
from search.engines.embedded.matching import Matching, any_value, standing_in
from search.facets import FACETS
from search.query import MapStanding
from search.results import CellCount, MapCounts

ALL_BUCKETS = 65_000
MAX_CELLS = 1000
MAX_PLACES = 1000


@dataclass(frozen=True)
class Counts:
    total: int
    facets: Mapping[str, Mapping[str, int]]
    map: MapCounts
    region_outside_box: int


def count_all(matching: Matching, searcher: Searcher, *, map_zoom: int | None) -> Counts:
    buckets = _aggregate(searcher, matching.base(), _base_fields(map_zoom))
    standing = buckets[fields.STANDING]
    map_counts = MapCounts(
        with_place=standing.get(MapStanding.PLACE.value, 0),
        cells=() if map_zoom is None else _cells(buckets[fields.map_cell_field(map_zoom)], matching, searcher),
        places=_places(buckets.get(fields.PLACES, {}), matching.cover),
        areas=buckets[fields.BUBBLE],
        region=standing.get(MapStanding.REGION.value, 0),
    )
    return Counts(
        total=sum(standing.values()),
        facets={facet.parameter: _facet(facet.parameter, buckets, matching, searcher) for facet in FACETS},
        map=map_counts,
        region_outside_box=_region_outside_box(matching, searcher),
    )


def _base_fields(map_zoom: int | None) -> list[str]:
    facets = [fields.counting_field(facet.parameter) for facet in FACETS]
    drawn = [] if map_zoom is None else [fields.PLACES, fields.map_cell_field(map_zoom)]
    return [fields.STANDING, fields.BUBBLE, *drawn, *facets]


def _aggregate(searcher: Searcher, query: Query, names: list[str]) -> dict[str, dict[Any, int]]:
    """Number of documents by value, for each field; keys are texts, or whole numbers for number fields.

    One call for each field: tantivy 0.27 takes five times as long for the same fields in one call.
    """
    return {name: _buckets(searcher, query, name) for name in names}


def _buckets(searcher: Searcher, query: Query, name: str) -> dict[Any, int]:
    answer = searcher.aggregate(query, {name: {"terms": {"field": name, "size": ALL_BUCKETS}}})
    return {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}


def _facet(
    parameter: str, base: dict[str, dict[Any, int]], matching: Matching, searcher: Searcher
) -> Mapping[str, int]:
    """Counts of one facet under all conditions but its own."""
    field = fields.counting_field(parameter)
    buckets = base[field]
    if parameter in matching.facets:
        buckets = _aggregate(searcher, matching.base(without_facet=parameter), [field])[field]
    if parameter in fields.MANY_SETS:
        return buckets
    counts: Counter[str] = Counter()
    for values, count in buckets.items():
        for value in _members(values):
            counts[value] += count
    return dict(counts)


@lru_cache(maxsize=20_000)
def _members(values: str) -> tuple[str, ...]:
    return tuple(value for value in values.split(fields.SET_SEPARATOR) if value)


def _cells(buckets: dict[Any, int], matching: Matching, searcher: Searcher) -> tuple[CellCount, ...]:
    counted = ((Cell.from_number(int(number)), count) for number, count in buckets.items())
    inside = ((cell, _inside_box(cell, count, matching, searcher)) for cell, count in counted)
    found = [CellCount(cell.zoom, cell.x, cell.y, count) for cell, count in inside if count]
    found.sort(key=lambda cell: (-cell.count, cell.x, cell.y))
    return tuple(found[:MAX_CELLS])


def _inside_box(cell: Cell, count: int, matching: Matching, searcher: Searcher) -> int:
    """Of the initiatives with a place in the cell, how many have one that is inside the box too."""
    if matching.cover is None or matching.cover.holds(cell):
        return count
    parts = matching.cover.within(cell)
    if not parts:
        return 0
    schema = matching.schema
    here = any_value(schema, fields.CELLS, [part.number for part in parts])
    query = matching.base(also=[here, standing_in(schema, [MapStanding.PLACE])])
    return count_matches(searcher, query)


def _places(buckets: dict[Any, int], cover: Cover | None) -> dict[int, int]:
    """Count by place id; when there are too many, those with most initiatives."""
    counts: dict[int, int] = {}
    for code, count in buckets.items():
        place_id, cell = _place_and_cell(code)
        if cover is None or cover.holds(cell):
            counts[place_id] = count
    if len(counts) > MAX_PLACES:
        counts = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_PLACES])
    return counts


@lru_cache(maxsize=20_000)
def _place_and_cell(code: str) -> tuple[int, Cell]:
    place_id, number = (int(part) for part in code.split(":"))
    return place_id, Cell.from_number(number)


def _region_outside_box(matching: Matching, searcher: Searcher) -> int:
    if matching.box is None:
        return 0
    region = standing_in(matching.schema, [MapStanding.REGION])
    return count_matches(searcher, matching.base(without_box=True, also=[region]))


def count_matches(searcher: Searcher, query: Query) -> int:
    count: int = searcher.search(query, 1, count=True).count  # type: ignore[attr-defined]  # missing in its stub
    return count
