"""Which rows match a question, and which would match without one of its facets.

The index is asked once for what matches all conditions but at most one facet; which of them are met is then tried row
by row against tables. What a text finds is mostly little: then that one answer comes best first and is the order too.
Without a text every row there is is tried so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from tantivy import DocAddress, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import Integers
from search.engines.embedded.filtering import Found, found_among
from search.engines.embedded.matching import Matching, keys_in
from search.engines.embedded.store import Snapshot

FEW_HITS = 2000  # to read one more row costs about a ten-thousandth of asking the index another question

NO_ROWS: Integers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class TextSet:
    """Rows that a text finds whatever the filters: by the words, best first, and by meaning, nearest first."""

    by_words: Integers
    by_meaning: Integers

    @cached_property
    def by_meaning_only(self) -> Integers:
        if not len(self.by_meaning):
            return self.by_meaning
        return self.by_meaning[~np.isin(self.by_meaning, self.by_words)]

    @property
    def rows(self) -> Integers:
        only = self.by_meaning_only
        return np.concatenate([self.by_words, only]) if len(only) else self.by_words


class Finder:
    """Finds the rows of one question in one state of the index; each thing is found once, when it is needed."""

    def __init__(self, matching: Matching, snapshot: Snapshot) -> None:
        self.matching = matching
        self.snapshot = snapshot

    @cached_property
    def text_set(self) -> TextSet | None:
        """What the text finds if that is little; ``None`` when it is much, or when there is no text."""
        matching, searcher = self.matching, self.snapshot.searcher
        if matching.words is None:
            return None
        by_words = NO_ROWS
        if matching.score is not None:
            answer = searcher.search(matching.candidates_by_words(), FEW_HITS, count=True)
            if answer.count > FEW_HITS:  # type: ignore[attr-defined]  # missing in its stub
                return None
            by_words = self._best_first(answer.hits)
        return TextSet(by_words, self._by_meaning() if matching.meaning else NO_ROWS)

    def _best_first(self, hits: Sequence[tuple[float, DocAddress]]) -> Integers:
        rows = rows_at(self.snapshot.searcher, [address for _, address in hits])
        scores = np.array([score for score, _ in hits])
        return rows[np.lexsort((self.snapshot.rows["key"][rows], -scores))]

    def _by_meaning(self) -> Integers:
        keys = self.matching.meaning
        rows = rows_of(self.snapshot.searcher, keys_in(self.matching.schema, keys), limit=len(keys))
        found = dict(zip(self.snapshot.rows["key"][rows].tolist(), rows.tolist(), strict=True))
        return np.array([found[key] for key in keys if key in found], dtype=np.int64)

    @cached_property
    def found(self) -> Found:
        return found_among(self._candidates(), self.matching, self.snapshot)

    def _candidates(self) -> Integers:
        if self.matching.words is None:
            return self.snapshot.all_rows()
        if self.text_set is not None:
            return self.text_set.rows
        return rows_of(self.snapshot.searcher, self.matching.candidates())


def rows_of(searcher: Searcher, query: Query, *, limit: int | None = None) -> Integers:
    """The numbers of all rows that a query finds; ``limit`` when it cannot be more than so many."""
    most = max(1, searcher.num_docs if limit is None else limit)
    answer = searcher.search(query, most, count=False, order_by_field=fields.ROW)
    return np.array([row for row, _ in answer.hits], dtype=np.int64)


def rows_at(searcher: Searcher, addresses: Sequence[DocAddress]) -> Integers:
    return np.array(searcher.fast_field_values(fields.ROW, list(addresses)), dtype=np.int64)
