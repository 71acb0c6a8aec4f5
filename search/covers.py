"""Covers: a bounding box or a circle as a bounded number of cells, so that every engine asks for the same integers.

What is asked for lies inside the cover whole; beyond, the cover reaches no further than the cells along the edge.
"""

import math
from collections import deque
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from initiatives.geo.types import BoundingBox, Point
from search.cells import LAST_MAP_ZOOM, Cell, cell_of, number_of, numbers_of

MAX_COVER_CELLS = 128
METRES_PER_KM = 1000.0
NEXT_COLUMN = number_of(0, 1, 0)  # between the numbers of neighbours; of one below the other 1
ROUNDING_M = 0.01  # a point on the edge must not be lost to the rounding of a cosine


Span = tuple[int, int, int, int]  # west, north, east, south in finest cells, ends included
Coordinates = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cover:
    """A set of cells, none inside another, by their numbers; ``span`` when together they are one rectangle."""

    numbers: tuple[int, ...]
    span: Span | None = None

    @cached_property
    def cells(self) -> frozenset[Cell]:
        return frozenset(map(Cell.from_number, self.numbers))

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

    def holds_each(self, x: Coordinates, y: Coordinates) -> npt.NDArray[np.bool_]:
        """Which of many finest cells lie inside."""
        if self.span is not None:
            west, north, east, south = self.span
            return (x >= west) & (x <= east) & (y >= north) & (y <= south)
        inside = np.zeros(len(x), dtype=bool)
        for zoom in {cell.zoom for cell in self.cells}:
            steps = LAST_MAP_ZOOM - zoom
            inside |= np.isin(number_of(zoom, x >> steps, y >> steps), self.numbers)
        return inside

    def within(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of this cover that lie inside a coarser ``cell``."""
        finer = ((own, own.zoom - cell.zoom) for own in self.cells if own.zoom > cell.zoom)
        return tuple(own for own, steps in finer if own.x >> steps == cell.x and own.y >> steps == cell.y)


@lru_cache(maxsize=512)
def cover_of(box: BoundingBox) -> Cover:
    """The box snapped outward to the finest cells of which 128 are enough, coarser ones taken where they fit."""
    top_left = cell_of(Point(box.north, box.west), LAST_MAP_ZOOM)
    bottom_right = cell_of(Point(box.south, box.east), LAST_MAP_ZOOM)
    exact = (top_left.x, top_left.y, bottom_right.x, bottom_right.y)
    for zoom in range(LAST_MAP_ZOOM, -1, -1):
        steps = LAST_MAP_ZOOM - zoom
        west, north, east, south = (side >> steps for side in exact)
        if east - west + south - north > MAX_COVER_CELLS:
            continue  # more cells along its edge than there may be
        numbers = _tiles(zoom, west, north, east, south)
        if len(numbers) <= MAX_COVER_CELLS:
            break
    beyond = (1 << steps) - 1
    return Cover(
        tuple(sorted(numbers)), (west << steps, north << steps, (east << steps) + beyond, (south << steps) + beyond)
    )


def _tiles(zoom: int, west: int, north: int, east: int, south: int) -> list[int]:
    """Numbers of the fewest cells that make up a rectangle of cells: sides that fit no coarser cell come off first."""
    numbers: list[int] = []
    while west <= east and north <= south:
        columns = [*([west] if west & 1 else []), *([] if east & 1 else [east])]
        for x in dict.fromkeys(columns):
            numbers += range(number_of(zoom, x, north), number_of(zoom, x, south) + 1)
        west, east = west + (west & 1), east - (~east & 1)
        rows = [*([north] if north & 1 else []), *([] if south & 1 else [south])]
        for y in dict.fromkeys(rows):
            numbers += range(number_of(zoom, west, y), number_of(zoom, east, y) + 1, NEXT_COLUMN)
        north, south = north + (north & 1), south - (~south & 1)
        zoom, west, north, east, south = zoom - 1, west >> 1, north >> 1, east >> 1, south >> 1
    return numbers


@lru_cache(maxsize=512)
def circle_cover(centre: Point, radius_km: float) -> Cover:
    """The cells of all points at most so far from the centre over the ground, and of none much farther.

    The world is divided into four, and again, wherever the edge runs through a cell, until 128 cells would be too
    many. The cells along the edge then are at most a quarter of the radius wide (or the finest there are), so nothing
    beyond one and a half times the radius is inside.
    """
    circle = _Circle(centre, radius_km * METRES_PER_KM)
    inside: list[Cell] = []
    edge = deque([Cell(0, 0, 0)])
    while edge:
        cell = edge.popleft()
        if circle.swallows(cell) or cell.zoom == LAST_MAP_ZOOM:
            inside.append(cell)
            continue
        parts = [child for child in cell.children() if circle.touches(child)]
        if len(inside) + len(edge) + len(parts) > MAX_COVER_CELLS:
            inside.append(cell)
            break
        edge.extend(parts)
    return Cover(numbers_of([*inside, *edge]))


@dataclass(frozen=True)
class _Circle:
    """All points at most ``radius_m`` from ``centre``, measured over the sphere, across the date line too."""

    centre: Point
    radius_m: float

    def touches(self, cell: Cell) -> bool:
        return self.centre.distance_m(_nearest_point(self.centre, cell.bounds())) <= self.radius_m + ROUNDING_M

    def swallows(self, cell: Cell) -> bool:
        """Of a rectangle of degrees the farthest point is a corner."""
        box = cell.bounds()
        corners = (
            Point(latitude, longitude) for latitude in (box.south, box.north) for longitude in (box.west, box.east)
        )
        return all(self.centre.distance_m(corner) <= self.radius_m for corner in corners)


def _nearest_point(point: Point, box: BoundingBox) -> Point:
    """The point of a rectangle of degrees nearest to ``point``: on its own meridian, or on the nearer side."""
    if box.west <= point.longitude <= box.east:
        return Point(min(max(point.latitude, box.south), box.north), point.longitude)
    side = min((box.west, box.east), key=lambda longitude: -math.cos(math.radians(longitude - point.longitude)))
    latitude, apart = math.radians(point.latitude), math.radians(side - point.longitude)
    foot = math.degrees(math.atan2(math.sin(latitude), math.cos(latitude) * math.cos(apart)))
    return Point(min(max(foot, box.south), box.north), side)
