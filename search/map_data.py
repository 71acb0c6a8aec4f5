"""What the map draws for a query: clusters, single spots, area bubbles and the region's count, ready to be JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.geo.types import Point
from initiatives.models import Area, Initiative, InitiativePlace, Place
from initiatives.presentation.card import main_theme, theme_icon
from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM, cell_of
from search.presentation.map_summary import area_url, region_link
from search.query import SearchQuery
from search.results import CellCount, SearchResults
from search.vocabulary import Vocabulary, is_municipality_of_region

CELLS_FINER_THAN_MAP = 2  # a cell of the map's zoom is a whole tile of 256 pixels; two finer is 64
UNCLUSTERED_FROM_ZOOM = 16
MAX_PLACES_READ = 400
MAX_LISTED_AT_SPOT = 30


def cell_zoom(map_zoom: int) -> int:
    """The zoom at which places are counted together on a map of this zoom."""
    return max(FIRST_MAP_ZOOM, min(LAST_MAP_ZOOM, map_zoom + CELLS_FINER_THAN_MAP))


@dataclass(frozen=True)
class _PlaceOnMap:
    place: Place
    point: Point
    count: int


def map_data(query: SearchQuery, results: SearchResults, vocabulary: Vocabulary, map_zoom: int) -> dict[str, Any]:
    """All markers; three queries at most, for the places and for what happens there."""
    region = region_link(query, _region_count(query, results), vocabulary)
    return {
        "total": results.total,
        "markers": [*_place_markers(results, vocabulary, map_zoom), *_area_markers(query, results, vocabulary)],
        "region": {"label": region.label, "count": region.count, "url": region.url} if region else None,
    }


def _region_count(query: SearchQuery, results: SearchResults) -> int:
    return results.map.region + (0 if query.bbox else results.region_outside_bbox)


def _area_markers(query: SearchQuery, results: SearchResults, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    markers = []
    for slug, count in sorted(results.map.areas.items()):
        area = vocabulary.areas.get(slug)
        point = area.located_point() if area else None
        if area and point and count:
            label = ngettext(
                "%(count)s initiative in all of %(area)s, without an address",
                "%(count)s initiatives in all of %(area)s, without an address",
                count,
            ) % {"count": count, "area": area.name}
            markers.append(_marker("area", point, count, label, url=area_url(query, area)))
    return markers


def _place_markers(results: SearchResults, vocabulary: Vocabulary, map_zoom: int) -> list[dict[str, Any]]:
    if len(results.map.places) > MAX_PLACES_READ:
        return [_cell_marker(cell, vocabulary, map_zoom) for cell in results.map.cells]
    places = _places_on_map(results.map.places, vocabulary)
    titles = _initiatives_by_place([found.place.pk for found in places], results.ids)
    counts = {(cell.zoom, cell.x, cell.y): cell.count for cell in results.map.cells}
    markers = []
    for group_key, group in _grouped(places, map_zoom).items():
        if len({found.point for found in group}) == 1:
            markers.append(_spot_marker(group, titles))
        else:
            count = counts.get(group_key, sum(found.count for found in group))
            markers.append(_cluster_marker(_middle(group), count, vocabulary, map_zoom))
    return markers


def _places_on_map(counts: Mapping[int, int], vocabulary: Vocabulary) -> list[_PlaceOnMap]:
    areas: dict[int | None, Area] = {area.pk: area for area in vocabulary.areas.values()}
    found = []
    for place in Place.objects.accepted().filter(pk__in=[pk for pk in counts if counts[pk]]).order_by("pk"):
        place.area = areas.get(place.area_id)  # with its parents: walking up costs no query
        point = place.public_point()
        if point is not None:
            found.append(_PlaceOnMap(place, point.rounded(), counts[place.pk]))
    return found


def _initiatives_by_place(place_ids: Sequence[int], initiative_ids: Sequence[int]) -> dict[int, list[Initiative]]:
    """Which of the results happen at which place; published ones only."""
    links = (
        InitiativePlace.objects.filter(
            place_id__in=place_ids, initiative__in=Initiative.objects.published().filter(pk__in=initiative_ids)
        )
        .select_related("initiative")
        .prefetch_related("initiative__themes")
        .order_by("initiative__title")
    )
    found: dict[int, list[Initiative]] = {}
    for link in links:
        found.setdefault(link.place_id, []).append(link.initiative)
    return found


def _grouped(places: Iterable[_PlaceOnMap], map_zoom: int) -> dict[Any, list[_PlaceOnMap]]:
    """Places that share a cell; close by, only those on the very same spot."""
    groups: dict[Any, list[_PlaceOnMap]] = {}
    for found in places:
        cell = cell_of(found.point, cell_zoom(map_zoom))
        key = found.point if map_zoom >= UNCLUSTERED_FROM_ZOOM else (cell.zoom, cell.x, cell.y)
        groups.setdefault(key, []).append(found)
    return groups


def _middle(group: Sequence[_PlaceOnMap]) -> Point:
    return Point(
        sum(found.point.latitude for found in group) / len(group),
        sum(found.point.longitude for found in group) / len(group),
    ).rounded()


def _spot_marker(group: Sequence[_PlaceOnMap], titles: Mapping[int, list[Initiative]]) -> dict[str, Any]:
    """One spot with all that happens there; ``initiatives`` may hold fewer than ``count`` says."""
    by_id = {initiative.pk: initiative for found in group for initiative in titles.get(found.place.pk, [])}
    here = list(by_id.values())
    name = ", ".join(found.place.name for found in group[:2]) + ("…" if len(group) > 2 else "")
    count = max(len(here), max(found.count for found in group))
    label = ngettext("%(place)s: %(count)s initiative", "%(place)s: %(count)s initiatives", count)
    marker = _marker(
        "spot",
        group[0].point,
        count,
        label % {"place": name, "count": count},
        url=group[0].place.get_absolute_url() if len(group) == 1 else "",
    )
    return marker | {
        "name": name,
        "icon": theme_icon(main_theme(here[0])) if len(here) == 1 else "pin",
        "isApproximate": any(found.place.is_approximate for found in group),
        "initiatives": [
            {"id": initiative.pk, "title": initiative.title, "url": initiative.get_absolute_url()}
            for initiative in here[:MAX_LISTED_AT_SPOT]
        ],
    }


def _cell_marker(counted: CellCount, vocabulary: Vocabulary, map_zoom: int) -> dict[str, Any]:
    return _cluster_marker(_centre(counted), counted.count, vocabulary, map_zoom)


def _centre(counted: CellCount) -> Point:
    size: int = 1 << counted.zoom
    longitude = (counted.x + 0.5) / size * 360.0 - 180.0
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (counted.y + 0.5) / size))))
    return Point(latitude, longitude).rounded()


def _cluster_marker(point: Point, count: int, vocabulary: Vocabulary, map_zoom: int) -> dict[str, Any]:
    label = ngettext(
        "%(count)s initiative near %(place)s: zoom in", "%(count)s initiatives near %(place)s: zoom in", count
    ) % {"count": count, "place": _nearest_name(point, vocabulary)}
    return _marker("cluster", point, count, label) | {"zoom": map_zoom + CELLS_FINER_THAN_MAP}


def _nearest_name(point: Point, vocabulary: Vocabulary) -> str:
    """The municipality whose middle is nearest; good enough to say where a cluster is."""
    named = [
        (area.point.distance_m(point), area.name)
        for area in vocabulary.areas.values()
        if area.point and is_municipality_of_region(area)
    ]
    return min(named)[1] if named else _("here")


def _marker(kind: str, point: Point, count: int, label: str, *, url: str = "") -> dict[str, Any]:
    return {
        "kind": kind,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "count": count,
        "label": label,
        "url": url,
    }
