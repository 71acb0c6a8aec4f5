"""Counts of one answer: the total, each facet's values, and the map."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.codes import FACET_COLUMN, counted
from search.engines.embedded.finding import Finder
from search.engines.embedded.map_counting import count_map
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.snapshot import Snapshot
from search.facets import MOST_VALUES_COUNTED
from search.results import MapCounts

ROWS_OF_A_LIST = 128  # with fewer rows than this share of all, to list values is quicker than to count bits

FacetCounts = dict[str, dict[str, int]]
_Way = Callable[[Mapping[str, RowSet], Finder], FacetCounts]  # given the rows to count each facet of


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
    found, rows_by_way = finder.found, defaultdict[_Way, dict[str, RowSet]](dict)
    for name in FACET_COLUMN:
        rows = found.without_facet.get(name, found.hits)
        if rows.count:
            rows_by_way[_way_to_count(name, rows, finder.snapshot)][name] = rows
    facets: FacetCounts = {name: {} for name in FACET_COLUMN}
    for count_values, rows_of in rows_by_way.items():
        facets |= count_values(rows_of, finder)
    return facets


def _way_to_count(name: str, rows: RowSet, snapshot: Snapshot) -> _Way:
    """Of few rows their values are listed, of many the bits of each value are counted; parties have none."""
    if rows.count * ROWS_OF_A_LIST < rows.end:
        return _values_listed
    if name not in MOST_VALUES_COUNTED:
        return _values_by_bits
    return _values_by_the_others if rows.count * 2 > snapshot.alive.count else _values_listed


def _values_by_bits(rows_of: Mapping[str, RowSet], finder: Finder) -> FacetCounts:
    """Facets of the same rows together."""
    facets: FacetCounts = {}
    for rows in dict.fromkeys(rows_of.values()):
        names = [name for name, own in rows_of.items() if own is rows]
        facets |= finder.snapshot.value_masks.counts(rows.bits, names)
    return facets


def _values_by_the_others(rows_of: Mapping[str, RowSet], finder: Finder) -> FacetCounts:
    """What all hold, less what the fewer others hold."""
    snapshot, facets = finder.snapshot, {}
    for name, rows in rows_of.items():
        totals = snapshot.value_totals(FACET_COLUMN[name])
        others = snapshot.rows.sets[FACET_COLUMN[name]][(snapshot.alive - rows).rows]
        left = totals - snapshot.codes.sets.count_of_each(others, len(totals))
        facets[name] = _most_named(name, *counted(left), finder)
    return facets


def _values_listed(rows_of: Mapping[str, RowSet], finder: Finder) -> FacetCounts:
    """All facets in one go, each of its own rows: no two of them share a value's number."""
    rows_sets, values = finder.snapshot.rows.sets, finder.snapshot.codes.values
    sets = np.concatenate([rows_sets[FACET_COLUMN[name]].take(rows.rows) for name, rows in rows_of.items()])
    held, counts = finder.snapshot.codes.sets.members_counted(sets, len(values))
    if len(rows_of) == 1 and MOST_VALUES_COUNTED.keys() >= rows_of.keys():
        return {name: _most_named(name, held, counts, finder) for name in rows_of}
    facets: FacetCounts = {}
    for name in MOST_VALUES_COUNTED.keys() & rows_of.keys():
        is_own = values.columns[held] == FACET_COLUMN[name]
        facets[name] = _most_named(name, held[is_own], counts[is_own], finder)
        held, counts = held[~is_own], counts[~is_own]
    few = {FACET_COLUMN[name]: name for name in rows_of if name not in MOST_VALUES_COUNTED}
    return facets | values.named_by_column(held, counts, few)


def _most_named(name: str, held: Integers, counts: Integers, finder: Finder) -> dict[str, int]:
    """Of the values that some row holds those that most hold, and those asked for."""
    values = finder.snapshot.codes.values
    kept = values.with_most(held, counts, MOST_VALUES_COUNTED[name])
    chosen = values.numbers_of(FACET_COLUMN[name], finder.matching.query.selected(name))
    if len(chosen):
        kept = np.union1d(kept, np.flatnonzero(np.isin(held, chosen)))
    return values.named(held[kept], counts[kept])
