"""What part of the map a visitor looks at: its zoom and its window. Odd values fall back, the map must always draw."""

from typing import Any

from django.conf import settings
from django.http import QueryDict

from initiatives.geo.types import BoundingBox
from search.query_reader import COUNT, decimal_numbers
from search.query_string import BBOX_DECIMALS


def start_zoom() -> int:
    """The zoom the map starts with."""
    config: dict[str, Any] = settings.LEAFLET_CONFIG
    return int(config["DEFAULT_ZOOM"])


def map_zoom(params: QueryDict) -> int:
    """The map's zoom; anything odd is the zoom it starts with."""
    raw = params.get("zoom", "")
    zoom = int(raw) if COUNT.fullmatch(raw) else start_zoom()
    config: dict[str, Any] = settings.LEAFLET_CONFIG
    return min(max(zoom, int(config["MIN_ZOOM"])), int(config["MAX_ZOOM"]))


def map_window(params: QueryDict, chosen: BoundingBox | None) -> BoundingBox | None:
    """What the map shows, cut to the part of the map that was chosen; ``None`` when unknown or apart."""
    numbers = decimal_numbers(params.get("venster", ""), 4, BBOX_DECIMALS)
    if numbers is None:
        return None
    west, south, east, north = numbers
    if chosen is not None:
        west, south = max(west, chosen.west), max(south, chosen.south)
        east, north = min(east, chosen.east), min(north, chosen.north)
    try:
        return BoundingBox(west, south, east, north)
    except ValueError:
        return None
