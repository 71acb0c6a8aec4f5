"""Which rows the words of a plan find, where they find many: one bit a row, joined as the plan says.

To list thousands of hits takes the index milliseconds; to join the bits of a hundred thousand rows takes microseconds.
"""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from tantivy import FieldType, Occur, Query, Schema

from search.engines.embedded import schema as fields
from search.engines.embedded.row_sets import Bits, Integers, bits_of
from search.engines.embedded.store import Snapshot
from search.engines.embedded.text_queries import phrase_query
from search.engines.embedded.token_masks import MOST_TOKENS
from search.words.plan import Alternative, TextPlan, TextTerm

FREQUENT_SHARE = 200  # the rows of a token that fewer than one row in so many holds are quickly asked for


def keep_frequent(snapshot: Snapshot, schema: Schema) -> None:
    """Find the rows of the most frequent tokens before anyone asks for them, as many as are kept.

    The most frequent last: the longest unused are dropped first, and these take longest to find again.
    """
    frequencies = dict(snapshot.searcher.terms_with_prefix(fields.TOKENS, ""))
    frequent = [token for token, count in frequencies.items() if is_frequent(count, snapshot.end)]
    for token in sorted(frequent, key=frequencies.__getitem__)[-MOST_TOKENS:]:
        kept_bits(token, snapshot, schema)


def is_frequent(count: int, end: int) -> bool:
    return count * FREQUENT_SHARE >= end


class WordRows:
    """One question in one state of the index."""

    def __init__(self, plan: TextPlan, schema: Schema, snapshot: Snapshot) -> None:
        self._plan, self._schema, self._snapshot = plan, schema, snapshot
        self._end = snapshot.end

    def bits(self) -> Bits:
        """The rows that hold half of the weight of the words, and all phrases."""
        wanted = [bits_of(self._asked(phrase_query(phrase, self._schema)), self._end) for phrase in self._plan.phrases]
        if self._plan.terms:
            wanted.append(self._half_of_the_weight())
        return _all([self._snapshot.alive.bits, *wanted])

    def _half_of_the_weight(self) -> Bits:
        terms = [self._term(term) for term in self._plan.terms]
        if self._plan.sufficient_sets:
            return _any(_all(terms[index] for index in chosen) for chosen in self._plan.sufficient_sets)
        steps = np.zeros(self._end, dtype=np.int16)
        for term, bits in zip(self._plan.terms, terms, strict=True):
            steps += term.steps * np.unpackbits(bits, count=self._end)
        return np.packbits(steps >= self._plan.steps_needed)

    def _term(self, term: TextTerm) -> Bits:
        return _any(self._alternative(alternative) for alternative in term.alternatives)

    def _alternative(self, alternative: Alternative) -> Bits:
        return _all(self._token(token) for token in alternative.tokens)

    def _token(self, token: str) -> Bits:
        if is_frequent(self._snapshot.searcher.doc_freq(fields.TOKENS, token), self._end):
            return kept_bits(token, self._snapshot, self._schema)
        return bits_of(self._asked(_holding(token, self._schema)), self._end)

    def _asked(self, query: Query) -> Integers:
        return self._snapshot.rows_of(query)


def kept_bits(token: str, snapshot: Snapshot, schema: Schema) -> Bits:
    """The rows that hold or held a token, of which those added since the last time are asked for."""
    end = snapshot.end

    def added(first: int) -> Integers:
        query = _holding(token, schema)
        if first:
            later = Query.range_query(schema, fields.ROW, FieldType.Integer, first, end)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, later)])
        return snapshot.rows_of(query)

    return snapshot.token_masks.bits(snapshot.state[0], token, end, added)


def _holding(token: str, schema: Schema) -> Query:
    return Query.term_query(schema, fields.TOKENS, token, "basic")


def _all(masks: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_and, masks)


def _any(masks: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_or, masks)
