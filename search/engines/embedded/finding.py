"""Which rows match a question, and which would match without one of its facets.

What a text finds is mostly little: then the index is asked once, for all of it and best first, and the other conditions
are tried row by row against tables. Without a text every row there is is tried so. Where a text finds much, the index
is asked with all conditions, once for each facet asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import FACET_COLUMN, STANDINGS, Codes, Integers
from search.engines.embedded.matching import Matching, keys_in, standing_in, standings_asked
from search.engines.embedded.store import Snapshot
from search.query import MapStanding

FEW_HITS = 2000  # to read one more row costs about a ten-thousandth of asking the index another question

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Found:
    """Row numbers: of all that match, and for each facet asked for of what matches all other conditions."""

    rows: Integers
    without_facet: Mapping[str, Integers]
    region_outside_box: int


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
        by_words, scored = np.empty(0, dtype=np.int64), matching.words_scored()
        if scored is not None:
            answer = searcher.search(scored, FEW_HITS, count=True)
            if answer.count > FEW_HITS:  # type: ignore[attr-defined]  # missing in its stub
                return None
            by_words = self._best_first(answer.hits)
        return TextSet(by_words, self._by_meaning() if matching.meaning else np.empty(0, dtype=np.int64))

    def _best_first(self, hits: Sequence[tuple[float, DocAddress]]) -> Integers:
        rows = rows_at(self.snapshot.searcher, [address for _, address in hits])
        scores = np.array([score for score, _ in hits])
        return rows[np.lexsort((self.snapshot.rows["key"][rows], -scores))]

    def _by_meaning(self) -> Integers:
        keys = self.matching.meaning
        rows = rows_of(self.snapshot.searcher, keys_in(self.matching.schema, keys))
        found = dict(zip(self.snapshot.rows["key"][rows].tolist(), rows.tolist(), strict=True))
        return np.array([found[key] for key in keys if key in found], dtype=np.int64)

    @cached_property
    def found(self) -> Found:
        if self.matching.words is None:
            return self._found_among(self.snapshot.all_rows())
        return self._found_by_index() if self.text_set is None else self._found_among(self.text_set.rows)

    @cached_property
    def rows(self) -> Integers:
        """Only the rows that match all conditions."""
        is_much = self.matching.words is not None and self.text_set is None
        return rows_of(self.snapshot.searcher, self.matching.base()) if is_much else self.found.rows

    def _found_by_index(self) -> Found:
        matching, searcher = self.matching, self.snapshot.searcher
        without = {name: rows_of(searcher, matching.base(without_facet=name)) for name in matching.facets}
        if without:
            name, rows = min(without.items(), key=lambda item: len(item[1]))
            rows = rows[self._holds_value(name, rows)]
        else:
            rows = rows_of(searcher, matching.base())
        return Found(rows, without, _region_outside_box(matching, searcher))

    def _found_among(self, rows: Integers) -> Found:
        if self.matching.excluded:
            rows = rows[~np.isin(self.snapshot.rows["key"][rows], self.matching.excluded)]
        others = self._rows_where(self._where_others, rows)
        inside = self._rows_where(self._where_inside, others)
        holding = {name: self._holds_value(name, inside) for name in self.matching.facets}
        if not holding:
            return Found(inside, {}, self._count_region(others))
        failed = np.sum([~mask for mask in holding.values()], axis=0)
        without = {name: inside[failed - ~mask == 0] for name, mask in holding.items()}
        return Found(inside[failed == 0], without, self._count_region(others))

    def _count_region(self, rows: Integers) -> int:
        """How many region-wide initiatives the box leaves out."""
        if self.matching.cover is None:
            return 0
        rows = self._rows_where(self.snapshot.codes.where_standings == STANDINGS.index(MapStanding.REGION), rows)
        for name in self.matching.facets:
            rows = rows[self._holds_value(name, rows)]
        return len(rows)

    def _rows_where(self, is_asked: Mask | None, rows: Integers) -> Integers:
        return rows if is_asked is None else rows[is_asked[self.snapshot.rows["where"][rows]]]

    def _holds_value(self, name: str, rows: Integers) -> Mask:
        """For each row, whether its set holds one of the values asked for."""
        column, codes = FACET_COLUMN[name], self.snapshot.codes
        is_wanted = np.zeros(len(codes.values), dtype=bool)
        numbers = (codes.value_numbers.get((column, value)) for value in self.matching.query.selected(name))
        is_wanted[[number for number in numbers if number is not None and number < len(is_wanted)]] = True
        return codes.sets.any_of(self.snapshot.rows["sets"][rows, column], is_wanted)

    @cached_property
    def _where_inside(self) -> Mask | None:
        cover, codes = self.matching.cover, self.snapshot.codes
        return None if cover is None else codes.where_spots.holding(cover.holds_each(codes.spot_x, codes.spot_y))

    @cached_property
    def _where_others(self) -> Mask | None:
        masks = _where_masks(self.matching, self.snapshot.codes)
        return np.logical_and.reduce(masks) if masks else None


def _where_masks(matching: Matching, codes: Codes) -> list[Mask]:
    """For each condition but the box, and for each whereabouts, whether it is what was asked for."""
    query, circle = matching.query, matching.circle
    masks: list[Mask] = []
    if circle is not None:
        masks.append(codes.where_spots.holding(circle.holds_each(codes.spot_x, codes.spot_y)))
    if query.standing is not None:
        wanted = [STANDINGS.index(standing) for standing in standings_asked(query.standing)]
        masks.append(np.isin(codes.where_standings, wanted))
    if query.bubble:
        number = codes.bubbles.index(query.bubble) if query.bubble in codes.bubbles else len(codes.bubbles)
        masks.append(codes.where_bubbles == number)
    return masks


def rows_of(searcher: Searcher, query: Query) -> Integers:
    """The numbers of all rows that a query finds."""
    answer = searcher.search(query, max(1, searcher.num_docs), count=False, order_by_field=fields.ROW)
    return np.array([row for row, _ in answer.hits], dtype=np.int64)


def rows_at(searcher: Searcher, addresses: Sequence[DocAddress]) -> Integers:
    return np.array(searcher.fast_field_values(fields.ROW, list(addresses)), dtype=np.int64)


def _region_outside_box(matching: Matching, searcher: Searcher) -> int:
    if matching.cover is None:
        return 0
    region = standing_in(matching.schema, [MapStanding.REGION])
    query = matching.base(without_box=True, also=[region])
    count: int = searcher.search(query, 1, count=True).count  # type: ignore[attr-defined]  # missing in its stub
    return count
