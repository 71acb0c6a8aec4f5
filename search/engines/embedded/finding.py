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
from search.engines.embedded.rankings import Ranking
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
        rows = self.snapshot.alive if self.matching.plan is None else self._by_text()
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
    def by_meaning(self) -> Integers:
        """What is near in meaning, nearest first, whatever the conditions."""
        keys, snapshot = self.matching.meaning, self.snapshot
        if not keys:
            return NO_ROWS
        return snapshot.kept.near.get_or_make((snapshot.state, keys), lambda: self._rows_with(keys))

    @cached_property
    def by_meaning_only(self) -> Integers:
        return self.by_meaning[~self.by_words.holds(self.by_meaning)] if len(self.by_meaning) else NO_ROWS

    def _rows_with(self, keys: Sequence[int]) -> Integers:
        """In the order of the keys, of which some may be gone."""
        rows = self.snapshot.rows_of(keys_in(self.matching.schema, keys), limit=len(keys))
        found = dict(zip(self.snapshot.rows.keys[rows].tolist(), rows.tolist(), strict=True))
        return np.array([found[key] for key in keys if key in found], dtype=np.int64)

    def _ranked(self, plan: TextPlan) -> Ranking:
        if min(most_hits(plan, self.snapshot.searcher), self.snapshot.alive.count) > FEW_HITS:
            return WordScores(plan, self.matching.schema, self.snapshot).ranking()
        return Ranking.of_few(*self.snapshot.scored(self.matching.all_by_words, limit=FEW_HITS), self.snapshot.end)

    def _by_text(self) -> RowSet:
        only = self.by_meaning_only
        return self.by_words.with_few(only) if len(only) else self.by_words
