"""Where an initiative is, in words and for the small map."""

from dataclasses import dataclass

from django.utils.translation import gettext

from initiatives.enums import PlacePrecision
from initiatives.facts import area_facts, place_facts
from initiatives.models import Initiative, Place
from initiatives.presentation.coverage import accepted_places, where_label
from initiatives.presentation.links import Link
from initiatives.presentation.place_map import PlaceMap, initiative_map


@dataclass(frozen=True)
class PlaceLine:
    """``precision`` is a sentence about how exact the spot is, empty when it is exact."""

    name: str
    url: str
    kind: str
    address: str
    note: str
    precision: str


@dataclass(frozen=True)
class Whereabouts:
    label: str
    places: tuple[PlaceLine, ...]
    areas: tuple[Link, ...]
    map: PlaceMap | None


def whereabouts_of(initiative: Initiative) -> Whereabouts:
    """Places the public may see and the areas it serves."""
    areas = [reach.area for reach in initiative.reach.all()]
    notes = {link.place_id: link.note for link in initiative.initiative_places.all()}
    places = accepted_places(initiative)
    return Whereabouts(
        label=where_label([area_facts(area) for area in areas], [place_facts(place) for place in places]),
        places=tuple(place_line(place, notes[place.pk]) for place in places),
        areas=tuple(Link(area.name, area.get_absolute_url()) for area in areas),
        map=initiative_map(places, areas),
    )


def place_line(place: Place, note: str = "") -> PlaceLine:
    """One place in words; a home shows nothing finer than its municipality."""
    return PlaceLine(
        name=place.name,
        url=place.get_absolute_url(),
        kind=place.kind,
        address=place.public_address,
        note=note,
        precision=precision_label(place),
    )


def precision_label(place: Place) -> str:
    """How far the spot on the map may be trusted."""
    if place.public_point() is None:
        return gettext("Not on the map: we do not know where it is yet.")
    if place.is_home or place.latitude is None:
        return gettext("The map shows the area, not the address.")
    sentences = {
        PlacePrecision.STREET: gettext("The map shows the street, not the exact address."),
        PlacePrecision.NEIGHBOURHOOD: gettext("The map shows the neighbourhood, not the exact address."),
        PlacePrecision.MUNICIPALITY: gettext("The map shows the municipality, not the exact address."),
    }
    return sentences.get(PlacePrecision(place.precision), "")
