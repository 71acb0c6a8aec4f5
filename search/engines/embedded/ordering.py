"""Which hits stand on a page, in which order. Ties go to the lower key, so pages never overlap."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tantivy import DocAddress, Occur, Order, Query, Searcher

from initiatives.geo.types import BoundingBox, Point
from search.cells import numbers_of
from search.covers import cover_of
from search.engines.embedded import schema as fields
from search.engines.embedded.documents import nearest_distances_m, unpack_points
from search.engines.embedded.matching import Matching, any_value
from search.query import MAX_REACHABLE_HITS, SearchQuery, Sort

RINGS_M = (1_000, 3_000, 10_000, 30_000)  # searched around a visitor, one after the other, until a page is full
METRES_PER_DEGREE = 111_195.0
NARROWEST_COSINE = 0.2  # beyond 78 degrees of latitude a ring goes all the way round


@dataclass(frozen=True)
class PageOfHits:
    keys: tuple[int, ...]
    distances_m: Mapping[int, float] = field(default_factory=dict)


def page_of_hits(query: SearchQuery, matching: Matching, searcher: Searcher) -> PageOfHits:
    last = min(query.first_hit + query.page_size, MAX_REACHABLE_HITS)
    if query.first_hit >= last:
        return PageOfHits(())
    if query.sort is Sort.DISTANCE and query.near is not None:
        return _by_distance(query.near, matching, searcher, first=query.first_hit, last=last)
    if query.sort is Sort.RECENT:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_RECENT, Order.Desc, query.first_hit, last)
    elif query.sort is Sort.RELEVANCE and matching.scored_text is not None:
        return _with_distances(query.near, _by_relevance(matching, searcher, query.first_hit, last), searcher)
    else:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_TITLE, Order.Asc, query.first_hit, last)
    return _with_distances(query.near, hits, searcher)


def keys_of(searcher: Searcher, hits: Sequence[DocAddress]) -> list[int]:
    return [int(key or 0) for key in searcher.fast_field_values(fields.KEY, list(hits))]


def _sorted_hits(
    searcher: Searcher, query: Query, field_name: str, order: Order, first: int, last: int
) -> list[DocAddress]:
    """Sorting fields hold a different value for each document, so their order is complete."""
    answer = searcher.search(query, last - first, count=False, order_by_field=field_name, offset=first, order=order)
    return [address for _, address in answer.hits]


def _by_relevance(matching: Matching, searcher: Searcher, first: int, last: int) -> list[DocAddress]:
    """Best first. Takes so many hits that none of equal score is left out at the page's end."""
    limit = last + 1
    while True:
        hits = searcher.search(matching.ranked(), limit, count=False).hits
        is_tied = len(hits) == limit and hits[-1][0] == hits[last - 1][0]
        if not is_tied or limit >= 2 * MAX_REACHABLE_HITS:
            break
        limit *= 2
    keys = keys_of(searcher, [address for _, address in hits])
    ordered = sorted(zip(hits, keys, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
    return [address for (_, address), _ in ordered[first:last]]


def _points_of(searcher: Searcher, address: DocAddress) -> list[Point]:
    packed = searcher.doc(address).get_first(fields.POINTS)
    return unpack_points(bytes(packed)) if packed else []


def _distance_m(near: Point, points: Sequence[Point]) -> float | None:
    return min((near.distance_m(point) for point in points), default=None)


def _with_distances(near: Point | None, hits: list[DocAddress], searcher: Searcher) -> PageOfHits:
    keys = tuple(keys_of(searcher, hits))
    if near is None:
        return PageOfHits(keys)
    distances = (_distance_m(near, _points_of(searcher, address)) for address in hits)
    return PageOfHits(keys, {key: far for key, far in zip(keys, distances, strict=True) if far is not None})


def _by_distance(near: Point, matching: Matching, searcher: Searcher, *, first: int, last: int) -> PageOfHits:
    """The nearest first, by the nearest point of each; then those that are nowhere, by title."""
    found = _nearest(near, matching, searcher, wanted=last)
    page = found[first:last]
    keys = [key for _, key in page]
    if len(page) < last - first:
        missing = (max(0, first - len(found)), last - len(found))
        keys += keys_of(searcher, _nowhere(matching, searcher, *missing))
    return PageOfHits(tuple(keys), {key: distance for distance, key in page})


def _nearest(near: Point, matching: Matching, searcher: Searcher, *, wanted: int) -> list[tuple[float, int]]:
    for radius_m in RINGS_M:
        ring = any_value(matching.schema, fields.CELLS, numbers_of(cover_of(_box_around(near, radius_m)).cells))
        inside = [pair for pair in _measured(near, matching.base(also=[ring]), searcher) if pair[0] <= radius_m]
        if len(inside) >= wanted:
            return inside
    return _measured(near, matching.base(also=[_somewhere(matching)]), searcher)


def _measured(near: Point, query: Query, searcher: Searcher) -> list[tuple[float, int]]:
    answer = searcher.search(query, MAX_REACHABLE_HITS, count=False, order_by_field=fields.SORT_RECENT)
    addresses = [address for _, address in answer.hits]
    packed = [bytes(searcher.doc(address).get_first(fields.POINTS) or b"") for address in addresses]
    return sorted(zip(nearest_distances_m(near, packed), keys_of(searcher, addresses), strict=True))


def _somewhere(matching: Matching) -> Query:
    """Documents with a point: all of them lie in the one cell of zoom 0."""
    return any_value(matching.schema, fields.CELLS, [0])


def _nowhere(matching: Matching, searcher: Searcher, first: int, last: int) -> list[DocAddress]:
    query = Query.boolean_query([(Occur.Must, matching.base()), (Occur.MustNot, _somewhere(matching))])
    return _sorted_hits(searcher, query, fields.SORT_TITLE, Order.Asc, first, last)


def _box_around(near: Point, radius_m: float) -> BoundingBox:
    half_height = radius_m / METRES_PER_DEGREE * 1.01
    cosine = math.cos(math.radians(near.latitude))
    half_width = half_height / cosine if cosine > NARROWEST_COSINE else 360.0
    return BoundingBox(
        west=max(-180.0, near.longitude - half_width),
        south=max(-90.0, near.latitude - half_height),
        east=min(180.0, near.longitude + half_width),
        north=min(90.0, near.latitude + half_height),
    )
