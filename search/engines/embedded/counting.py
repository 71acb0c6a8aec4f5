"""Counts of one answer: the total, each facet's values, and the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.codes import FACET_COLUMN, Integers
from search.engines.embedded.finding import Finder
from search.engines.embedded.map_counting import count_map
from search.engines.embedded.store import Snapshot
from search.results import MapCounts

FacetCounts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Counts:
    total: int
    facets: Mapping[str, Mapping[str, int]]
    map: MapCounts
    region_outside_box: int


def count_all(finder: Finder, *, map_zoom: int | None) -> Counts:
    found, snapshot = finder.found, finder.snapshot
    facets: FacetCounts = {name: {} for name in FACET_COLUMN}
    _count_facets(facets, [name for name in FACET_COLUMN if name not in found.without_facet], found.rows, snapshot)
    for name, rows in found.without_facet.items():
        _count_facets(facets, [name], rows, snapshot)
    return Counts(
        total=len(found.rows),
        facets=facets,
        map=count_map(found.rows, finder.matching, snapshot, map_zoom=map_zoom),
        region_outside_box=found.region_outside_box,
    )


def _count_facets(facets: FacetCounts, names: Sequence[str], rows: Integers, snapshot: Snapshot) -> None:
    """Count the values of these facets in these rows, all facets in one go."""
    codes, columns = snapshot.codes, [FACET_COLUMN[name] for name in names]
    counts = codes.sets.members_counted(snapshot.rows["sets"][rows][:, columns].ravel(), len(codes.values))
    held = np.flatnonzero(counts)
    by_column = {FACET_COLUMN[name]: facets[name] for name in names}
    for number, count in zip(held.tolist(), counts[held].tolist(), strict=True):
        column, value = codes.values[number]
        by_column[column][value] = count
