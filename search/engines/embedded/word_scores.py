"""Which rows the words of a plan find, where they find many, and how well: summed up row by row from impacts.

To score thousands of hits takes the index milliseconds; to sum up the levels of a hundred thousand rows takes tens of
microseconds a token.
"""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from tantivy import FieldType, Query, Schema

from search.engines.embedded import schema as fields
from search.engines.embedded.impacts import HIGHEST_LEVEL, Impacts, Levels
from search.engines.embedded.rankings import Ranking, Scores
from search.engines.embedded.row_sets import Bits, Integers, RowSet
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.text_queries import all_of, phrase_query, unscored
from search.words.plan import Alternative, TextPlan, TextTerm
from search.words.weighing import inverse_frequency

FREQUENT_SHARE = 200  # the rows of a token that fewer than one row in so many holds are quickly asked for
BM25_K1 = 1.2  # tantivy's


def keep_frequent(snapshot: Snapshot, schema: Schema) -> None:
    """Read the impacts of the most frequent tokens before anyone asks for them, as many as are kept.

    The most frequent last: the longest unused are dropped first, and these take longest to read again.
    """
    frequencies = dict(snapshot.searcher.terms_with_prefix(fields.TOKENS, ""))
    frequent = [token for token, count in frequencies.items() if count * FREQUENT_SHARE >= snapshot.end]
    for token in sorted(frequent, key=frequencies.__getitem__):
        kept_impacts(token, snapshot, schema)


class WordScores:
    """One question in one state of the index."""

    def __init__(self, plan: TextPlan, schema: Schema, snapshot: Snapshot) -> None:
        self._plan, self._schema, self._snapshot = plan, schema, snapshot
        self._end = snapshot.end
        self._impacts: dict[str, Impacts] = {}

    def ranking(self) -> Ranking:
        """The rows that hold half of the weight of the words, and all phrases."""
        terms = [self._term(term) for term in self._plan.terms]
        phrases = [self._phrase(phrase) for phrase in self._plan.phrases]
        wanted = [*map(_held, phrases), *([self._half_of_the_weight(terms)] if terms else [])]
        found = RowSet(_all([self._snapshot.alive.bits, *wanted]), self._end)
        return Ranking.of_many(found, reduce(np.add, terms or phrases))

    def _half_of_the_weight(self, terms: list[Scores]) -> Bits:
        held = [_held(scores) for scores in terms]
        if self._plan.sufficient_sets:
            return _any(_all(held[index] for index in chosen) for chosen in self._plan.sufficient_sets)
        steps = np.zeros(self._end, dtype=np.int16)
        for term, bits in zip(self._plan.terms, held, strict=True):
            steps += term.steps * np.unpackbits(bits, count=self._end)
        return np.packbits(steps >= self._plan.steps_needed)

    def _term(self, term: TextTerm) -> Scores:
        """For each row that of the best of its alternatives, and more for holding any."""
        ways = [(self._rows_to_sum(alternative), alternative) for alternative in term.alternatives]
        of_each_row = [self._scores_at(None, alternative) for rows, alternative in ways if rows is None]
        best = of_each_row[0] if of_each_row else np.zeros(self._end, dtype=np.float32)
        for scores in of_each_row[1:]:
            np.maximum(best, scores, out=best)
        for rows, alternative in ways:
            if rows is not None:
                best[rows] = np.maximum(best.take(rows), self._scores_at(rows, alternative))
        if term.presence:
            best += np.multiply(best > 0, np.float32(term.presence))
        return best

    def _rows_to_sum(self, alternative: Alternative) -> Integers | None:
        """Those of its rarest token; ``None`` where even that is in so many that each row is as quick."""
        return min(map(self._impacts_of, alternative.tokens), key=_rows_held).rows

    def _scores_at(self, rows: Integers | None, alternative: Alternative) -> Scores:
        """The sum of its tokens, in those of the rows that hold them all."""
        levels = [self._impacts_of(token).at(rows) for token in alternative.tokens]
        weights = [alternative.boost * self._weight(token) for token in alternative.tokens]
        scores = np.multiply(levels[0], np.float32(weights[0]), dtype=np.float32)
        if len(levels) > 1:
            for more, weight in zip(levels[1:], weights[1:], strict=True):
                scores += np.multiply(more, np.float32(weight), dtype=np.float32)
            scores *= reduce(np.minimum, levels) > 0
        return scores

    def _weight(self, token: str) -> float:
        """Of one level."""
        searcher = self._snapshot.searcher
        documents = max(1, searcher.num_docs)
        rarity = inverse_frequency(min(searcher.doc_freq(fields.TOKENS, token), documents), documents)
        return (BM25_K1 + 1) * rarity / HIGHEST_LEVEL

    def _impacts_of(self, token: str) -> Impacts:
        if token not in self._impacts:
            self._impacts[token] = kept_impacts(token, self._snapshot, self._schema)
        return self._impacts[token]

    def _phrase(self, phrase: tuple[str, ...]) -> Scores:
        rows, scores = self._snapshot.scored(phrase_query(phrase, self._schema))
        of_each_row = np.zeros(self._end, dtype=np.float32)
        of_each_row[rows] = scores
        return of_each_row


def kept_impacts(token: str, snapshot: Snapshot, schema: Schema) -> Impacts:
    """Those of a token, of which those of rows that were added since the last time are read."""

    def read_from(first: int) -> tuple[Integers, Levels]:
        return _read(token, first, snapshot, schema)

    return snapshot.kept.impacts.of(snapshot.state[0], token, snapshot.end, read_from)


def _read(token: str, first: int, snapshot: Snapshot, schema: Schema) -> tuple[Integers, Levels]:
    query = holding = Query.term_query(schema, fields.TOKENS, token, "freq")
    if first:
        later = Query.range_query(schema, fields.ROW, FieldType.Integer, first, snapshot.end)
        query = all_of([holding, unscored(later)])
    rows, scores = snapshot.scored(query, limit=snapshot.searcher.doc_freq(fields.TOKENS, token))
    if not len(rows):
        return rows, np.empty(0, dtype=np.uint8)
    order = np.argsort(rows)  # memory is read in order then
    levels = np.rint(scores[order] * (HIGHEST_LEVEL / snapshot.highest_score(holding)))
    return rows[order], levels.clip(1, HIGHEST_LEVEL).astype(np.uint8)


def _rows_held(impacts: Impacts) -> int:
    return impacts.end if impacts.rows is None else len(impacts.rows)


def _held(scores: Scores) -> Bits:
    return np.packbits(scores > 0)


def _all(masks: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_and, masks)


def _any(masks: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_or, masks)
