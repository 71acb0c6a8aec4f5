"""The order by relevance: that of the words, fused with that of meaning where meaning found anything."""

from collections.abc import Sequence

import numpy as np

from search.engines.embedded.finding import Finder
from search.engines.embedded.row_sets import Integers
from search.engines.fusion import FUSED_WORD_HITS, FusedPage, fused_page


def rows_by_relevance(finder: Finder, *, first: int, last: int) -> Integers:
    """The rows from position ``first`` up to and without ``last``, best first, ties by key."""
    by_meaning = finder.near.rows[finder.found.hits.holds(finder.near.rows)]
    if not len(by_meaning):
        return _by_words(finder, last)[first:last]
    by_words = _by_words(finder, max(last, FUSED_WORD_HITS) + len(by_meaning))
    page, head = _fused(finder, by_words[:FUSED_WORD_HITS], by_meaning, first, last)
    if page.tail_first == page.tail_last:
        return head
    tail = by_words[~np.isin(by_words, by_meaning)]
    return np.concatenate([head, tail[page.tail_first : page.tail_last]])


def found_by_meaning_only(keys: Sequence[int], finder: Finder) -> frozenset[int]:
    """Of the hits on a page, those that the words do not find."""
    if not finder.matching.meaning:
        return frozenset()
    return frozenset(finder.snapshot.rows.keys[finder.near.only].tolist()).intersection(keys)


def _by_words(finder: Finder, last: int) -> Integers:
    """The first ``last`` rows that match and that the words find, in their order, or all there are."""
    hits, only_near = finder.found.hits, finder.near.only
    near_hits = only_near[hits.holds(only_near)]
    wanted = hits.without_few(near_hits) if len(near_hits) else hits
    return finder.ranking.best_first(wanted, finder.snapshot.rows.keys, last)


def _fused(
    finder: Finder, by_words: Integers, by_meaning: Integers, first: int, last: int
) -> tuple[FusedPage, Integers]:
    """What is on the page, and the rows of its head."""
    keys = finder.snapshot.rows.keys
    words, near = keys[by_words].tolist(), keys[by_meaning].tolist()
    rows = dict(zip([*words, *near], [*by_words.tolist(), *by_meaning.tolist()], strict=True))
    page = fused_page(words, near, finder.matching.words_weight, first=first, last=last)
    return page, np.array([rows[key] for key in page.head], dtype=np.int64)
