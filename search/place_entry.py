"""Understands what a visitor types as a place: a name of an area, or a postcode where a known place stands."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.geo.types import Point
from initiatives.models import Area, Place
from search.query_string import NEAR_DECIMALS
from search.vocabulary import Vocabulary

MAX_PLACE_LENGTH = 80
MAX_PLACES_READ = 50

POSTCODE = re.compile(r"(?P<digits>[1-9]\d{3}) ?(?:[A-Za-z]{2})?", re.ASCII)


@dataclass(frozen=True)
class PlaceEntry:
    """An area to narrow to, a spot to count distances from (an area has both), or a notice why neither."""

    area_slug: str = ""
    near: Point | None = None
    notice: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.area_slug or self.near)


NO_PLACE = PlaceEntry()


def understand_place(text: str, vocabulary: Vocabulary) -> PlaceEntry:
    """Nothing typed gives an empty entry. Asks the own catalogue only, never a service outside."""
    typed = " ".join(text[:MAX_PLACE_LENGTH].replace("\0", " ").split())
    if not typed:
        return NO_PLACE
    area = next((area for area in vocabulary.areas.values() if _is_called(area, typed)), None)
    if area is not None:
        middle = area.located_point()
        return PlaceEntry(area_slug=area.slug, near=_about(middle) if middle else None)
    postcode = POSTCODE.fullmatch(typed)
    near = _centre_of_postcode(postcode["digits"]) if postcode else None
    if near is not None:
        return PlaceEntry(near=near)
    notice = _("We do not know the place “%(place)s”. You see results for the whole region.") % {"place": typed}
    return PlaceEntry(notice=notice)


def _is_called(area: Area, typed: str) -> bool:
    return typed.casefold() in {name.casefold() for name in (area.name, *area.aliases)}


def _centre_of_postcode(digits: str) -> Point | None:
    """The middle of the accepted, public places with these four digits; ``None`` when there are none."""
    places = Place.objects.accepted().filter(
        postcode__startswith=digits, is_home=False, latitude__isnull=False, longitude__isnull=False
    )
    found = list(places.values_list("latitude", "longitude")[:MAX_PLACES_READ])
    if not found:
        return None
    latitude = sum(row[0] for row in found) / len(found)
    longitude = sum(row[1] for row in found) / len(found)
    return _about(Point(latitude, longitude))


def _about(point: Point) -> Point:
    """As precise as a position in an address may be."""
    return Point(round(point.latitude, NEAR_DECIMALS), round(point.longitude, NEAR_DECIMALS))
