"""Reads GeoJSON boundaries strictly: polygons in WGS 84 with a CBS code, and nothing else."""

import json
import math
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

MAX_FEATURES = 20_000
MAX_VERTICES = 3_000_000
MAX_REPORTED = 20
# Most specific first: a neighbourhood's feature also carries the codes of its district and municipality.
CODE_PROPERTIES = ("buurtcode", "wijkcode", "gemeentecode", "statcode")


class BadBoundariesError(ValueError):
    """The boundaries can't be used; the message says what is wrong. Nothing was changed."""


@dataclass(frozen=True)
class Boundary:
    """One area's outline: a valid Polygon or MultiPolygon in degrees, longitude first."""

    code: str
    geometry: BaseGeometry


def parse_json(content: bytes) -> dict[str, Any]:
    """Decode a GeoJSON FeatureCollection; :class:`BadBoundariesError` when it isn't one."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadBoundariesError(_("The file is not UTF-8 text.")) from error
    except (ValueError, RecursionError) as error:
        raise BadBoundariesError(_("The file is not JSON: %(reason)s") % {"reason": str(error)[:200]}) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise BadBoundariesError(_("The file is not a GeoJSON FeatureCollection."))
    if not isinstance(document.get("features"), list):
        raise BadBoundariesError(_("The FeatureCollection has no list of features."))
    return document


def boundaries_of(features: list[Any]) -> list[Boundary]:
    """Check every feature; features of one area are joined, water is left out, those without a code are refused."""
    if len(features) > MAX_FEATURES:
        raise BadBoundariesError(_("There are more than %(limit)s features.") % {"limit": MAX_FEATURES})
    reader, problems = _GeometryReader(), []
    found: dict[str, list[BaseGeometry]] = {}
    for number, feature in enumerate(features, start=1):
        try:
            code, geometry = _code_and_geometry(feature, reader)
        except BadBoundariesError as error:
            problems.append(_("Feature %(number)s: %(reason)s") % {"number": number, "reason": error})
            if len(problems) >= MAX_REPORTED:
                break
            continue
        if geometry is not None:
            found.setdefault(code, []).append(geometry)
    if problems:
        raise BadBoundariesError("\n".join(problems))
    return [Boundary(code, _only_polygons(shapely.union_all(parts))) for code, parts in found.items()]


def to_geojson(geometry: BaseGeometry, decimals: int) -> dict[str, Any]:
    """The geometry as GeoJSON with rounded coordinates; still valid after rounding."""
    rounded = shapely.transform(geometry, lambda coordinates: coordinates.round(decimals))
    if not rounded.is_valid:
        rounded = _only_polygons(shapely.make_valid(rounded))
    document: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return document


def _code_and_geometry(feature: Any, reader: "_GeometryReader") -> tuple[str, BaseGeometry | None]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise BadBoundariesError(_("it has no properties."))
    code = next((properties[name] for name in CODE_PROPERTIES if isinstance(properties.get(name), str)), "")
    if not code.strip():
        raise BadBoundariesError(_("it has no CBS code (%(names)s).") % {"names": ", ".join(CODE_PROPERTIES)})
    if properties.get("water") == "JA":
        return code.strip(), None
    return code.strip(), reader.read(feature.get("geometry"))


class _GeometryReader:
    """Builds shapely geometries; counts vertices over all features, because their sum is what costs."""

    def __init__(self) -> None:
        self.vertices = 0

    def read(self, geometry: Any) -> BaseGeometry:
        if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
            raise BadBoundariesError(_("its geometry is not a Polygon or MultiPolygon."))
        coordinates = _list(geometry.get("coordinates"))
        polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
        shapes = [self._polygon(_list(rings)) for rings in polygons]
        if not shapes:
            raise BadBoundariesError(_("its geometry is empty."))
        shape = shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)
        return _only_polygons(shape if shape.is_valid else shapely.make_valid(shape))

    def _polygon(self, rings: list[Any]) -> Polygon:
        if not rings:
            raise BadBoundariesError(_("a polygon has no outline."))
        outline, *holes = [self._ring(_list(ring)) for ring in rings]
        return Polygon(outline, holes)

    def _ring(self, positions: list[Any]) -> list[tuple[float, float]]:
        self.vertices += len(positions)
        if self.vertices > MAX_VERTICES:
            raise BadBoundariesError(_("there are more than %(limit)s points in all.") % {"limit": MAX_VERTICES})
        ring = [_position(position) for position in positions]
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise BadBoundariesError(_("an outline is not closed."))
        return ring


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadBoundariesError(_("its coordinates are not lists."))
    return value


def _position(value: Any) -> tuple[float, float]:
    position = _list(value)[:2]
    if len(position) < 2 or any(isinstance(part, bool) or not isinstance(part, int | float) for part in position):
        raise BadBoundariesError(_("a point is not two numbers."))
    longitude, latitude = position
    if not (math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise BadBoundariesError(_("a point lies outside the world; coordinates must be degrees (WGS 84)."))
    return float(longitude), float(latitude)


def _only_polygons(geometry: BaseGeometry) -> BaseGeometry:
    """The areas of a repaired geometry, without the lines and points that repair leaves behind."""
    polygons = [part for part in _parts(geometry) if isinstance(part, Polygon) and not part.is_empty and part.area > 0]
    if not polygons:
        raise BadBoundariesError(_("its outline encloses nothing."))
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    pieces = getattr(geometry, "geoms", None)
    return [geometry] if pieces is None else [part for piece in pieces for part in _parts(piece)]
