"""Which rows match a question, and which would match without one of its facets.

What a text finds is kept for the next question with that text, with the score of each. Where it can only be little the
index is asked for it; where it may be much it is summed up from the impacts of its tokens. Without a text every row
there is is tried.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.engines.embedded.filtering import Found, found_among
from search.engines.embedded.frequencies import most_hits
from search.engines.embedded.matching import Matching, keys_in
from search.engines.embedded.rankings import Near, Ranking
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.word_scores import WordScores
from search.words.plan import TextPlan

FEW_HITS = 500  # are quickly listed by the index, with exact scores
NO_ROWS: Integers = np.empty(0, dtype=np.int64)


class Finder:
    """Finds the rows of one question in one state of the index; each thing is found once, when it is needed."""

    def __init__(self, matching: Matching, snapshot: Snapshot) -> None:
        self.matching = matching
        self.snapshot = snapshot

    @cached_property
    def found(self) -> Found:
        rows = self.snapshot.alive if self.matching.plan is None else RowSet(self.near.bits, self.snapshot.end)
        return found_among(rows, self.matching, self.snapshot)

    @cached_property
    def ranking(self) -> Ranking:
        """What the words find, whatever the other conditions."""
        plan, snapshot = self.matching.plan, self.snapshot
        if plan is None or plan.is_empty:
            return Ranking.of_few(NO_ROWS, np.empty(0), snapshot.end)
        return snapshot.kept.rankings.get_or_make((snapshot.state, plan), lambda: self._ranked(plan))

    @cached_property
    def by_words(self) -> RowSet:
        return RowSet(self.ranking.bits, self.snapshot.end)

    @cached_property
    def near(self) -> Near:
        """What is near in meaning, whatever the other conditions."""
        keys, snapshot = self.matching.meaning, self.snapshot
        if not keys:
            return Near(NO_ROWS, NO_ROWS, self.by_words.bits)
        return snapshot.kept.near.get_or_make((snapshot.state, self.matching.plan, keys), lambda: self._near(keys))

    def _near(self, keys: Sequence[int]) -> Near:
        rows = self._rows_with(keys)
        only = rows[~self.by_words.holds(rows)]
        return Near(rows, only, self.by_words.with_few(only).bits if len(only) else self.by_words.bits)

    def _rows_with(self, keys: Sequence[int]) -> Integers:
        """In the order of the keys, of which some may be gone."""
        rows = self.snapshot.rows_of(keys_in(self.matching.schema, keys), limit=len(keys))
        found = dict(zip(self.snapshot.rows.keys[rows].tolist(), rows.tolist(), strict=True))
        return np.array([found[key] for key in keys if key in found], dtype=np.int64)

    def _ranked(self, plan: TextPlan) -> Ranking:
        if min(most_hits(plan, self.snapshot.searcher), self.snapshot.alive.count) > FEW_HITS:
            return WordScores(plan, self.matching.schema, self.snapshot).ranking()
        return Ranking.of_few(*self.snapshot.scored(self.matching.all_by_words, limit=FEW_HITS), self.snapshot.end)
