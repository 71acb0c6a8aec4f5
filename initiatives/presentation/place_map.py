"""The small map: points for ``static/js/place-map.js``. The text beside it says the same without it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.conf import settings

from initiatives.models import Area, Place

MarkerKind = Literal["place", "approximate", "area"]


@dataclass(frozen=True)
class MapPoint:
    """One marker, in WGS 84 degrees; ``approximate`` gets a soft ring, ``area`` a dashed disc."""

    title: str
    url: str
    latitude: float
    longitude: float
    kind: MarkerKind


@dataclass(frozen=True)
class PlaceMap:
    """``highlighted`` holds the slugs of areas whose outlines are filled."""

    points: tuple[MapPoint, ...]
    highlighted: tuple[str, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """For ``json_script``."""
        return {
            "points": [asdict(point) for point in self.points],
            "highlighted": list(self.highlighted),
            "tiles": settings.NAVIGATOR_TILES_URL,
            "attribution": settings.NAVIGATOR_TILES_ATTRIBUTION,
        }


def place_points(places: Iterable[Place]) -> tuple[MapPoint, ...]:
    """Places the public may see, where the public may see them; those without coordinates are left out."""
    points = (_place_point(place) for place in places)
    return tuple(point for point in points if point is not None)


def area_points(areas: Iterable[Area]) -> tuple[MapPoint, ...]:
    """One disc for each area that has a point of its own or above it."""
    located = ((area, area.located_point()) for area in areas)
    return tuple(
        MapPoint(area.name, area.get_absolute_url(), point.latitude, point.longitude, "area")
        for area, point in located
        if point is not None
    )


def initiative_map(places: Sequence[Place], areas: Sequence[Area]) -> PlaceMap | None:
    """Its places; without places the areas it serves; ``None`` when nothing can be drawn."""
    points = place_points(places) or area_points(areas)
    return PlaceMap(points, tuple(area.slug for area in areas)) if points else None


def _place_point(place: Place) -> MapPoint | None:
    point = place.public_point()
    if point is None:
        return None
    kind: MarkerKind = "approximate" if place.is_approximate else "place"
    return MapPoint(place.name, place.get_absolute_url(), point.latitude, point.longitude, kind)
