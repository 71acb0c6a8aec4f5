"""Which of some rows meet the conditions of a question, tried row by row against tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.covers import Cover
from search.engines.embedded.codes import FACET_COLUMN, STANDINGS, Integers, Mask
from search.engines.embedded.matching import Matching, standings_asked
from search.engines.embedded.store import Snapshot
from search.facets import MOST_VALUES_COUNTED
from search.query import MapStanding


@dataclass(frozen=True, eq=False)
class Found:
    """Row numbers: of all that match, and for each facet asked for of what matches all other conditions."""

    rows: Integers
    without_facet: Mapping[str, Integers]
    region_outside_box: int = 0


def found_among(rows: Integers, matching: Matching, snapshot: Snapshot) -> Found:
    """What matches among rows that the text finds; they stay in their order."""
    trial = Trial(matching, snapshot)
    rows = trial.of_standing(trial.in_circle(trial.not_excluded(rows)))
    inside = trial.in_box(rows)
    if not len(inside):
        return Found(inside, dict.fromkeys(matching.facets, inside), trial.count_region_outside_box(rows))
    lacking = {name: ~trial.holds_value(name, inside) for name in matching.facets}
    if not lacking:
        return Found(inside, {}, trial.count_region_outside_box(rows))
    lacked = np.sum(list(lacking.values()), axis=0)
    without = {name: inside[lacked == mask] for name, mask in lacking.items()}
    return Found(inside[lacked == 0], without, trial.count_region_outside_box(rows))


@dataclass(frozen=True, eq=False)
class Trial:
    """The conditions one by one: each gives the rows that meet it."""

    matching: Matching
    snapshot: Snapshot

    def not_excluded(self, rows: Integers) -> Integers:
        excluded = self.matching.excluded
        return rows[~np.isin(self.snapshot.rows["key"][rows], excluded)] if excluded else rows

    def in_box(self, rows: Integers) -> Integers:
        return rows if self.matching.cover is None else self._inside(self.matching.cover, rows)

    def in_circle(self, rows: Integers) -> Integers:
        return rows if self.matching.circle is None else self._inside(self.matching.circle, rows)

    def _inside(self, cover: Cover, rows: Integers) -> Integers:
        codes = self.snapshot.codes
        whereabouts = self.snapshot.rows["where"][rows]
        return rows[
            codes.where_spots.any_of(
                whereabouts, lambda spots: cover.holds_each(codes.spot_x[spots], codes.spot_y[spots])
            )
        ]

    def of_standing(self, rows: Integers) -> Integers:
        """Those that stand on the map as asked for, and in the bubble asked for."""
        query, codes = self.matching.query, self.snapshot.codes
        if query.standing is not None:
            wanted = [STANDINGS.index(standing) for standing in standings_asked(query.standing)]
            rows = rows[np.isin(codes.where_standings[self.snapshot.rows["where"][rows]], wanted)]
        if query.bubble:
            number = codes.bubbles.index(query.bubble) if query.bubble in codes.bubbles else len(codes.bubbles)
            rows = rows[codes.where_bubbles[self.snapshot.rows["where"][rows]] == number]
        return rows

    def holds_value(self, name: str, rows: Integers) -> Mask:
        """For each row, whether its set holds one of the values asked for."""
        if name not in MOST_VALUES_COUNTED:
            return self.snapshot.value_masks.holds_any(name, self.matching.query.selected(name), rows)
        column, codes = FACET_COLUMN[name], self.snapshot.codes
        is_wanted = np.zeros(len(codes.values), dtype=bool)
        is_wanted[codes.values.numbers_of(column, self.matching.query.selected(name))] = True
        return codes.sets.any_of(self.snapshot.rows["sets"][rows, column], lambda members: is_wanted[members])

    def count_region_outside_box(self, rows: Integers) -> int:
        """How many region-wide initiatives the box leaves out."""
        if self.matching.cover is None:
            return 0
        codes, region = self.snapshot.codes, STANDINGS.index(MapStanding.REGION)
        rows = rows[codes.where_standings[self.snapshot.rows["where"][rows]] == region]
        for name in self.matching.facets:
            rows = rows[self.holds_value(name, rows)]
        return len(rows)
