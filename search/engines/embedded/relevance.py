"""The order by relevance: that of the words, fused with that of meaning where meaning found anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.matching import Matching
from search.engines.fusion import FUSED_WORD_HITS, fused_page
from search.query import MAX_REACHABLE_HITS


@dataclass(frozen=True)
class Hit:
    key: int
    address: DocAddress


def keys_of(searcher: Searcher, addresses: Sequence[DocAddress]) -> list[int]:
    return [int(key or 0) for key in searcher.fast_field_values(fields.KEY, list(addresses))]


def by_relevance(matching: Matching, searcher: Searcher, *, first: int, last: int) -> list[Hit]:
    """The hits from position ``first`` up to and without ``last``, best first, ties by key."""
    if not matching.meaning:
        return _by_words(matching.by_words(), searcher, first, last)
    best = _by_words(matching.by_words(), searcher, 0, FUSED_WORD_HITS)
    near = _by_meaning(matching, searcher)
    page = fused_page([hit.key for hit in best], [hit.key for hit in near], first=first, last=last)
    by_key = {hit.key: hit for hit in [*best, *near]}
    tail = matching.by_words(without_keys=matching.meaning)
    return [*(by_key[key] for key in page.head), *_by_words(tail, searcher, page.tail_first, page.tail_last)]


def found_by_meaning_only(keys: Sequence[int], matching: Matching, searcher: Searcher) -> frozenset[int]:
    """Of the hits on a page, those that the words do not find."""
    near = frozenset(matching.meaning)
    candidates = [key for key in keys if key in near]
    if not candidates:
        return frozenset()
    hits = searcher.search(matching.by_words_among(candidates), len(candidates), count=False).hits
    return frozenset(candidates).difference(keys_of(searcher, [address for _, address in hits]))


def _by_words(query: Query, searcher: Searcher, first: int, last: int) -> list[Hit]:
    """Takes so many hits that none of equal score is left out at the end."""
    if first >= last:
        return []
    limit = last + 1
    while True:
        hits = searcher.search(query, limit, count=False).hits
        is_tied = len(hits) == limit and hits[-1][0] == hits[last - 1][0]
        if not is_tied or limit >= 2 * MAX_REACHABLE_HITS:
            break
        limit *= 2
    keys = keys_of(searcher, [address for _, address in hits])
    ordered = sorted(zip(hits, keys, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
    return [Hit(key, address) for (_, address), key in ordered[first:last]]


def _by_meaning(matching: Matching, searcher: Searcher) -> list[Hit]:
    hits = searcher.search(matching.by_meaning(), len(matching.meaning), count=False).hits
    addresses = [address for _, address in hits]
    found = dict(zip(keys_of(searcher, addresses), addresses, strict=True))
    return [Hit(key, found[key]) for key in matching.meaning if key in found]
