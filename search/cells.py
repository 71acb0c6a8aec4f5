"""Cells of the map: Web Mercator tiles, as numbers that every engine can index and count.

A point lies in one cell at each zoom. Cells are half-open squares of the tile grid that web maps use, so a cell
number is the same in Python, in an engine and in the browser. A place is inside a box or a circle when its own cell is
inside the cover of it (:mod:`search.covers`), so one place's latitude never meets another's longitude.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.geo.types import BoundingBox, Point

FIRST_MAP_ZOOM, LAST_MAP_ZOOM = 9, 17
_MERCATOR_LATITUDE = 85.0511287798066
_COORDINATE_BITS = LAST_MAP_ZOOM


@dataclass(frozen=True, order=True)
class Cell:
    zoom: int
    x: int
    y: int

    @property
    def number(self) -> int:
        """One integer below 2**39 that names the cell among those of all zooms up to 17."""
        return int(number_of(self.zoom, self.x, self.y))

    @classmethod
    def from_number(cls, number: int) -> "Cell":
        mask = (1 << _COORDINATE_BITS) - 1
        return cls(number >> 2 * _COORDINATE_BITS, (number >> _COORDINATE_BITS) & mask, number & mask)

    def at_zoom(self, zoom: int) -> "Cell":
        """The cell of a coarser (or the same) ``zoom`` that this one lies in."""
        steps = self.zoom - zoom
        if steps < 0:
            raise ValueError("a cell has many cells at a finer zoom, not one")
        return Cell(zoom, self.x >> steps, self.y >> steps)

    def children(self) -> tuple["Cell", ...]:
        zoom, x, y = self.zoom + 1, self.x * 2, self.y * 2
        return (Cell(zoom, x, y), Cell(zoom, x + 1, y), Cell(zoom, x, y + 1), Cell(zoom, x + 1, y + 1))

    def bounds(self) -> BoundingBox:
        """Its sides in degrees; cells along the edge of the Mercator square go on to the pole."""
        size = 1 << self.zoom
        return BoundingBox(
            west=self.x / size * 360.0 - 180.0,
            south=-90.0 if self.y == size - 1 else _latitude_of((self.y + 1) / size),
            east=(self.x + 1) / size * 360.0 - 180.0,
            north=90.0 if self.y == 0 else _latitude_of(self.y / size),
        )


def _latitude_of(share: float) -> float:
    """Latitude at a share of the way from the northern to the southern edge of the Mercator square."""
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * share))))


def number_of(zoom: int, x: Any, y: Any) -> Any:
    """The number of the cell at ``x`` and ``y``; of each of them when these are arrays."""
    return (zoom << 2 * _COORDINATE_BITS) | (x << _COORDINATE_BITS) | y


def cell_of(point: Point, zoom: int) -> Cell:
    """The cell a point lies in; points beyond the Mercator square count to its edge."""
    size: int = 1 << zoom
    latitude = math.radians(max(-_MERCATOR_LATITUDE, min(_MERCATOR_LATITUDE, point.latitude)))
    x = int((point.longitude + 180.0) / 360.0 * size)
    y = int((1.0 - math.asinh(math.tan(latitude)) / math.pi) / 2.0 * size)
    return Cell(zoom, max(0, min(size - 1, x)), max(0, min(size - 1, y)))


def cells_of(point: Point) -> tuple[Cell, ...]:
    """The point's cell at every zoom from 0 to 17."""
    finest = cell_of(point, LAST_MAP_ZOOM)
    return tuple(finest.at_zoom(zoom) for zoom in range(LAST_MAP_ZOOM + 1))


def numbers_of(cells: Iterable[Cell]) -> tuple[int, ...]:
    return tuple(sorted({cell.number for cell in cells}))
