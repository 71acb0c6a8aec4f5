"""The order by relevance: that of the words, fused with that of meaning where meaning found anything."""

from collections.abc import Sequence

import numpy as np
from tantivy import Query

from search.engines.embedded.codes import Integers
from search.engines.embedded.finding import Finder, TextSet, rows_at, rows_of
from search.engines.fusion import FUSED_WORD_HITS, FusedPage, fused_page
from search.query import MAX_REACHABLE_HITS


def rows_by_relevance(finder: Finder, *, first: int, last: int) -> Integers:
    """The rows from position ``first`` up to and without ``last``, best first, ties by key."""
    text_set = finder.text_set
    return _of_many(finder, first, last) if text_set is None else _of_few(text_set, finder, first, last)


def found_by_meaning_only(keys: Sequence[int], finder: Finder) -> frozenset[int]:
    """Of the hits on a page, those that the words do not find."""
    near = frozenset(finder.matching.meaning)
    candidates = [key for key in keys if key in near]
    if not candidates:
        return frozenset()
    all_keys = finder.snapshot.rows["key"]
    if finder.text_set is not None:
        return frozenset(all_keys[finder.text_set.by_meaning_only].tolist()).intersection(candidates)
    by_words = rows_of(finder.snapshot.searcher, finder.matching.by_words_among(candidates))
    return frozenset(candidates).difference(all_keys[by_words].tolist())


def _of_few(text_set: TextSet, finder: Finder, first: int, last: int) -> Integers:
    """All hits are known, in order: only the filters are left."""
    rows = finder.found.rows  # in the order of the text set
    if not finder.matching.meaning:
        return rows[first:last]
    passed = set(rows.tolist())
    by_words = np.array([row for row in text_set.by_words.tolist() if row in passed], dtype=np.int64)
    by_meaning = np.array([row for row in text_set.by_meaning.tolist() if row in passed], dtype=np.int64)
    near = set(by_meaning.tolist())
    tail = np.array([row for row in by_words.tolist() if row not in near], dtype=np.int64)
    page, head = _fused(finder, by_words, by_meaning, first, last)
    return np.concatenate([head, tail[page.tail_first : page.tail_last]])


def _of_many(finder: Finder, first: int, last: int) -> Integers:
    matching = finder.matching
    if not matching.meaning:
        return _best(matching.by_words(), finder, first, last)
    by_words = _best(matching.by_words(), finder, 0, FUSED_WORD_HITS)
    found = rows_of(finder.snapshot.searcher, matching.by_meaning())
    by_key = dict(zip(finder.snapshot.rows["key"][found].tolist(), found.tolist(), strict=True))
    by_meaning = np.array([by_key[key] for key in matching.meaning if key in by_key], dtype=np.int64)
    page, head = _fused(finder, by_words, by_meaning, first, last)
    tail = _best(matching.by_words(without_keys=matching.meaning), finder, page.tail_first, page.tail_last)
    return np.concatenate([head, tail])


def _fused(
    finder: Finder, by_words: Integers, by_meaning: Integers, first: int, last: int
) -> tuple[FusedPage, Integers]:
    """What is on the page, and the rows of its head."""
    keys = finder.snapshot.rows["key"]
    words, near = keys[by_words[:FUSED_WORD_HITS]].tolist(), keys[by_meaning].tolist()
    rows = dict(zip([*words, *near], [*by_words[:FUSED_WORD_HITS].tolist(), *by_meaning.tolist()], strict=True))
    page = fused_page(words, near, finder.matching.known_share, first=first, last=last)
    return page, np.array([rows[key] for key in page.head], dtype=np.int64)


def _best(query: Query, finder: Finder, first: int, last: int) -> Integers:
    """The rows at these positions; so many hits are taken that none of equal score is left out at the end."""
    if first >= last:
        return np.empty(0, dtype=np.int64)
    searcher, limit = finder.snapshot.searcher, last + 1
    while True:
        hits = searcher.search(query, limit, count=False).hits
        is_tied = len(hits) == limit and hits[-1][0] == hits[last - 1][0]
        if not is_tied or limit >= 2 * MAX_REACHABLE_HITS:
            break
        limit *= 2
    rows = rows_at(searcher, [address for _, address in hits])
    scores = np.array([score for score, _ in hits])
    return rows[np.lexsort((finder.snapshot.rows["key"][rows], -scores))][first:last]
