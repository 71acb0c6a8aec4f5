"""The body of a request: conditions, counts and hits, all in one.

Selected facets are in ``post_filter``, so that each facet can be counted under all conditions but its own.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg

from initiatives.geo.types import Point
from search.cells import Cell
from search.engines.elasticsearch import mapping as fields
from search.engines.elasticsearch.conditions import Conditions, every, keys_in
from search.engines.fusion import FUSED_WORD_HITS
from search.facets import FACETS, MOST_VALUES_COUNTED
from search.query import MAX_REACHABLE_HITS, MapStanding, SearchQuery, Sort

# Of every shard all values are asked for: the best of each shard need not be the best of all. Together these stay below
# what a server allows in one answer.
MAX_VALUES = 2_000
MAX_VALUES_OF_A_SHARD = 10_000
MAX_AREAS = 2_000
MAX_CELL_BUCKETS = 10_000
MAX_PLACE_BUCKETS = 20_000
MAX_PLACES = 1000
SPARE_HITS = 50  # beyond a page sorted by distance, to measure again to the millimetre

Body = dict[str, Any]


def search_body(query: SearchQuery, conditions: Conditions, *, map_zoom: int | None) -> Body:
    selected = conditions.selected().to_dict()
    counts = _counts(query, conditions, selected, map_zoom)
    body = {"_source": False, "stored_fields": "_none_", "aggs": counts}
    return _what_matches(conditions, selected) | body | hits_part(query, conditions)


def total_body(conditions: Conditions) -> Body:
    return _what_matches(conditions, conditions.selected().to_dict()) | {"size": 0}


def _what_matches(conditions: Conditions, selected: Body) -> Body:
    body: Body = {"query": conditions.query.to_dict(), "track_total_hits": True}
    if conditions.facets or conditions.narrowing:
        body["post_filter"] = selected
    return body


def hits_part(query: SearchQuery, conditions: Conditions, *, spare_hits: int = SPARE_HITS) -> Body:
    """Which hits are wanted, in which order; the last sort value is always the key."""
    last = min(query.first_hit + query.page_size, MAX_REACHABLE_HITS)
    points = {} if query.near is None else {"docvalue_fields": [fields.POINTS]}
    if query.first_hit >= last:
        return {"size": 0}
    if query.sort is Sort.DISTANCE and query.near is not None:
        return points | {"sort": _by_distance(query.near), "size": min(last + spare_hits, MAX_REACHABLE_HITS)}
    if query.sort is Sort.RELEVANCE and conditions.words is not None:
        order: list[Body] = [{"_score": {"order": "desc"}}, {fields.KEY: {"order": "asc"}}]
        if conditions.meaning:
            return points | {"sort": order, "size": max(last, FUSED_WORD_HITS)}
    elif query.sort is Sort.RECENT:
        order = [{fields.SORT_RECENT: {"order": "desc"}}, {fields.KEY: {"order": "asc"}}]
    else:
        order = [{fields.SORT_TITLE: {"order": "asc"}}, {fields.KEY: {"order": "asc"}}]
    return points | {"sort": order, "from": query.first_hit, "size": last - query.first_hit}


def _by_distance(near: Point) -> list[Body]:
    """The nearest first, by the nearest point of each; then those that are nowhere, by title."""
    where = {"lat": near.latitude, "lon": near.longitude}
    nearest = {fields.LOCATION: where, "order": "asc", "mode": "min", "unit": "m", "distance_type": "arc"}
    nowhere = {"order": "asc", "missing": "_first"}
    return [{"_geo_distance": nearest}, {fields.NOWHERE_TITLE: nowhere}, {fields.KEY: {"order": "asc"}}]


def _counts(query: SearchQuery, conditions: Conditions, selected: Body, map_zoom: int | None) -> Body:
    """``all``: under all conditions. One beside it for each selected facet, one for what a box leaves out, and the keys
    near in meaning.
    """
    chosen = frozenset(conditions.facets)
    under_all = {**_under_all(chosen, map_zoom, has_box=conditions.cover is not None), **_cut(conditions, map_zoom)}
    counts: Body = {"all": {"filter": selected, "aggs": under_all}}
    for parameter in conditions.facets:
        others = conditions.selected(without_facet=parameter).to_dict()
        own = {"values": _values(parameter)}
        if parameter in MOST_VALUES_COUNTED:
            own["chosen"] = _chosen(parameter, query)
        counts[fields.facet_field(parameter)] = {"filter": others, "aggs": own}
    if conditions.cover is not None:
        counts["region"] = {"filter": conditions.region_wide().to_dict()}
    if conditions.meaning:
        counts["meaning"] = _meaning(conditions, wants_points=query.near is not None)
    return counts


@lru_cache(maxsize=512)
def _under_all(chosen: frozenset[str], map_zoom: int | None, *, has_box: bool) -> Body:
    """What most questions share; made once, as the builder takes its time. Nobody changes it."""
    counts: Body = {
        fields.STANDING: A("terms", field=fields.STANDING, size=len(MapStanding)).to_dict(),
        fields.BUBBLE: A("terms", field=fields.BUBBLE, size=MAX_AREAS).to_dict(),
    }
    for facet in FACETS:
        if facet.parameter not in chosen:
            counts[fields.facet_field(facet.parameter)] = _values(facet.parameter)
    if map_zoom is not None:
        counts["cells"] = A("terms", field=fields.map_cell_field(map_zoom), size=MAX_CELL_BUCKETS).to_dict()
        counts["places"] = _places(has_box=has_box).to_dict()
    return counts


@lru_cache(maxsize=len(FACETS))
def _values(parameter: str) -> Body:
    most = MOST_VALUES_COUNTED.get(parameter)
    if most is None:
        return _terms(parameter, size=MAX_VALUES)
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return _terms(parameter, size=most, shard_size=MAX_VALUES_OF_A_SHARD, order=order)


def _chosen(parameter: str, query: SearchQuery) -> Body:
    values = list(query.selected(parameter))
    return _terms(parameter, size=len(values), include=values)


def _terms(parameter: str, **options: Any) -> Body:
    body: Body = A("terms", field=fields.facet_field(parameter), **options).to_dict()
    return body


def _places(*, has_box: bool) -> Agg[Any]:
    """Inside a box with the cell each lies in; else those with most initiatives."""
    if has_box:
        return A("terms", field=fields.PLACES, size=MAX_PLACE_BUCKETS)
    return A("terms", field=fields.PLACE_IDS, size=MAX_PLACES, order=[{"_count": "desc"}, {"_key": "asc"}])


def _cut(conditions: Conditions, map_zoom: int | None) -> Body:
    """Where a box cuts through a cell of the map, the part inside is counted by itself."""
    cut = {} if map_zoom is None else cut_cells(conditions, map_zoom)
    if not cut:
        return {}
    parts = {str(cell.number): _in_parts(parts) for cell, parts in cut.items()}
    placed = Q("term", **{fields.STANDING: MapStanding.PLACE.value}).to_dict()
    return {"cut": {"filter": placed, "aggs": {"cells": {"filters": {"filters": parts}}}}}


def cut_cells(conditions: Conditions, map_zoom: int) -> Mapping[Cell, Sequence[Cell]]:
    """The cells of the map that the box covers in part, each with the finer cells that it does cover."""
    parts: dict[Cell, list[Cell]] = {}
    for cell in conditions.cover.cells if conditions.cover else ():
        if cell.zoom > map_zoom:
            parts.setdefault(cell.at_zoom(map_zoom), []).append(cell)
    return parts


def _in_parts(parts: Sequence[Cell]) -> Body:
    body: Body = Q("terms", **{fields.CELLS: [str(cell.number) for cell in parts]}).to_dict()
    return body


def _meaning(conditions: Conditions, *, wants_points: bool) -> Body:
    """The keys near in meaning that pass the filters (with their points), and of them those that the words find."""
    count = len(conditions.meaning)
    found = A("filter", filter=every([keys_in(conditions.meaning), conditions.selected()]))
    found.bucket("keys", A("terms", field=fields.KEY, size=count))
    if wants_points:
        order = [{fields.KEY: {"order": "asc"}}]
        found.bucket("hits", A("top_hits", size=count, sort=order, _source=False, docvalue_fields=[fields.POINTS]))
    if conditions.words is not None:
        by_words = found.bucket("by_words", A("filter", filter=conditions.words))
        by_words.bucket("keys", A("terms", field=fields.KEY, size=count))
    body: Body = found.to_dict()
    return body


def suggest_body(words: Sequence[Sequence[str]], *, limit: int, excluded_keys: Collection[int]) -> Body:
    wanted = [Q("terms", **{fields.NAME_WORDS: list(either)}) for either in words]
    refused = [keys_in(sorted(excluded_keys))] if excluded_keys else []
    search = Search().query(Q("bool", filter=wanted, must_not=refused)).source(False)
    body: Body = search.extra(
        size=limit,
        track_total_hits=False,
        stored_fields="_none_",
        sort=[{fields.SORT_TITLE: {"order": "asc"}}, {fields.KEY: {"order": "asc"}}],
    ).to_dict()
    return body


def versions_body(after: int | None, size: int) -> Body:
    """The next documents in order of key, each with the version it was written at."""
    search = Search().query(Q("bool", must_not=[Q("term", **{fields.GONE: True})])).source(False)
    more = {} if after is None else {"search_after": [after]}
    body: Body = search.extra(
        size=size, version=True, track_total_hits=False, sort=[{fields.KEY: {"order": "asc"}}], **more
    ).to_dict()
    return body
