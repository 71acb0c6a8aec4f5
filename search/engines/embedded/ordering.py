"""Which hits stand on a page, in which order. Ties go to the lower key, so pages never overlap."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tantivy import DocAddress, Occur, Order, Query, Searcher

from initiatives.geo.types import BoundingBox, Point
from search.covers import cover_of
from search.engines.embedded import schema as fields
from search.engines.embedded.documents import nearest_distances_m, unpack_points
from search.engines.embedded.matching import Matching, any_value, in_cover
from search.engines.embedded.relevance import Hit, by_relevance, keys_of
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
    if query.sort is Sort.RELEVANCE and matching.words is not None:
        hits = by_relevance(matching, searcher, first=query.first_hit, last=last)
    elif query.sort is Sort.RECENT:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_RECENT, Order.Desc, query.first_hit, last)
    else:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_TITLE, Order.Asc, query.first_hit, last)
    return _with_distances(query.near, hits, searcher)


def _sorted_hits(searcher: Searcher, query: Query, field_name: str, order: Order, first: int, last: int) -> list[Hit]:
    """Sorting fields hold a different value for each document, so their order is complete."""
    answer = searcher.search(query, last - first, count=False, order_by_field=field_name, offset=first, order=order)
    addresses = [address for _, address in answer.hits]
    return [Hit(key, address) for key, address in zip(keys_of(searcher, addresses), addresses, strict=True)]


def _points_of(searcher: Searcher, address: DocAddress) -> list[Point]:
    packed = searcher.doc(address).get_first(fields.POINTS)
    return unpack_points(bytes(packed)) if packed else []


def _distance_m(near: Point, points: Sequence[Point]) -> float | None:
    return min((near.distance_m(point) for point in points), default=None)


def _with_distances(near: Point | None, hits: list[Hit], searcher: Searcher) -> PageOfHits:
    keys = tuple(hit.key for hit in hits)
    if near is None:
        return PageOfHits(keys)
    distances = (_distance_m(near, _points_of(searcher, hit.address)) for hit in hits)
    return PageOfHits(keys, {key: far for key, far in zip(keys, distances, strict=True) if far is not None})


def _by_distance(near: Point, matching: Matching, searcher: Searcher, *, first: int, last: int) -> PageOfHits:
    """The nearest first, by the nearest point of each; then those that are nowhere, by title."""
    found = _nearest(near, matching, searcher, wanted=last)
    page = found[first:last]
    keys = [key for _, key in page]
    if len(page) < last - first:
        missing = (max(0, first - len(found)), last - len(found))
        keys += [hit.key for hit in _nowhere(matching, searcher, *missing)]
    return PageOfHits(tuple(keys), {key: distance for distance, key in page})


def _nearest(near: Point, matching: Matching, searcher: Searcher, *, wanted: int) -> list[tuple[float, int]]:
    for radius_m in RINGS_M:
        ring = in_cover(matching.schema, cover_of(_box_around(near, radius_m)))
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


def _nowhere(matching: Matching, searcher: Searcher, first: int, last: int) -> list[Hit]:
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
