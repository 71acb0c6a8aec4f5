"""The order by relevance: that of the words, fused with that of meaning where meaning found anything."""

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.finding import Finder, best_hits
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.fusion import FUSED_WORD_HITS, FusedPage, fused_page
from search.query import MAX_REACHABLE_HITS

RANKED_AT_ONCE = 1024  # rows of an order that are tried at first; then twice as many, and so on
AMPLE = 2  # times as many as would hold enough if those that match were spread evenly
MOST_NAMED = 200  # rows that are quicker named than found again by their conditions
NAMED_COST, ASKED_COST = 300, 1000  # what either takes: so many rows of an order could be listed meanwhile


def rows_by_relevance(finder: Finder, *, first: int, last: int) -> Integers:
    """The rows from position ``first`` up to and without ``last``, best first, ties by key."""
    by_meaning = finder.by_meaning[finder.found.hits.holds(finder.by_meaning)]
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
    words = finder.word_hits
    wanted = finder.found.hits & words.rows if finder.matching.meaning else finder.found.hits
    last = min(last, wanted.count)
    found = _first_of(words.order, wanted, last)
    if len(found) >= last:
        return found
    is_few = wanted.count <= MOST_NAMED
    order = finder.longer_order(
        AMPLE * last * words.rows.count // wanted.count, cost=NAMED_COST if is_few else ASKED_COST
    )
    found = found if order is None else _first_of(order, wanted, last)
    if len(found) >= last:
        return found
    return _named_by_words(finder, wanted) if is_few else _asked_by_words(finder, last)


def _named_by_words(finder: Finder, wanted: RowSet) -> Integers:
    keys = finder.snapshot.rows.keys[wanted.rows].tolist()
    return best_hits(finder.matching.by_words_among(keys), finder.snapshot, len(keys), most=0)


def _asked_by_words(finder: Finder, last: int) -> Integers:
    return best_hits(finder.matching.by_words(), finder.snapshot, last, most=2 * MAX_REACHABLE_HITS)


def _first_of(order: Integers, hits: RowSet, last: int) -> Integers:
    """At least the first ``last`` in this order that are hits, or all."""
    found, start, size = [order[:0]], 0, RANKED_AT_ONCE
    while start < len(order) and sum(map(len, found)) < last:
        some = order[start : start + size]
        found.append(some[hits.holds(some)])
        start, size = start + size, size * 2
    return np.concatenate(found)


def _fused(
    finder: Finder, by_words: Integers, by_meaning: Integers, first: int, last: int
) -> tuple[FusedPage, Integers]:
    """What is on the page, and the rows of its head."""
    keys = finder.snapshot.rows.keys
    words, near = keys[by_words].tolist(), keys[by_meaning].tolist()
    rows = dict(zip([*words, *near], [*by_words.tolist(), *by_meaning.tolist()], strict=True))
    page = fused_page(words, near, finder.matching.words_weight, first=first, last=last)
    return page, np.array([rows[key] for key in page.head], dtype=np.int64)
