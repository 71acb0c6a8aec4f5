"""Which hits stand on a page, in which order. Ties go to the lower key, so pages never overlap."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tantivy import Occur, Order, Query

from initiatives.geo.types import EARTH_RADIUS_M, Point
from search.engines.embedded import schema as fields
from search.engines.embedded.finding import Finder
from search.engines.embedded.matching import any_value
from search.engines.embedded.relevance import rows_by_relevance
from search.engines.embedded.row_sets import Integers
from search.engines.embedded.snapshot import Snapshot
from search.query import MAX_REACHABLE_HITS, SearchQuery, Sort

NOWHERE = math.inf


@dataclass(frozen=True)
class PageOfHits:
    keys: tuple[int, ...]
    distances_m: Mapping[int, float] = field(default_factory=dict)


def page_of_hits(query: SearchQuery, finder: Finder) -> PageOfHits:
    last = min(query.first_hit + query.page_size, MAX_REACHABLE_HITS)
    if query.first_hit >= last:
        return PageOfHits(())
    if query.sort is Sort.DISTANCE and query.near is not None:
        rows = _by_distance(query.near, finder, first=query.first_hit, last=last)
    elif query.sort is Sort.RELEVANCE and finder.matching.plan is not None:
        rows = rows_by_relevance(finder, first=query.first_hit, last=last)
    elif query.sort is Sort.RECENT:
        rows = _sorted_rows(finder, finder.matching.base(), fields.SORT_RECENT, Order.Desc, query.first_hit, last)
    else:
        rows = _sorted_rows(finder, finder.matching.base(), fields.SORT_TITLE, Order.Asc, query.first_hit, last)
    return _with_distances(query.near, rows, finder.snapshot)


def _sorted_rows(finder: Finder, query: Query, field_name: str, order: Order, first: int, last: int) -> Integers:
    """Sorting fields hold a different value for each document, so their order is complete."""
    answer = finder.snapshot.searcher.search(
        query, last - first, count=False, order_by_field=field_name, offset=first, order=order
    )
    return finder.snapshot.rows_at([address for _, address in answer.hits])


def _with_distances(near: Point | None, rows: Integers, snapshot: Snapshot) -> PageOfHits:
    keys = tuple(snapshot.rows.keys[rows].tolist())
    if near is None:
        return PageOfHits(keys)
    distances = distances_m(near, rows, snapshot).tolist()
    return PageOfHits(keys, {key: far for key, far in zip(keys, distances, strict=True) if far != NOWHERE})


def _by_distance(near: Point, finder: Finder, *, first: int, last: int) -> Integers:
    """The nearest first, by the nearest point of each; then those that are nowhere, by title."""
    rows = finder.found.hits.rows
    distances = distances_m(near, rows, finder.snapshot)
    located, distances = rows[distances != NOWHERE], distances[distances != NOWHERE]
    page: Integers = located[np.lexsort((finder.snapshot.rows.keys[located], distances))[first:last]]
    if last <= len(located):
        return page
    return np.concatenate([page, _nowhere(finder, max(0, first - len(located)), last - len(located))])


def distances_m(near: Point, rows: Integers, snapshot: Snapshot) -> npt.NDArray[np.float64]:
    """Great-circle metres from ``near`` to the nearest point of each row; infinite for what is nowhere."""
    codes = snapshot.codes
    whereabouts, of_row = np.unique(snapshot.rows.where[rows], return_inverse=True)
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


def _nowhere(finder: Finder, first: int, last: int) -> Integers:
    """Documents without a point: those that do not lie in the one cell of zoom 0."""
    somewhere = any_value(finder.matching.schema, fields.CELLS, [0])
    query = Query.boolean_query([(Occur.Must, finder.matching.base()), (Occur.MustNot, somewhere)])
    return _sorted_rows(finder, query, fields.SORT_TITLE, Order.Asc, first, last)
