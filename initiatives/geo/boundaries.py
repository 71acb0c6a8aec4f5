"""Gives areas the outlines that a source has for their CBS code, made light enough for the web."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from django.db import transaction
from shapely.geometry.base import BaseGeometry

from initiatives.geo.boundary_source import read_features
from initiatives.geo.geojson import Boundary, boundaries_of, to_geojson
from initiatives.geo.types import BoundingBox
from initiatives.models import Area

BOUNDARY_SOURCE = "Bron: CBS / Kadaster, CC BY 4.0"
TOLERANCE_DEGREES = 0.0003  # some 30 m: what an outline on a web map can do without
DECIMALS = 5  # some 1 m
MARGIN_DEGREES = 0.2  # around the areas' points: wider than a municipality


@dataclass(frozen=True)
class BoundariesReport:
    """Names of areas that got an outline, codes the source has and no area, areas with a code the source lacks."""

    matched: list[str]
    unknown_codes: list[str]
    missing_areas: list[str]


def load_areas(source: str, *, timeout_s: float) -> BoundariesReport:
    """Read ``source`` (path or web address) and store the outlines of known areas; creates no area.

    :class:`initiatives.geo.geojson.BadBoundariesError` when the source is unusable; nothing is changed then.
    """
    areas = {area.cbs_code: area for area in Area.objects.exclude(cbs_code=None).select_related("parent")}
    boundaries = boundaries_of(read_features(source, timeout_s=timeout_s, within=_box_around(list(areas.values()))))
    known = [boundary for boundary in boundaries if boundary.code in areas]
    with transaction.atomic():
        for boundary, outline in zip(known, _light(known), strict=True):
            area = areas[boundary.code]
            area.boundary = to_geojson(outline, DECIMALS)
            area.boundary_source = BOUNDARY_SOURCE
            area.save(update_fields=["boundary", "boundary_source"])
    found = {boundary.code for boundary in boundaries}
    return BoundariesReport(
        matched=sorted(areas[boundary.code].name for boundary in known),
        unknown_codes=sorted(found - areas.keys()),
        missing_areas=sorted(area.name for code, area in areas.items() if code not in found),
    )


def _box_around(areas: list[Area]) -> BoundingBox | None:
    """A box that holds all these areas, or ``None`` when the place of one isn't known."""
    points = [area.located_point() for area in areas]
    known = [point for point in points if point is not None]
    if not known or len(known) < len(points):
        return None
    return BoundingBox(
        west=min(point.longitude for point in known) - MARGIN_DEGREES,
        south=min(point.latitude for point in known) - MARGIN_DEGREES,
        east=max(point.longitude for point in known) + MARGIN_DEGREES,
        north=max(point.latitude for point in known) + MARGIN_DEGREES,
    )


def _light(boundaries: Sequence[Boundary]) -> list[BaseGeometry]:
    """Simplify, level by level: areas of one level share borders, which must stay the same for both."""
    outlines: dict[int, BaseGeometry] = {}
    for level in sorted({boundary.code[:2] for boundary in boundaries}):
        members = [index for index, boundary in enumerate(boundaries) if boundary.code[:2] == level]
        simplified = _simplified([boundaries[index].geometry for index in members])
        outlines.update(zip(members, simplified, strict=True))
    return [outlines[index] for index in range(len(boundaries))]


def _simplified(geometries: list[BaseGeometry]) -> list[BaseGeometry]:
    together = np.array(geometries, dtype=object)
    if shapely.coverage_is_valid(together):
        return list(shapely.coverage_simplify(together, TOLERANCE_DEGREES))
    return [geometry.simplify(TOLERANCE_DEGREES, preserve_topology=True) for geometry in geometries]
