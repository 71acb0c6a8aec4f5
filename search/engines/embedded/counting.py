"""Counts of one answer: the total, each facet's values, and the map."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.codes import FACET_COLUMN
from search.engines.embedded.finding import Finder
from search.engines.embedded.map_counting import count_map
from search.engines.embedded.row_sets import Integers, RowSet
from search.facets import MOST_VALUES_COUNTED
from search.results import MapCounts

ROWS_OF_A_LIST = 128  # with fewer rows than this share of all, to list values is quicker than to count bits

FacetCounts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Counts:
    total: int
    facets: Mapping[str, Mapping[str, int]]
    map: MapCounts
    region_outside_box: int

    @property
    def numbers(self) -> int:
        """How many numbers there are in it, by which its size goes."""
        return 1 + sum(map(len, self.facets.values())) + len(self.map.cells) + len(self.map.places)


def count_all(finder: Finder, *, map_zoom: int | None) -> Counts:
    found, snapshot = finder.found, finder.snapshot
    return Counts(
        total=found.hits.count,
        facets=_count_facets(finder),
        map=count_map(found.hits, finder.matching, snapshot, map_zoom=map_zoom),
        region_outside_box=found.region_outside_box,
    )


def _count_facets(finder: Finder) -> FacetCounts:
    """The values of every facet under all other conditions."""
    found = finder.found
    facets: FacetCounts = {name: {} for name in FACET_COLUMN}
    shared = [name for name in FACET_COLUMN if name not in found.without_facet]
    for rows, names in ((found.hits, shared), *((rows, [name]) for name, rows in found.without_facet.items())):
        if rows.count:
            facets |= _values_counted(rows, names, finder)
    return facets


def _values_counted(rows: RowSet, names: list[str], finder: Finder) -> FacetCounts:
    """Of few rows their values are listed, of many the bits of each value are counted; parties are always listed."""
    if rows.count * ROWS_OF_A_LIST < rows.end:
        return _values_listed(rows.rows, names, finder)
    listed = [name for name in names if name in MOST_VALUES_COUNTED]
    masked = [name for name in names if name not in MOST_VALUES_COUNTED]
    return finder.snapshot.value_masks.counts(rows.bits, masked) | _values_listed(rows.rows, listed, finder)


def _values_listed(rows: Integers, names: list[str], finder: Finder) -> FacetCounts:
    """All facets in one go: no two of them share a value's number."""
    if not names:
        return {}
    snapshot, codes, columns = finder.snapshot, finder.snapshot.codes, [FACET_COLUMN[name] for name in names]
    sets = snapshot.rows.sets[np.ix_(np.array(columns, dtype=np.int64), rows)].ravel()
    held, counts = codes.sets.members_counted(sets, len(codes.values))
    of_column = codes.values.columns[held]
    places = {name: np.flatnonzero(of_column == column) for name, column in zip(names, columns, strict=True)}
    for name in MOST_VALUES_COUNTED.keys() & places:
        own = places[name]
        places[name] = own[_most_and_chosen(name, held[own], counts[own], finder)]
    return {name: codes.values.named(held[own], counts[own]) for name, own in places.items()}


def _most_and_chosen(name: str, held: Integers, counts: Integers, finder: Finder) -> Integers:
    """Where those stand among the values that some row holds."""
    values = finder.snapshot.codes.values
    most = values.with_most(held, counts, MOST_VALUES_COUNTED[name])
    chosen = values.numbers_of(FACET_COLUMN[name], finder.matching.query.selected(name))
    return np.union1d(most, np.flatnonzero(np.isin(held, chosen))) if len(chosen) else most
