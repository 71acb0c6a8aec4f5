"""How an initiative stands on the map: at its places, in the bubble of an area, or in the region's bubble."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from initiatives.enums import AreaKind
from initiatives.geo.types import Point
from initiatives.models import Area
from search.query import MapStanding

MUNICIPALITIES_FOR_REGION = 4
_DEPTH = {
    AreaKind.PROVINCE: 0,
    AreaKind.REGION: 1,
    AreaKind.MUNICIPALITY: 2,
    AreaKind.CITY_DISTRICT: 3,
    AreaKind.VILLAGE: 4,
    AreaKind.DISTRICT: 4,
    AreaKind.NEIGHBOURHOOD: 5,
}


@dataclass(frozen=True)
class PlacePoint:
    """A public place of an initiative and where the public may see it."""

    place_id: int
    point: Point


@dataclass(frozen=True)
class AreaBubble:
    """The area whose bubble holds an initiative without a place on the map."""

    slug: str
    point: Point


def standing_of(
    places: Sequence[PlacePoint], reach: Sequence[Area], *, above_region: frozenset[str]
) -> tuple[MapStanding, AreaBubble | None]:
    """Decide the standing; ``above_region`` are the slugs of the areas the region itself lies in."""
    if places:
        return MapStanding.PLACE, None
    if _serves_region(reach, above_region):
        return MapStanding.REGION, None
    bubble = _bubble_of(reach)
    return (MapStanding.AREA, bubble) if bubble else (MapStanding.REGION, None)


def _serves_region(reach: Sequence[Area], above_region: frozenset[str]) -> bool:
    if any(area.slug == settings.NAVIGATOR_REGION or area.slug in above_region for area in reach):
        return True
    chains = [[area, *area.ancestors()] for area in reach]
    municipalities = {area.slug for chain in chains for area in chain if area.kind == AreaKind.MUNICIPALITY}
    return len(municipalities) >= MUNICIPALITIES_FOR_REGION


def _bubble_of(reach: Sequence[Area]) -> AreaBubble | None:
    """The most specific area that can be located; the first of the reach where several are equally specific."""
    located = [(area, point) for area in reach if (point := area.located_point()) is not None]
    if not located:
        return None
    area, point = max(located, key=lambda pair: _DEPTH[AreaKind(pair[0].kind)])
    return AreaBubble(area.slug, point.rounded())
