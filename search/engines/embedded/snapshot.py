"""One state of the index, and what is kept of it between questions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from tantivy import DocAddress, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import STANDINGS, Codes
from search.engines.embedded.impacts import KeptImpacts
from search.engines.embedded.rankings import MOST_BYTES, MOST_BYTES_NEAR, Near, Ranking, Scores
from search.engines.embedded.recent_answers import RecentAnswers
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.rows import Rows
from search.engines.embedded.value_masks import KeptValueMasks, ValueMasks
from search.facets import MOST_VALUES_COUNTED
from search.query import MapStanding


def _rankings() -> RecentAnswers[Ranking]:
    return RecentAnswers(MOST_BYTES, lambda ranking: ranking.bytes)


def _near() -> RecentAnswers[Near]:
    return RecentAnswers(MOST_BYTES_NEAR, lambda near: near.bytes)


@dataclass(frozen=True, eq=False)
class Kept:
    """What was found out of the latest states, for all threads of a process."""

    impacts: KeptImpacts = field(default_factory=KeptImpacts)
    rankings: RecentAnswers[Ranking] = field(default_factory=_rankings)
    near: RecentAnswers[Near] = field(default_factory=_near)
    alive: RecentAnswers[RowSet] = field(default_factory=lambda: RecentAnswers(most=1))
    of_region: RecentAnswers[RowSet] = field(default_factory=lambda: RecentAnswers(most=1))
    value_masks: KeptValueMasks = field(default_factory=KeptValueMasks)
    value_totals: RecentAnswers[Integers] = field(default_factory=lambda: RecentAnswers(len(MOST_VALUES_COUNTED)))


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A searcher that sees one commit, and at least the rows it finds; ``state`` is another one after each commit."""

    searcher: Searcher
    state: tuple[str, int, int]
    rows: Rows
    codes: Codes
    kept: Kept

    @property
    def value_masks(self) -> ValueMasks:
        """Of at least the rows of this commit."""
        return self.kept.value_masks.of(self.state[0], self.rows, self.codes)

    @cached_property
    def alive(self) -> RowSet:
        """The rows that count in this commit, those of every document; asked of the index once."""
        return self.kept.alive.get_or_make(self.state, self._alive_rows)

    @property
    def of_region(self) -> RowSet:
        """The rows of what is for the whole region."""
        return self.kept.of_region.get_or_make(self.state, self._rows_of_region)

    def value_totals(self, column: int) -> Integers:
        """How many of all rows hold each value of a facet, by its number."""
        sets = self.codes.sets
        return self.kept.value_totals.get_or_make(
            (self.state, column),
            lambda: sets.count_of_each(self.rows.sets[column][self.alive.rows], len(self.codes.values)),
        )

    @property
    def end(self) -> int:
        """The number after the last row of this commit."""
        return self.alive.end

    def set_of(self, rows: Integers) -> RowSet:
        return RowSet.of(rows, self.end)

    def _alive_rows(self) -> RowSet:
        rows = self.rows_of(Query.all_query())
        return RowSet.of(rows, int(rows.max()) + 1 if len(rows) else 0)

    def _rows_of_region(self) -> RowSet:
        standings = self.codes.where_standings[self.rows.where[: self.end]]
        return self.set_of(np.flatnonzero(standings == STANDINGS.index(MapStanding.REGION)))

    def rows_of(self, query: Query, *, limit: int | None = None) -> Integers:
        """The numbers of all rows that a query finds; ``limit`` when it cannot be more than so many."""
        most = max(1, self.searcher.num_docs if limit is None else limit)
        answer = self.searcher.search(query, most, count=False, order_by_field=fields.ROW)
        return np.array([row for row, _ in answer.hits], dtype=np.int64)

    def scored(self, query: Query, *, limit: int | None = None) -> tuple[Integers, Scores]:
        """The rows that a query finds and the score of each, best first; ``limit`` as of :meth:`rows_of`."""
        most = max(1, self.searcher.num_docs if limit is None else limit)
        hits = self.searcher.search(query, most, count=False).hits
        return self.rows_at([address for _, address in hits]), np.array([score for score, _ in hits], dtype=np.float32)

    def highest_score(self, query: Query) -> float:
        """What the token that a query asks for, and some document holds, would give a document of nothing else."""
        ((_, address),) = self.searcher.search(query, 1, count=False).hits
        k1_plus_1, rarity, _ = json.loads(query.explain(self.searcher, address).to_json())["details"]
        return float(k1_plus_1["value"] * rarity["value"])

    def rows_at(self, addresses: Sequence[DocAddress]) -> Integers:
        return np.array(self.searcher.fast_field_values(fields.ROW, list(addresses)), dtype=np.int64)
