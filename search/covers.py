"""Covers: a bounding box or a circle as a bounded number of cells, so that every engine asks for the same integers.

The world is divided into four, and again, wherever the edge runs through a cell, until 128 cells would be too many.
What is asked for lies inside the cover whole; beyond it reaches no further than the cells along the edge.
"""

import math
from collections import deque
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from initiatives.geo.types import BoundingBox, Point
from search.cells import LAST_MAP_ZOOM, Cell, cell_of

MAX_COVER_CELLS = 128
METRES_PER_KM = 1000.0
ROUNDING_M = 0.01  # a point on the edge must not be lost to the rounding of a cosine


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


class _Shape(Protocol):
    def touches(self, cell: Cell) -> bool:
        """Whether any point of the shape may lie in the cell."""
        ...

    def swallows(self, cell: Cell) -> bool:
        """Whether the whole cell lies in the shape."""
        ...


def _cover(shape: _Shape) -> Cover:
    """The shape snapped outward to cells: coarse ones inside it, finer ones along its edge."""
    inside: list[Cell] = []
    edge = deque([Cell(0, 0, 0)])
    while edge:
        cell = edge.popleft()
        if shape.swallows(cell) or cell.zoom == LAST_MAP_ZOOM:
            inside.append(cell)
            continue
        parts = [child for child in cell.children() if shape.touches(child)]
        if len(inside) + len(edge) + len(parts) > MAX_COVER_CELLS:
            inside.append(cell)
            break
        edge.extend(parts)
    return Cover(frozenset([*inside, *edge]))


@lru_cache(maxsize=512)
def cover_of(box: BoundingBox) -> Cover:
    """The cells of a bounding box."""
    top_left = cell_of(Point(box.north, box.west), LAST_MAP_ZOOM)
    bottom_right = cell_of(Point(box.south, box.east), LAST_MAP_ZOOM)
    return _cover(_Span(top_left.x, top_left.y, bottom_right.x, bottom_right.y))


@lru_cache(maxsize=512)
def circle_cover(centre: Point, radius_km: float) -> Cover:
    """The cells of all points at most so far from the centre over the ground, and of none much farther.

    The cells along the edge are at most a quarter of the radius wide (or the finest there are), so nothing beyond one
    and a half times the radius is inside.
    """
    return _cover(_Circle(centre, radius_km * METRES_PER_KM))


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
