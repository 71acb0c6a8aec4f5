"""Counts of one answer: the total, each facet's values, and the map."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.codes import FACET_COLUMN, counted
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
        return _values_listed(rows, names, finder)
    listed = [name for name in names if name in MOST_VALUES_COUNTED]
    masked = [name for name in names if name not in MOST_VALUES_COUNTED]
    masks = finder.snapshot.value_masks.counts(rows.bits, masked)
    if rows.count * 2 <= finder.snapshot.alive.count:
        return masks | _values_listed(rows, listed, finder)
    return masks | {name: _most_named(name, *_counted_by_the_others(rows, name, finder), finder) for name in listed}


def _counted_by_the_others(rows: RowSet, name: str, finder: Finder) -> tuple[Integers, Integers]:
    """Of most rows: what all hold, less what the fewer others hold."""
    snapshot, column = finder.snapshot, FACET_COLUMN[name]
    totals = snapshot.value_totals(column)
    others = snapshot.rows.sets[column][(snapshot.alive - rows).rows]
    return counted(totals - snapshot.codes.sets.count_of_each(others, len(totals)))


def _values_listed(rows: RowSet, names: list[str], finder: Finder) -> FacetCounts:
    """All facets in one go: no two of them share a value's number."""
    if not names:
        return {}
    rows_sets, values = finder.snapshot.rows.sets, finder.snapshot.codes.values
    sets = np.concatenate([rows_sets[FACET_COLUMN[name]].take(rows.rows) for name in names])
    held, counts = finder.snapshot.codes.sets.members_counted(sets, len(values))
    if len(names) == 1 and names[0] in MOST_VALUES_COUNTED:
        return {names[0]: _most_named(names[0], held, counts, finder)}
    facets: FacetCounts = {}
    for name in MOST_VALUES_COUNTED.keys() & names:
        is_own = values.columns[held] == FACET_COLUMN[name]
        facets[name] = _most_named(name, held[is_own], counts[is_own], finder)
        held, counts = held[~is_own], counts[~is_own]
    few = {FACET_COLUMN[name]: name for name in names if name not in MOST_VALUES_COUNTED}
    return facets | values.named_by_column(held, counts, few)


def _most_named(name: str, held: Integers, counts: Integers, finder: Finder) -> dict[str, int]:
    """Of the values that some row holds those that most hold, and those asked for."""
    values = finder.snapshot.codes.values
    kept = values.with_most(held, counts, MOST_VALUES_COUNTED[name])
    chosen = values.numbers_of(FACET_COLUMN[name], finder.matching.query.selected(name))
    if len(chosen):
        kept = np.union1d(kept, np.flatnonzero(np.isin(held, chosen)))
    return values.named(held[kept], counts[kept])
