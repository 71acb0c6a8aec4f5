"""Where the results are: at places, counted by place and by cell, in areas' bubbles, or in the region's."""

from typing import TypedDict

import numpy as np

from search.cells import LAST_MAP_ZOOM
from search.engines.embedded.codes import NO_PLACE_ID, STANDINGS, Codes
from search.engines.embedded.matching import Matching
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.snapshot import Snapshot
from search.query import MapStanding
from search.results import CellCount, MapCounts

MAX_CELLS = 1000
MAX_PLACES = 1000
CLOSE = 8  # numbers that lie on average less than so far apart are summed in a table of all that could be


class _ByStanding(TypedDict):
    with_place: int
    areas: dict[str, int]
    region: int


def count_map(hits: RowSet, matching: Matching, snapshot: Snapshot, *, map_zoom: int | None) -> MapCounts:
    if not hits.count:
        return MapCounts()
    codes, where = snapshot.codes, snapshot.rows.where.take(hits.rows)
    if map_zoom is None:
        return MapCounts(**_by_standing(codes.where_groups.take(where), None, codes))
    whereabouts, counts = codes.where_spots.distinct(where)
    drawn = _shown_spots(whereabouts, counts, matching, codes)
    return MapCounts(
        cells=_cells(*drawn, map_zoom, codes),
        places=_places(*drawn, codes),
        **_by_standing(codes.where_groups.take(whereabouts), counts, codes),
    )


def _by_standing(groups: Integers, counts: Integers | None, codes: Codes) -> _ByStanding:
    """``counts``: how many stand in each of these groups, 1 when not given."""
    totals = np.bincount(groups, weights=counts, minlength=len(STANDINGS) + len(codes.bubbles)).astype(int).tolist()
    return {
        "with_place": totals[STANDINGS.index(MapStanding.PLACE)],
        "areas": {name: count for name, count in zip(codes.bubbles, totals[len(STANDINGS) :], strict=True) if count},
        "region": totals[STANDINGS.index(MapStanding.REGION)],
    }


def _shown_spots(
    whereabouts: Integers, counts: Integers, matching: Matching, codes: Codes
) -> tuple[Integers, Integers, Integers]:
    """The spots of places, inside the box if there is one; of each the position of its whereabouts, and its count."""
    spots, positions = codes.where_spots.expand(whereabouts)
    is_shown = codes.spot_places.take(spots) != NO_PLACE_ID
    if matching.cover is not None:
        is_shown &= matching.cover.holds_each(codes.spot_x.take(spots), codes.spot_y.take(spots))
    shown = np.flatnonzero(is_shown)
    positions = positions.take(shown)
    return spots.take(shown), positions, counts.take(positions)


def _cells(spots: Integers, positions: Integers, counts: Integers, zoom: int, codes: Codes) -> tuple[CellCount, ...]:
    """An initiative counts once in a cell, however many of its places lie there; the fullest cells first."""
    if not len(spots):
        return ()
    steps = LAST_MAP_ZOOM - zoom
    x, y = codes.spot_x.take(spots) >> steps, codes.spot_y.take(spots) >> steps
    first_x, first_y, height = int(x.min()), int(y.min()), int(y.max() - y.min()) + 1
    numbers = (x - first_x) * height + (y - first_y)
    once = _once_in_each(numbers, positions)
    cells, totals = _summed(numbers[once], counts[once])
    best = np.lexsort((cells, -totals))[:MAX_CELLS]
    return tuple(
        CellCount(zoom, first_x + cell // height, first_y + cell % height, count)
        for cell, count in zip(cells[best].tolist(), totals[best].tolist(), strict=True)
    )


def _once_in_each(cells: Integers, positions: Integers) -> Integers | slice:
    """Which to count where several places of one initiative lie in the same cell; those of one stand together."""
    is_next_to_own = positions[1:] == positions[:-1]
    if not np.any(is_next_to_own):
        return slice(None)
    is_one_of_several = np.append(is_next_to_own, False) | np.append(False, is_next_to_own)
    several = np.flatnonzero(is_one_of_several)
    _, firsts = np.unique(positions[several] * (int(cells.max()) + 1) + cells[several], return_index=True)
    return np.concatenate([np.flatnonzero(~is_one_of_several), several[firsts]])


def _places(spots: Integers, positions: Integers, counts: Integers, codes: Codes) -> dict[int, int]:
    """Count by place id; when there are too many, those with most initiatives."""
    if not len(spots):
        return {}
    places, totals = _summed(codes.spot_places.take(spots), counts)
    if len(places) > MAX_PLACES:
        best = np.lexsort((places, -totals))[:MAX_PLACES]
        places, totals = places[best], totals[best]
    return dict(zip(places.tolist(), totals.tolist(), strict=True))


def _summed(numbers: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """The different numbers, ascending, and the sum of the counts of each; without sorting where they lie close."""
    first = int(numbers.min())
    if int(numbers.max()) - first < CLOSE * len(numbers):
        sums = np.bincount(numbers - first, weights=counts)
        held = np.flatnonzero(sums > 0)
        return held + first, sums[held].astype(np.int64)
    different, which = np.unique(numbers, return_inverse=True)
    return different, np.bincount(which, weights=counts, minlength=len(different)).astype(np.int64)
