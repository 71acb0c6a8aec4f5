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
    rows = trial.in_circle(trial.of_standing(trial.not_excluded(rows)))
    lacking = np.zeros((len(matching.facets), len(rows)), dtype=bool)
    for number, name in enumerate(matching.facets):
        lacking[number] = ~trial.holds_value(name, rows)
    lacked = lacking.sum(axis=0)
    near = lacked <= 1  # what lacks more than one facet is counted nowhere
    rows, lacking, lacked = rows[near], lacking[:, near], lacked[near]
    inside = trial.is_in_box(rows)
    without = {name: rows[inside & (lacked == lacks)] for name, lacks in zip(matching.facets, lacking, strict=True)}
    return Found(rows[inside & (lacked == 0)], without, trial.count_region(rows[~inside & (lacked == 0)]))


@dataclass(frozen=True, eq=False)
class Trial:
    """The conditions one by one."""

    matching: Matching
    snapshot: Snapshot

    def not_excluded(self, rows: Integers) -> Integers:
        excluded = self.matching.excluded
        return rows[~np.isin(self.snapshot.rows.keys[rows], excluded)] if excluded else rows

    def in_circle(self, rows: Integers) -> Integers:
        return rows if self.matching.circle is None else rows[self._is_inside(self.matching.circle, rows)]

    def is_in_box(self, rows: Integers) -> Mask:
        cover = self.matching.cover
        return np.ones(len(rows), dtype=bool) if cover is None else self._is_inside(cover, rows)

    def _is_inside(self, cover: Cover, rows: Integers) -> Mask:
        codes = self.snapshot.codes
        return codes.where_spots.any_of(
            self.snapshot.rows.where[rows], lambda spots: cover.holds_each(codes.spot_x[spots], codes.spot_y[spots])
        )

    def of_standing(self, rows: Integers) -> Integers:
        """Those that stand on the map as asked for, and in the bubble asked for."""
        query, codes = self.matching.query, self.snapshot.codes
        if query.standing is not None:
            wanted = [STANDINGS.index(standing) for standing in standings_asked(query.standing)]
            rows = rows[np.isin(codes.where_standings[self.snapshot.rows.where[rows]], wanted)]
        if query.bubble:
            number = codes.bubbles.index(query.bubble) if query.bubble in codes.bubbles else len(codes.bubbles)
            rows = rows[codes.where_bubbles[self.snapshot.rows.where[rows]] == number]
        return rows

    def holds_value(self, name: str, rows: Integers) -> Mask:
        """For each row, whether its set holds one of the values asked for."""
        if name not in MOST_VALUES_COUNTED:
            return self.snapshot.value_masks.holds_any(name, self.matching.query.selected(name), rows)
        column, codes = FACET_COLUMN[name], self.snapshot.codes
        is_wanted = np.zeros(len(codes.values), dtype=bool)
        is_wanted[codes.values.numbers_of(column, self.matching.query.selected(name))] = True
        return codes.sets.any_of(self.snapshot.rows.sets[column][rows], lambda members: is_wanted[members])

    def count_region(self, rows: Integers) -> int:
        """How many of them are for the whole region."""
        standings = self.snapshot.codes.where_standings[self.snapshot.rows.where[rows]]
        return int(np.count_nonzero(standings == STANDINGS.index(MapStanding.REGION)))
