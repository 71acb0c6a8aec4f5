"""Which of the rows that a text finds meet the conditions of a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import numpy as np

from search.covers import Cover
from search.engines.embedded.codes import FACET_COLUMN, STANDINGS
from search.engines.embedded.matching import Matching, standings_asked
from search.engines.embedded.row_sets import Integers, Mask, RowSet
from search.engines.embedded.snapshot import Snapshot
from search.facets import MOST_VALUES_COUNTED

MANY = 16  # with more than this share of all rows, to try each row there is is quicker than to look up which


@dataclass(frozen=True, eq=False)
class Found:
    """What matches, and for each facet asked for what matches all other conditions."""

    hits: RowSet
    without_facet: Mapping[str, RowSet]
    region_outside_box: int = 0


def found_among(candidates: RowSet, matching: Matching, snapshot: Snapshot) -> Found:
    """What matches among rows that the text finds."""
    trial = Trial(matching, snapshot)
    wanted = trial.in_circle(trial.of_standing(trial.not_excluded(candidates)))
    holding = {name: trial.holding_value(name, wanted) for name in matching.facet_names}
    hits = reduce(and_, holding.values(), wanted)
    without = {
        name: reduce(and_, (holding[other] for other in holding if other != name), wanted)
        for name in matching.facet_names
    }
    if matching.cover is None:
        return Found(hits, without)
    inside = trial.inside(matching.cover, reduce(or_, without.values(), hits))
    outside = (hits & snapshot.of_region).count  # what is for the whole region has no place, so lies in no box
    return Found(hits & inside if without else inside, {name: rows & inside for name, rows in without.items()}, outside)


@dataclass(frozen=True, eq=False)
class Trial:
    """The conditions one by one."""

    matching: Matching
    snapshot: Snapshot

    def not_excluded(self, wanted: RowSet) -> RowSet:
        excluded = self.matching.excluded
        if not excluded:
            return wanted
        return self._those(wanted, ~np.isin(self.snapshot.rows.keys[wanted.rows], excluded))

    def in_circle(self, wanted: RowSet) -> RowSet:
        return wanted if self.matching.circle is None else self.inside(self.matching.circle, wanted)

    def inside(self, cover: Cover, wanted: RowSet) -> RowSet:
        codes = self.snapshot.codes
        if wanted.count * 2 < len(codes.spot_x):
            return self._those(wanted, self._is_inside(cover, self._where(wanted)))
        is_inside = cover.holds_each(codes.spot_x, codes.spot_y)
        if wanted.count * MANY < wanted.end:
            return self._those(wanted, codes.where_spots.any_of(self._where(wanted), is_inside))
        where = self.snapshot.rows.where[: wanted.end]
        return RowSet(wanted.bits & np.packbits(codes.where_spots.any_of_each(is_inside).take(where)), wanted.end)

    def _is_inside(self, cover: Cover, where: Integers) -> Mask:
        """For each whereabouts, whether one of its spots lies inside; no other spot is looked at."""
        codes = self.snapshot.codes
        spots, of_where = codes.where_spots.expand(where)
        found = np.zeros(len(where), dtype=bool)
        found[of_where[cover.holds_each(codes.spot_x.take(spots), codes.spot_y.take(spots))]] = True
        return found

    def of_standing(self, wanted: RowSet) -> RowSet:
        """Those that stand on the map as asked for, and in the bubble asked for."""
        query, codes = self.matching.query, self.snapshot.codes
        if query.standing is not None:
            numbers = [STANDINGS.index(standing) for standing in standings_asked(query.standing)]
            wanted = self._those(wanted, np.isin(codes.where_standings[self._where(wanted)], numbers))
        if query.bubble:
            number = codes.bubbles.index(query.bubble) if query.bubble in codes.bubbles else len(codes.bubbles)
            wanted = self._those(wanted, codes.where_bubbles[self._where(wanted)] == number)
        return wanted

    def holding_value(self, name: str, wanted: RowSet) -> RowSet:
        """Those whose set holds one of the values asked for."""
        if name not in MOST_VALUES_COUNTED:
            bits = self.snapshot.value_masks.holding(name, self.matching.query.selected(name))
            return RowSet(wanted.bits & bits[: len(wanted.bits)], wanted.end)
        column, codes = FACET_COLUMN[name], self.snapshot.codes
        is_asked = np.zeros(len(codes.values), dtype=bool)
        is_asked[codes.values.numbers_of(column, self.matching.query.selected(name))] = True
        sets = self.snapshot.rows.sets[column][wanted.rows]
        return self._those(wanted, codes.sets.any_of(sets, is_asked))

    def _where(self, wanted: RowSet) -> Integers:
        return self.snapshot.rows.where[wanted.rows]

    @staticmethod
    def _those(wanted: RowSet, is_one: Mask) -> RowSet:
        return RowSet.of_ascending(wanted.rows[is_one], wanted.end)
