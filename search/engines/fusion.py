"""Order by relevance where words and meaning find together: the same arithmetic for every engine.

**Head**: reciprocal-rank fusion of the first 200 hits of the words and all hits of meaning, both after the filters.
Words that documents know are surer than meaning and count more; the less of a question they know, the likelier it
is that the words found something else by chance (a question in another language), and the less they count.
**Tail**: the other hits of the words, in their own order. Hits of meaning are all in the head, so the tail is "found
by the words and not by meaning" from some position on, which an engine can ask for by offset: a deep page costs no
more than without meaning, and no hit stands on two pages or on none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FUSED_WORD_HITS = 200
RANK_CONSTANT = 3  # the higher, the less the first ranks weigh above the next
WORDS_WEIGHT = 1.6  # of a rank among the hits of the words when all words are known; among those of meaning it is 1


@dataclass(frozen=True)
class FusedPage:
    """One page of the fused order.

    ``head`` are the keys at its beginning. Behind them come the hits that the words found and meaning did not, in word
    order, from position ``tail_first`` (counted from 0) up to and without ``tail_last``; none when these are equal.
    """

    head: tuple[int, ...]
    tail_first: int
    tail_last: int


def fused_head(by_words: Sequence[int], by_meaning: Sequence[int], known_share: float) -> tuple[int, ...]:
    """Keys of both, best first, ties by key; both are in their own order, after the filters.

    ``known_share``: of the question's words (:attr:`search.words.plan.TextPlan.known_share`), 0 to 1.
    """
    scores: dict[int, float] = {}
    for keys, weight in (
        (by_words[:FUSED_WORD_HITS], WORDS_WEIGHT * known_share**2),
        (by_meaning, 1.0),
    ):
        for rank, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (RANK_CONSTANT + rank)
    return tuple(sorted(scores, key=lambda key: (-scores[key], key)))


def fused_page(
    by_words: Sequence[int], by_meaning: Sequence[int], known_share: float, *, first: int, last: int
) -> FusedPage:
    """The page from position ``first`` up to and without ``last``; needs only the first 200 hits of the words."""
    head = fused_head(by_words, by_meaning, known_share)
    found_by_meaning = frozenset(by_meaning)
    before_tail = sum(1 for key in by_words[:FUSED_WORD_HITS] if key not in found_by_meaning)
    offset = before_tail - len(head)
    return FusedPage(head[first:last], max(first, len(head)) + offset, max(last, len(head)) + offset)
