"""The order by relevance: that of the words, fused with that of meaning where meaning found anything."""

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.codes import Integers
from search.engines.embedded.finding import Finder, best_hits
from search.engines.fusion import FUSED_WORD_HITS, FusedPage, fused_page
from search.query import MAX_REACHABLE_HITS

MOST_NAMED = 200  # rows that are quicker named than found again by their conditions


def rows_by_relevance(finder: Finder, *, first: int, last: int) -> Integers:
    """The rows from position ``first`` up to and without ``last``, best first, ties by key."""
    by_meaning = finder.by_meaning[finder.is_found[finder.by_meaning]]
    if not len(by_meaning):
        return _by_words(finder, last)[first:last]
    by_words = _by_words(finder, max(last, FUSED_WORD_HITS) + len(by_meaning))
    tail = by_words[~np.isin(by_words, by_meaning)]
    page, head = _fused(finder, by_words[:FUSED_WORD_HITS], by_meaning, first, last)
    return np.concatenate([head, tail[page.tail_first : page.tail_last]])


def found_by_meaning_only(keys: Sequence[int], finder: Finder) -> frozenset[int]:
    """Of the hits on a page, those that the words do not find."""
    if not finder.matching.meaning:
        return frozenset()
    return frozenset(finder.snapshot.rows.keys[finder.by_meaning_only].tolist()).intersection(keys)


def _by_words(finder: Finder, last: int) -> Integers:
    """At least the first ``last`` rows that match and that the words find, in their order, or all there are."""
    rows = finder.word_hits.rows
    if finder.word_hits.is_in_order:
        return rows[finder.is_found[rows]]
    matching, snapshot = finder.matching, finder.snapshot
    if len(finder.found.rows) > MOST_NAMED:
        return best_hits(matching.by_words(), snapshot, last, most=2 * MAX_REACHABLE_HITS)
    rows = finder.found.rows[~np.isin(finder.found.rows, finder.by_meaning_only)]
    return best_hits(matching.scored_by_words(snapshot.rows.keys[rows].tolist()), snapshot, len(rows), most=0)


def _fused(
    finder: Finder, by_words: Integers, by_meaning: Integers, first: int, last: int
) -> tuple[FusedPage, Integers]:
    """What is on the page, and the rows of its head."""
    keys = finder.snapshot.rows.keys
    words, near = keys[by_words].tolist(), keys[by_meaning].tolist()
    rows = dict(zip([*words, *near], [*by_words.tolist(), *by_meaning.tolist()], strict=True))
    page = fused_page(words, near, finder.matching.known_share, first=first, last=last)
    return page, np.array([rows[key] for key in page.head], dtype=np.int64)
