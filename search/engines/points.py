"""Points as bytes, and how far they are: for an engine that stores them with a document."""

import math
import struct
from collections.abc import Iterable, Sequence

import numpy as np

from initiatives.geo.types import EARTH_RADIUS_M, Point
from search.cells import LAST_MAP_ZOOM, cell_of

POINT_BYTES = 16


def place_code(place_id: int, point: Point) -> str:
    """Which place, and in which of the finest cells the public may see it."""
    return f"{place_id}:{cell_of(point, LAST_MAP_ZOOM).number}"


def pack_points(points: Iterable[Point]) -> bytes:
    numbers = [number for point in points for number in (point.latitude, point.longitude)]
    return struct.pack(f"<{len(numbers)}d", *numbers)


def unpack_points(packed: bytes) -> list[Point]:
    numbers = struct.unpack(f"<{len(packed) // 8}d", packed)
    return [Point(latitude, longitude) for latitude, longitude in zip(numbers[::2], numbers[1::2], strict=True)]


def nearest_distances_m(near: Point, packed: Sequence[bytes]) -> list[float]:
    """Great-circle metres from ``near`` to the nearest point of each packed, non-empty list of points."""
    if not packed:
        return []
    points = np.radians(np.frombuffer(b"".join(packed), dtype="<f8").reshape(-1, 2))
    firsts = np.cumsum([0, *(len(each) // POINT_BYTES for each in packed[:-1])])
    latitude, longitude = math.radians(near.latitude), math.radians(near.longitude)
    across = np.sin((points[:, 0] - latitude) / 2) ** 2
    along = math.cos(latitude) * np.cos(points[:, 0]) * np.sin((points[:, 1] - longitude) / 2) ** 2
    distances = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, across + along)))
    return [float(distance) for distance in np.minimum.reduceat(distances, firsts)]
