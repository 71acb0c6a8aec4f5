"""Where an initiative works, in a few words: its places' or areas' names, from the coarsest that still says enough."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext

from initiatives.enums import AreaKind
from initiatives.facts import WIDE_KINDS, AreaFacts, InitiativeFacts, PlaceFacts
from initiatives.models import Initiative, Place
from initiatives.presentation.wording import joined_up_to

WHOLE_REGION_FROM = 4  # municipalities: decisions of the map and the text must be the same
NAMES_SHOWN = 3


def coverage_label(facts: InitiativeFacts) -> str:
    """For example "Kerkrade", "Heerlen and Kerkrade", "Rolduckerveld (Kerkrade)" or "All of Parkstad".

    Empty when the initiative names no area and has no public place.
    """
    return where_label(facts.areas, facts.places)


def where_label(areas: Sequence[AreaFacts], places: Sequence[PlaceFacts]) -> str:
    """The areas in words; without areas, those its places lie in."""
    return reach_label(areas) or _listed(list(dict.fromkeys(place.area_name for place in places if place.area_name)))


def accepted_places(initiative: Initiative) -> list[Place]:
    """The initiative's places that the public may see."""
    return [link.place for link in initiative.initiative_places.all() if link.place.is_accepted]


def serves_whole_region(areas: Sequence[AreaFacts]) -> bool:
    """Whether these areas are the region itself, or four or more municipalities."""
    municipalities = sum(area.kind == AreaKind.MUNICIPALITY for area in areas)
    return municipalities >= WHOLE_REGION_FROM or any(area.is_region for area in areas)


def reach_label(areas: Sequence[AreaFacts]) -> str:
    """The areas in words; empty without areas."""
    if serves_whole_region(areas):
        return gettext("All of %(region)s") % {"region": region_name(areas)}
    municipalities = [area.name for area in areas if area.kind == AreaKind.MUNICIPALITY]
    wide = [area.name for area in areas if area.kind in WIDE_KINDS]
    narrow = [area.name for area in areas if area.kind not in (*WIDE_KINDS, AreaKind.MUNICIPALITY)]
    if narrow and len(municipalities) == 1:
        names = {"neighbourhoods": _listed(narrow), "municipality": municipalities[0]}
        return gettext("%(neighbourhoods)s (%(municipality)s)") % names
    return _listed(municipalities or narrow or wide)


def region_name(areas: Sequence[AreaFacts] = ()) -> str:
    """The region's name as stored, else as its slug spells it: a card asks the database nothing."""
    region = next((area.name for area in areas if area.is_region), "")
    return region or settings.NAVIGATOR_REGION.replace("-", " ").title()


def _listed(names: Sequence[str]) -> str:
    return joined_up_to(names, NAMES_SHOWN)
