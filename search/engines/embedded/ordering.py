"""Which hits stand on a page, in which order. Ties go to the lower key, so pages never overlap."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tantivy import Occur, Order, Query, Searcher

from initiatives.geo.types import EARTH_RADIUS_M, Point
from search.engines.embedded import schema as fields
from search.engines.embedded.codes import Integers
from search.engines.embedded.finding import matching_rows
from search.engines.embedded.matching import Matching, any_value
from search.engines.embedded.relevance import Hit, by_relevance, keys_of
from search.engines.embedded.store import Snapshot
from search.query import MAX_REACHABLE_HITS, SearchQuery, Sort

NOWHERE = math.inf


@dataclass(frozen=True)
class PageOfHits:
    keys: tuple[int, ...]
    distances_m: Mapping[int, float] = field(default_factory=dict)


def page_of_hits(query: SearchQuery, matching: Matching, snapshot: Snapshot) -> PageOfHits:
    last = min(query.first_hit + query.page_size, MAX_REACHABLE_HITS)
    if query.first_hit >= last:
        return PageOfHits(())
    if query.sort is Sort.DISTANCE and query.near is not None:
        return _by_distance(query.near, matching, snapshot, first=query.first_hit, last=last)
    searcher = snapshot.searcher
    if query.sort is Sort.RELEVANCE and matching.words is not None:
        hits = by_relevance(matching, searcher, first=query.first_hit, last=last)
    elif query.sort is Sort.RECENT:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_RECENT, Order.Desc, query.first_hit, last)
    else:
        hits = _sorted_hits(searcher, matching.base(), fields.SORT_TITLE, Order.Asc, query.first_hit, last)
    return _with_distances(query.near, hits, snapshot)


def _sorted_hits(searcher: Searcher, query: Query, field_name: str, order: Order, first: int, last: int) -> list[Hit]:
    """Sorting fields hold a different value for each document, so their order is complete."""
    answer = searcher.search(query, last - first, count=False, order_by_field=field_name, offset=first, order=order)
    addresses = [address for _, address in answer.hits]
    return [Hit(key, address) for key, address in zip(keys_of(searcher, addresses), addresses, strict=True)]


def _with_distances(near: Point | None, hits: list[Hit], snapshot: Snapshot) -> PageOfHits:
    keys = tuple(hit.key for hit in hits)
    if near is None or not hits:
        return PageOfHits(keys)
    rows = np.array(snapshot.searcher.fast_field_values(fields.ROW, [hit.address for hit in hits]), dtype=np.int64)
    distances = distances_m(near, rows, snapshot).tolist()
    return PageOfHits(keys, {key: far for key, far in zip(keys, distances, strict=True) if far != NOWHERE})


def _by_distance(near: Point, matching: Matching, snapshot: Snapshot, *, first: int, last: int) -> PageOfHits:
    """The nearest first, by the nearest point of each; then those that are nowhere, by title."""
    rows = matching_rows(matching, snapshot)
    distances, keys = distances_m(near, rows, snapshot), snapshot.rows["key"][rows]
    is_somewhere = distances != NOWHERE
    order = np.lexsort((keys[is_somewhere], distances[is_somewhere]))[first:last]
    nearest = dict(zip(keys[is_somewhere][order].tolist(), distances[is_somewhere][order].tolist(), strict=True))
    found = int(np.count_nonzero(is_somewhere))
    elsewhere = _nowhere(matching, snapshot.searcher, max(0, first - found), last - found) if last > found else []
    return PageOfHits((*nearest, *(hit.key for hit in elsewhere)), nearest)


def distances_m(near: Point, rows: Integers, snapshot: Snapshot) -> npt.NDArray[np.float64]:
    """Great-circle metres from ``near`` to the nearest point of each row; infinite for what is nowhere."""
    codes = snapshot.codes
    whereabouts, of_row = np.unique(snapshot.rows["where"][rows], return_inverse=True)
    spots, positions = codes.where_spots.expand(whereabouts)
    nearest = np.full(len(whereabouts), NOWHERE)
    np.minimum.at(nearest, positions, _spot_distances_m(near, codes.spot_points[spots]))
    return nearest[of_row]


def _spot_distances_m(near: Point, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    points = np.radians(points)
    latitude, longitude = math.radians(near.latitude), math.radians(near.longitude)
    across = np.sin((points[:, 0] - latitude) / 2) ** 2
    along = math.cos(latitude) * np.cos(points[:, 0]) * np.sin((points[:, 1] - longitude) / 2) ** 2
    distances: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, across + along)))
    return distances


def _nowhere(matching: Matching, searcher: Searcher, first: int, last: int) -> list[Hit]:
    """Documents without a point: those that do not lie in the one cell of zoom 0."""
    somewhere = any_value(matching.schema, fields.CELLS, [0])
    query = Query.boolean_query([(Occur.Must, matching.base()), (Occur.MustNot, somewhere)])
    return _sorted_hits(searcher, query, fields.SORT_TITLE, Order.Asc, first, last)
