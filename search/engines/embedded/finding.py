"""Which rows match a question, and which would match without one of its facets.

What a text finds is kept for the next question with that text. Where it may be much, the rows come from bits, and the
index is asked for the beginning of the order alone. Where only the conditions leave little of it, the index is asked
once, for what the words find under all conditions but at most one facet, best first, and nothing is kept. Without a
text every row there is is tried.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from tantivy import DocAddress, Query

from search.engines.embedded.filtering import Found, found_among
from search.engines.embedded.frequencies import most_hits
from search.engines.embedded.matching import Matching, keys_in
from search.engines.embedded.rankings import Ranking, unlisted
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.store import Snapshot
from search.engines.embedded.word_rows import WordRows
from search.words.plan import TextPlan

FEW_HITS = 1000
FEW_LISTED = 300  # are listed whole for a text asked for the first time, whatever its conditions leave of it
PAYS_OFF = 2  # an order is listed further once this part of what that takes was spent: who asks once asks again
LEAST_LISTED = 200  # hits of an order; to list fewer takes the index nearly as long
Hits = Sequence[tuple[float, DocAddress]]
NO_ROWS: Integers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class WordHits:
    """What the words find: all that matches the question and more; ``order`` is its beginning, best first, or all."""

    rows: RowSet
    order: Integers
    ranking: Ranking | None = None


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
    def word_hits(self) -> WordHits:
        plan, snapshot = self.matching.plan, self.snapshot
        if plan is None or plan.is_empty:
            return WordHits(snapshot.set_of(NO_ROWS), NO_ROWS)
        ranking = snapshot.rankings.known(self._ranking_key) or self._first_ranking(plan)
        if ranking is not None:
            return WordHits(RowSet(ranking.bits, snapshot.end), ranking.order, ranking)
        order = best_first(
            snapshot.searcher.search(self.matching.candidates_by_words(), FEW_HITS, count=False).hits, snapshot
        )
        return WordHits(snapshot.set_of(order), order)

    @property
    def _ranking_key(self) -> Hashable:
        return self.snapshot.state, self.matching.plan

    def _first_ranking(self, plan: TextPlan) -> Ranking | None:
        """Of a text that was not asked before; ``None`` where the conditions leave little of much."""
        searcher, rankings = self.snapshot.searcher, self.snapshot.rankings
        if most_hits(plan, searcher) <= FEW_LISTED:
            hits = searcher.search(self.matching.all_by_words, FEW_LISTED, count=False).hits
            order = best_first(hits, self.snapshot)
            bits = self.snapshot.set_of(order).bits
            return rankings.keep(self._ranking_key, Ranking(bits, order.astype(np.int32), listed=len(order)))
        if self.matching.most_candidates(searcher) <= FEW_HITS:
            return None
        return rankings.keep(self._ranking_key, unlisted(WordRows(plan, self.matching.schema, self.snapshot).bits()))

    def longer_order(self, length: int, *, cost: int) -> Integers | None:
        """More of the order of what the words find, about so much.

        ``None`` where a page of it is asked for quicker; that takes as long as listing ``cost`` rows.
        """
        ranking, count = self.word_hits.ranking, self.word_hits.rows.count
        if ranking is None:
            return None
        length = min(count, max(length, 2 * ranking.listed))
        if (ranking.spent + cost) * PAYS_OFF < length:
            self.snapshot.rankings.spend(self._ranking_key, ranking, cost)
            return None
        limit = min(count, max(length, LEAST_LISTED))
        hits = self.snapshot.searcher.search(self.matching.all_by_words, limit, count=False).hits
        if limit < count:
            hits = [hit for hit in hits if hit[0] > hits[-1][0]]  # of those equal to the last there may be more
        order = best_first(hits, self.snapshot).astype(np.int32)
        return self.snapshot.rankings.keep(self._ranking_key, Ranking(ranking.bits, order, listed=limit)).order

    @cached_property
    def by_meaning(self) -> Integers:
        """What is near in meaning, nearest first, whatever the conditions."""
        keys = self.matching.meaning
        if not keys:
            return NO_ROWS
        rows = self.snapshot.rows_of(keys_in(self.matching.schema, keys), limit=len(keys))
        found = dict(zip(self.snapshot.rows.keys[rows].tolist(), rows.tolist(), strict=True))
        return np.array([found[key] for key in keys if key in found], dtype=np.int64)

    @cached_property
    def by_meaning_only(self) -> Integers:
        return self.by_meaning[~self.word_hits.rows.holds(self.by_meaning)] if len(self.by_meaning) else NO_ROWS

    def _by_text(self) -> RowSet:
        only = self.by_meaning_only
        return self.word_hits.rows | self.snapshot.set_of(only) if len(only) else self.word_hits.rows


def best_hits(query: Query, snapshot: Snapshot, last: int, *, most: int) -> Integers:
    """The rows of the first ``last`` hits, ties by key: of equal score at the end none is left out below ``most``."""
    if not last:
        return NO_ROWS
    limit = last + 1
    while True:
        hits = snapshot.searcher.search(query, limit, count=False).hits
        is_tied = len(hits) == limit and hits[-1][0] == hits[last - 1][0]
        if not is_tied or limit >= most:
            return best_first(hits, snapshot)[:last]
        limit *= 2


def best_first(hits: Hits, snapshot: Snapshot) -> Integers:
    """The rows of hits, ties by key."""
    rows = snapshot.rows_at([address for _, address in hits])
    scores = np.array([score for score, _ in hits])
    return rows[np.lexsort((snapshot.rows.keys[rows], -scores))]
