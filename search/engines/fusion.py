"""Order by relevance where words and meaning find together: the same arithmetic for every engine.

**Head**: reciprocal-rank fusion of the first 200 hits of the words and all hits of meaning, both after the filters.
Words that documents know are surer than meaning and count more; the less of a question they know, the likelier it
is that the words found something else by chance (a question in another language), and the less they count. Nor do the
words of a whole sentence count for much: what it is about lies in all of it, not in its rarest word.
**Tail**: the other hits of the words, in their own order. Hits of meaning are all in the head, so the tail is "found
by the words and not by meaning" from some position on, which an engine can ask for by offset: a deep page costs no
more than without meaning, and no hit stands on two pages or on none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.words.plan import QuestionForm, TextPlan

FUSED_WORD_HITS = 200
RANK_CONSTANT = 3  # the higher, the less the first ranks weigh above the next
SHARE_OF_RANK = tuple(1 / (RANK_CONSTANT + rank) for rank in range(1, FUSED_WORD_HITS + 1))
# Of a rank among the hits of the words when all words are known; among those of meaning it is 1.
WORDS_WEIGHTS = {QuestionForm.NAME: 1.6, QuestionForm.SEVERAL: 1.3, QuestionForm.SENTENCE: 0.65}


@dataclass(frozen=True)
class FusedPage:
    """One page of the fused order.

    ``head`` are the keys at its beginning. Behind them come the hits that the words found and meaning did not, in word
    order, from position ``tail_first`` (counted from 0) up to and without ``tail_last``; none when these are equal.
    """

    head: tuple[int, ...]
    tail_first: int
    tail_last: int


def words_weight(plan: TextPlan) -> float:
    """How much a rank among the hits of its words weighs, beside 1 for one among those of meaning."""
    return WORDS_WEIGHTS[plan.form] * plan.known_share**2


def fused_head(
    by_words: Sequence[int], by_meaning: Sequence[int], words_weight: float, last: int | None = None
) -> tuple[int, ...]:
    """Keys of both, best first, ties by key; both are in their own order, after the filters. ``last``: no more of them.

    ``words_weight`` is above 0. So each of the first ``last`` of the words stands above any later one that meaning did
    not find: those need not be looked at.
    """
    by_words = by_words[:FUSED_WORD_HITS]
    last = len(by_words) + len(by_meaning) if last is None else last
    shares = dict(zip(by_words, SHARE_OF_RANK, strict=False))
    wanted = {key: words_weight * shares[key] for key in by_words[:last]}
    for key, share in zip(by_meaning, SHARE_OF_RANK, strict=False):
        wanted[key] = words_weight * shares.get(key, 0.0) + share
    return tuple(sorted(wanted, key=lambda key: (-wanted[key], key))[:last])


def fused_page(
    by_words: Sequence[int], by_meaning: Sequence[int], words_weight: float, *, first: int, last: int
) -> FusedPage:
    """The page from position ``first`` up to and without ``last``; needs only the first 200 hits of the words."""
    by_words = by_words[:FUSED_WORD_HITS]
    before_tail = len(by_words) - len(frozenset(by_meaning).intersection(by_words))
    length = before_tail + len(by_meaning)
    head = fused_head(by_words, by_meaning, words_weight, last)
    offset = before_tail - length
    return FusedPage(head[first:], max(first, length) + offset, max(last, length) + offset)
