"""Where the results are: at places, counted by place and by cell, in areas' bubbles, or in the region's."""

import numpy as np

from search.cells import LAST_MAP_ZOOM
from search.engines.embedded.codes import NO_PLACE_ID, STANDINGS, Codes
from search.engines.embedded.matching import Matching
from search.engines.embedded.row_sets import Integers, RowSet
from search.engines.embedded.store import Snapshot
from search.query import MapStanding
from search.results import CellCount, MapCounts

MAX_CELLS = 1000
MAX_PLACES = 1000
_CELL_BITS = LAST_MAP_ZOOM


def count_map(hits: RowSet, matching: Matching, snapshot: Snapshot, *, map_zoom: int | None) -> MapCounts:
    if not hits.count:
        return MapCounts()
    codes = snapshot.codes
    whereabouts, counts = codes.where_spots.distinct(snapshot.rows.where[hits.rows])
    standings = codes.where_standings[whereabouts]
    by_standing = np.bincount(standings, weights=counts, minlength=len(STANDINGS)).astype(int)
    is_area = standings == STANDINGS.index(MapStanding.AREA)
    drawn = () if map_zoom is None else _shown_spots(whereabouts, counts, matching, codes)
    return MapCounts(
        with_place=int(by_standing[STANDINGS.index(MapStanding.PLACE)]),
        cells=_cells(*drawn, map_zoom, codes) if drawn and map_zoom is not None else (),
        places=_places(*drawn, codes) if drawn else {},
        areas=_areas(codes.where_bubbles[whereabouts[is_area]], counts[is_area], codes),
        region=int(by_standing[STANDINGS.index(MapStanding.REGION)]),
    )


def _areas(bubbles: Integers, counts: Integers, codes: Codes) -> dict[str, int]:
    totals = np.bincount(bubbles, weights=counts)
    return {codes.bubbles[number]: int(totals[number]) for number in np.flatnonzero(totals)}


def _shown_spots(
    whereabouts: Integers, counts: Integers, matching: Matching, codes: Codes
) -> tuple[Integers, Integers, Integers]:
    """The spots of places, inside the box if there is one; of each the position of its whereabouts, and its count."""
    spots, positions = codes.where_spots.expand(whereabouts)
    is_shown = codes.spot_places[spots] != NO_PLACE_ID
    if matching.cover is not None:
        is_shown &= matching.cover.holds_each(codes.spot_x[spots], codes.spot_y[spots])
    spots, positions = spots[is_shown], positions[is_shown]
    return spots, positions, counts[positions]


def _cells(spots: Integers, positions: Integers, counts: Integers, zoom: int, codes: Codes) -> tuple[CellCount, ...]:
    """An initiative counts once in a cell, however many of its places lie there; the fullest cells first."""
    steps = LAST_MAP_ZOOM - zoom
    numbers = (codes.spot_x[spots] >> steps << _CELL_BITS) | (codes.spot_y[spots] >> steps)
    if np.any(positions[1:] == positions[:-1]):  # somewhere there are several places
        _, firsts = np.unique((positions << 2 * _CELL_BITS) | numbers, return_index=True)
        numbers, counts = numbers[firsts], counts[firsts]
    cells, of_cell = np.unique(numbers, return_inverse=True)
    totals = np.bincount(of_cell, weights=counts, minlength=len(cells)).astype(np.int64)
    best = np.lexsort((cells, -totals))[:MAX_CELLS]
    mask = (1 << _CELL_BITS) - 1
    return tuple(
        CellCount(zoom, cell >> _CELL_BITS, cell & mask, count)
        for cell, count in zip(cells[best].tolist(), totals[best].tolist(), strict=True)
    )


def _places(spots: Integers, positions: Integers, counts: Integers, codes: Codes) -> dict[int, int]:
    """Count by place id; when there are too many, those with most initiatives."""
    places, of_place = np.unique(codes.spot_places[spots], return_inverse=True)
    totals = np.bincount(of_place, weights=counts, minlength=len(places)).astype(np.int64)
    best = np.lexsort((places, -totals))[:MAX_PLACES]
    return dict(zip(places[best].tolist(), totals[best].tolist(), strict=True))
