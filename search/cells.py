"""Cells of the map: Web Mercator tiles, as numbers that every engine can index and count.

A point lies in one cell at each zoom. Cells are half-open squares of the tile grid that web maps use, so a cell
number is the same in Python, in an engine and in the browser. A bounding box becomes a *cover*: at most 128 cells
of mixed zooms that together hold the box and as little else as the budget allows. A place is inside the box when
its own cell is inside the cover, so one place's latitude never meets another's longitude.
"""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from initiatives.geo.types import BoundingBox, Point

FIRST_MAP_ZOOM, LAST_MAP_ZOOM = 9, 17
MAX_COVER_CELLS = 128
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
        return _number(self.zoom, self.x, self.y)

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


def _number(zoom: int, x: int, y: int) -> int:
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


@dataclass(frozen=True)
class Cover:
    """A set of cells, none inside another."""

    cells: frozenset[Cell]

    @cached_property
    def _positions_by_zoom(self) -> dict[int, frozenset[tuple[int, int]]]:
        zooms = {cell.zoom for cell in self.cells}
        return {zoom: frozenset((cell.x, cell.y) for cell in self.cells if cell.zoom == zoom) for zoom in sorted(zooms)}

    def holds(self, cell: Cell) -> bool:
        """Whether the whole cell lies inside."""
        for zoom, positions in self._positions_by_zoom.items():
            steps = cell.zoom - zoom
            if steps >= 0 and (cell.x >> steps, cell.y >> steps) in positions:
                return True
        return False

    def within(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of this cover that lie inside a coarser ``cell``."""
        finer = ((own, own.zoom - cell.zoom) for own in self.cells if own.zoom > cell.zoom)
        return tuple(own for own, steps in finer if own.x >> steps == cell.x and own.y >> steps == cell.y)


@dataclass(frozen=True)
class _Span:
    """The box as a rectangle of finest cells, ends included."""

    west: int
    north: int
    east: int
    south: int

    def touches(self, cell: Cell) -> bool:
        left, top, right, bottom = _finest_span(cell)
        return left <= self.east and right >= self.west and top <= self.south and bottom >= self.north

    def swallows(self, cell: Cell) -> bool:
        left, top, right, bottom = _finest_span(cell)
        return self.west <= left and right <= self.east and self.north <= top and bottom <= self.south


def _finest_span(cell: Cell) -> tuple[int, int, int, int]:
    steps = LAST_MAP_ZOOM - cell.zoom
    return cell.x << steps, cell.y << steps, ((cell.x + 1) << steps) - 1, ((cell.y + 1) << steps) - 1


@lru_cache(maxsize=512)
def cover_of(box: BoundingBox) -> Cover:
    """The box snapped outward to cells: coarse cells inside it, finer ones along its edge, 128 at most."""
    top_left = cell_of(Point(box.north, box.west), LAST_MAP_ZOOM)
    bottom_right = cell_of(Point(box.south, box.east), LAST_MAP_ZOOM)
    span = _Span(top_left.x, top_left.y, bottom_right.x, bottom_right.y)
    inside: list[Cell] = []
    edge = deque([Cell(0, 0, 0)])
    while edge:
        cell = edge.popleft()
        if span.swallows(cell) or cell.zoom == LAST_MAP_ZOOM:
            inside.append(cell)
            continue
        parts = [child for child in cell.children() if span.touches(child)]
        if len(inside) + len(edge) + len(parts) > MAX_COVER_CELLS:
            inside.append(cell)
            break
        edge.extend(parts)
    return Cover(frozenset([*inside, *edge]))


def numbers_of(cells: Iterable[Cell]) -> tuple[int, ...]:
    return tuple(sorted({cell.number for cell in cells}))
