"""Which rows match a question, and which would match without one of its facets.

What a text finds is mostly little: then the index is asked once, for what the words find under all conditions but at
most one facet, best first, and each condition is tried row by row against tables. Where it may be much, the rows come
from bits, and the index is asked for the beginning of the order alone. Without a text every row there is is tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from tantivy import DocAddress, Query

from search.engines.embedded.codes import Integers, Mask
from search.engines.embedded.filtering import Found, found_among
from search.engines.embedded.matching import Matching, keys_in
from search.engines.embedded.store import Snapshot
from search.engines.embedded.word_rows import WordRows
from search.words.plan import TextPlan

FEW_HITS = 1000
Hits = Sequence[tuple[float, DocAddress]]
NO_ROWS: Integers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class WordHits:
    """What the words find: all that matches the question and more; ``is_in_order`` when it is, best first."""

    rows: Integers
    is_in_order: bool = True


class Finder:
    """Finds the rows of one question in one state of the index; each thing is found once, when it is needed."""

    def __init__(self, matching: Matching, snapshot: Snapshot) -> None:
        self.matching = matching
        self.snapshot = snapshot

    @cached_property
    def found(self) -> Found:
        rows = self.snapshot.alive.numbers if self.matching.words is None else self._by_text()
        return found_among(rows, self.matching, self.snapshot)

    @cached_property
    def is_found(self) -> Mask:
        """For every row there is, whether it matches the question."""
        mask = np.zeros(len(self.snapshot.rows), dtype=bool)
        mask[self.found.rows] = True
        return mask

    @cached_property
    def word_hits(self) -> WordHits:
        plan, query = self.matching.plan, self.matching.candidates_by_words()
        if plan is None or query is None:
            return WordHits(NO_ROWS)
        if self.matching.most_candidates(self.snapshot.searcher) > FEW_HITS:
            return self._many_word_hits(plan)
        return WordHits(best_first(self.snapshot.searcher.search(query, FEW_HITS, count=False).hits, self.snapshot))

    def _many_word_hits(self, plan: TextPlan) -> WordHits:
        rankings, key = self.snapshot.rankings, (self.snapshot.state, plan)
        ranking = rankings.get(key)
        if ranking is None:
            rows = WordRows(plan, self.matching.schema, self.snapshot).rows()
            if not rankings.is_worth_listing(key, len(rows)):
                return WordHits(rows, is_in_order=False)
            hits = self.snapshot.searcher.search(self.matching.all_by_words(), max(1, len(rows)), count=False).hits
            ranking = rankings.keep(key, best_first(hits, self.snapshot))
        return WordHits(ranking)

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
        return self.by_meaning[~np.isin(self.by_meaning, self.word_hits.rows)] if len(self.by_meaning) else NO_ROWS

    def _by_text(self) -> Integers:
        only = self.by_meaning_only
        return np.concatenate([self.word_hits.rows, only]) if len(only) else self.word_hits.rows


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
