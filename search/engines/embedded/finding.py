"""Which rows match a question, and which would match without one of its facets.

With a text the index finds them; without, every row there is is tried against tables of what was asked for, which is
quicker than asking the index for much of what it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tantivy import Query, Searcher

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import FACET_COLUMN, STANDINGS, Codes, Integers
from search.engines.embedded.matching import Matching, standing_in, standings_asked
from search.engines.embedded.store import Snapshot
from search.query import MapStanding

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Found:
    """Row numbers: of all that match, and for each facet asked for of what matches all other conditions."""

    rows: Integers
    without_facet: Mapping[str, Integers]
    region_outside_box: int


def find_rows(matching: Matching, snapshot: Snapshot) -> Found:
    return _found_by_text(matching, snapshot) if matching.words is not None else _found_among_all(matching, snapshot)


def matching_rows(matching: Matching, snapshot: Snapshot) -> Integers:
    """Only the rows that match all conditions."""
    if matching.words is not None:
        return rows_of(snapshot.searcher, matching.base())
    return _found_among_all(matching, snapshot).rows


def rows_of(searcher: Searcher, query: Query) -> Integers:
    """The numbers of all rows that a query finds."""
    answer = searcher.search(query, max(1, searcher.num_docs), count=False, order_by_field=fields.ROW)
    return np.array([row for row, _ in answer.hits], dtype=np.int64)


def _found_by_text(matching: Matching, snapshot: Snapshot) -> Found:
    searcher = snapshot.searcher
    without = {name: rows_of(searcher, matching.base(without_facet=name)) for name in matching.facets}
    if without:
        name, rows = min(without.items(), key=lambda item: len(item[1]))
        rows = rows[_holds_value(matching, name, rows, snapshot)]
    else:
        rows = rows_of(searcher, matching.base())
    return Found(rows, without, _region_outside_box(matching, searcher))


def _region_outside_box(matching: Matching, searcher: Searcher) -> int:
    if matching.cover is None:
        return 0
    region = standing_in(matching.schema, [MapStanding.REGION])
    query = matching.base(without_box=True, also=[region])
    count: int = searcher.search(query, 1, count=True).count  # type: ignore[attr-defined]  # missing in its stub
    return count


def _found_among_all(matching: Matching, snapshot: Snapshot) -> Found:
    rows = snapshot.all_rows()
    if matching.excluded:
        rows = rows[~np.isin(snapshot.rows["key"][rows], matching.excluded)]
    others = _rows_where(_where_others(matching, snapshot.codes), rows, snapshot)
    inside = (
        others if matching.cover is None else _rows_where(_where_inside(matching, snapshot.codes), others, snapshot)
    )
    holding = {name: _holds_value(matching, name, inside, snapshot) for name in matching.facets}
    failed = np.sum([~mask for mask in holding.values()], axis=0) if holding else np.zeros(len(inside), dtype=int)
    without = {name: inside[failed - ~mask == 0] for name, mask in holding.items()}
    return Found(inside[failed == 0], without, _count_region(matching, others, snapshot))


def _count_region(matching: Matching, rows: Integers, snapshot: Snapshot) -> int:
    """How many region-wide initiatives the box leaves out."""
    if matching.cover is None:
        return 0
    rows = _rows_where(snapshot.codes.where_standings == STANDINGS.index(MapStanding.REGION), rows, snapshot)
    for name in matching.facets:
        rows = rows[_holds_value(matching, name, rows, snapshot)]
    return len(rows)


def _rows_where(is_asked: Mask | None, rows: Integers, snapshot: Snapshot) -> Integers:
    return rows if is_asked is None else rows[is_asked[snapshot.rows["where"][rows]]]


def _where_inside(matching: Matching, codes: Codes) -> Mask | None:
    if matching.cover is None:
        return None
    return codes.where_spots.holding(matching.cover.holds_each(codes.spot_x, codes.spot_y))


def _where_others(matching: Matching, codes: Codes) -> Mask | None:
    """For each whereabouts, whether it is what was asked for, the bounding box aside."""
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
    return np.logical_and.reduce(masks) if masks else None


def _holds_value(matching: Matching, name: str, rows: Integers, snapshot: Snapshot) -> Mask:
    """For each row, whether its set holds one of the values asked for."""
    column, codes = FACET_COLUMN[name], snapshot.codes
    wanted = {(column, value) for value in matching.query.selected(name)}
    is_wanted = np.fromiter((value in wanted for value in codes.values), dtype=bool, count=len(codes.values))
    return codes.sets.any_of(snapshot.rows["sets"][rows, column], is_wanted)
