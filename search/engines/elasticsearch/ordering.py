"""Which hits stand on a page, in which order: exactly that of the embedded engine. Ties go to the lower key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from initiatives.geo.types import Point
from search.engines.elasticsearch.answers import Hit
from search.engines.elasticsearch.conditions import Conditions
from search.engines.fusion import fused_page
from search.engines.points import nearest_distances_m, unpack_points
from search.query import MAX_REACHABLE_HITS, SearchQuery, Sort

ROUNDING_M = 2.0  # the servers measure on rounded coordinates: two distances this near may come in either order
MORE_HITS = 500


@dataclass(frozen=True)
class PageOfHits:
    keys: tuple[int, ...]
    distances_m: Mapping[int, float] = field(default_factory=dict)


def page_of_hits(
    query: SearchQuery,
    conditions: Conditions,
    hits: Sequence[Hit],
    *,
    near_in_meaning: Sequence[int],
    near_hits: Sequence[Hit],
    more_hits: Callable[[int], Sequence[Hit]],
) -> PageOfHits:
    """``hits`` are those that :func:`search.engines.elasticsearch.bodies.hits_part` asked for, ``near_hits`` those of
    meaning with their points; ``more_hits`` asks again with so many to spare.
    """
    last = min(query.first_hit + query.page_size, MAX_REACHABLE_HITS)
    if query.first_hit >= last:
        return PageOfHits(())
    if query.sort is Sort.DISTANCE and query.near is not None:
        return _by_distance(query.near, hits, first=query.first_hit, last=last, more_hits=more_hits)
    if query.sort is Sort.RELEVANCE and conditions.words is not None and conditions.meaning:
        keys = _fused(hits, near_in_meaning, conditions.words_weight, first=query.first_hit, last=last)
    else:
        keys = [hit.key for hit in hits]
    return PageOfHits(tuple(keys), _distances(query.near, keys, [*hits, *near_hits]))


def _fused(
    hits: Sequence[Hit], near_in_meaning: Sequence[int], words_weight: float, *, first: int, last: int
) -> list[int]:
    by_words = [hit.key for hit in hits if hit.sort_value > 0]
    page = fused_page(by_words, near_in_meaning, words_weight, first=first, last=last)
    found_by_meaning = frozenset(near_in_meaning)
    tail = [key for key in by_words if key not in found_by_meaning]
    return [*page.head, *tail[page.tail_first : page.tail_last]]


def _distances(near: Point | None, keys: Sequence[int], hits: Sequence[Hit]) -> dict[int, float]:
    if near is None:
        return {}
    points = {hit.key: unpack_points(hit.points) for hit in hits if hit.points}
    return {key: min(near.distance_m(point) for point in points[key]) for key in keys if key in points}


def _by_distance(
    near: Point, hits: Sequence[Hit], *, first: int, last: int, more_hits: Callable[[int], Sequence[Hit]]
) -> PageOfHits:
    """The nearest first, measured anew; then those that are nowhere, by title, as they come."""
    found, nowhere = _measured(near, hits)
    if not nowhere and len(found) > last and found[-1][0] - found[last - 1][0] < ROUNDING_M:
        found, nowhere = _measured(near, more_hits(MORE_HITS))
    page = found[first:last]
    keys = [key for _, key in page] + nowhere[max(0, first - len(found)) : max(0, last - len(found))]
    return PageOfHits(tuple(keys), {key: distance for distance, key in page})


def _measured(near: Point, hits: Sequence[Hit]) -> tuple[list[tuple[float, int]], list[int]]:
    somewhere = [hit for hit in hits if hit.points]
    distances = nearest_distances_m(near, [hit.points for hit in somewhere])
    found = sorted(zip(distances, (hit.key for hit in somewhere), strict=True))
    return found, [hit.key for hit in hits if not hit.points]
