"""Counts of one answer: the total, each facet's values, and the map."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.codes import FACET_COLUMN
from search.engines.embedded.filtering import Found
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
    return Counts(
        total=len(found.rows),
        facets=_count_facets(found, snapshot),
        map=count_map(found.rows, finder.matching, snapshot, map_zoom=map_zoom),
        region_outside_box=found.region_outside_box,
    )


def _count_facets(found: Found, snapshot: Snapshot) -> FacetCounts:
    """The values of every facet under all other conditions, all facets in one go: no two share a value's number."""
    facets: FacetCounts = {name: {} for name in FACET_COLUMN}
    sets, codes = snapshot.rows["sets"], snapshot.codes
    shared = [column for name, column in FACET_COLUMN.items() if name not in found.without_facet]
    own = [sets[rows, FACET_COLUMN[name]] for name, rows in found.without_facet.items()]
    numbers = np.concatenate([sets[found.rows][:, shared].ravel(), *own])
    if not len(numbers):
        return facets
    counts = codes.sets.members_counted(numbers, len(codes.values))
    held, names = np.flatnonzero(counts), list(facets)
    for number, count in zip(held.tolist(), counts[held].tolist(), strict=True):
        column, value = codes.values[number]
        facets[names[column]][value] = count
    return facets
