"""Coordinates as values. All are WGS 84 degrees."""

import math
from dataclasses import dataclass
from typing import Self

EARTH_RADIUS_M = 6_371_008.8
COORDINATE_DECIMALS = 6


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float

    def rounded(self) -> Self:
        """The point at six decimals (about 0.1 m), the precision both search engines store."""
        return type(self)(round(self.latitude, COORDINATE_DECIMALS), round(self.longitude, COORDINATE_DECIMALS))

    def distance_m(self, other: "Point") -> float:
        """Great-circle distance in metres."""
        phi_1, phi_2 = math.radians(self.latitude), math.radians(other.latitude)
        half_dphi = (phi_2 - phi_1) / 2
        half_dlambda = math.radians(other.longitude - self.longitude) / 2
        h = math.sin(half_dphi) ** 2 + math.cos(phi_1) * math.cos(phi_2) * math.sin(half_dlambda) ** 2
        return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True)
class BoundingBox:
    """West and east in longitude, south and north in latitude; never crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        values = (self.west, self.south, self.east, self.north)
        if not all(math.isfinite(value) for value in values):
            raise ValueError("a bounding box needs four finite numbers")
        if not (-180 <= self.west < self.east <= 180 and -90 <= self.south < self.north <= 90):
            raise ValueError("a bounding box is west,south,east,north within the world")

    def contains(self, point: Point) -> bool:
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east
