"""What an engine answers: ids and numbers only. The database decides what of it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellCount:
    """How many initiatives have a place in one Web Mercator tile (``zoom``, ``x``, ``y``)."""

    zoom: int
    x: int
    y: int
    count: int


@dataclass(frozen=True)
class MapCounts:
    """Every result in exactly one way: at its places, in its area's bubble, or in the region's bubble.

    ``with_place + sum(areas.values()) + region == total`` of the same query. ``cells`` and ``places`` (keys: place
    ids) count an initiative once for each distinct cell or place it has inside the box asked for. ``areas`` has
    area slugs as keys.
    """

    with_place: int = 0
    cells: tuple[CellCount, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    region: int = 0


@dataclass(frozen=True)
class SearchResults:
    """Answer to one query.

    ``ids`` are the page's initiatives in order; ``facet_counts`` maps parameter -> value -> the total that value
    alone would give with all other facets as they are (of organisations those with most and those chosen, see
    :data:`search.facets.MOST_VALUES_COUNTED`); ``region_outside_bbox`` counts the region-wide initiatives
    that a bounding box left out. ``meaning_only`` are the page's initiatives that meaning found and the words did not.
    """

    total: int
    ids: tuple[int, ...]
    facet_counts: Mapping[str, Mapping[str, int]]
    map: MapCounts
    region_outside_bbox: int = 0
    distances_m: Mapping[int, float] = field(default_factory=dict)
    meaning_only: frozenset[int] = frozenset()
