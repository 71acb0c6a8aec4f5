"""A place: what happens here, the address, and how exact the spot on the map is."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from initiatives.models import Area, Initiative, InitiativePlace, Place
from initiatives.presentation.card_page import CardPage, card_page
from initiatives.presentation.links import Link
from initiatives.presentation.place_map import PlaceMap, place_points
from initiatives.presentation.whereabouts import PlaceLine, place_line


@dataclass(frozen=True)
class PlacePage:
    """``areas`` go from the widest to the nearest; for a home no nearer than its municipality."""

    name: str
    url: str
    aliases: tuple[str, ...]
    summary: str
    line: PlaceLine
    areas: tuple[Link, ...]
    accessibility: str
    website: str
    initiatives: CardPage
    map: PlaceMap | None
    coordinate_source: str


def place_page(place: Place, number: int) -> PlacePage:
    """The page of an accepted place loaded with its area and that area's ancestors."""
    here = InitiativePlace.objects.filter(place=place).values("initiative")
    cards = card_page(Initiative.objects.published().filter(pk__in=here), number)
    points = place_points([place])
    area = public_area(place)
    return PlacePage(
        name=place.name,
        url=place.get_absolute_url(),
        aliases=tuple(place.aliases),
        summary=_summary(cards.total),
        line=place_line(place),
        areas=_chain(area),
        accessibility=place.accessibility,
        website=place.website,
        initiatives=cards,
        map=PlaceMap(points, (area.slug,) if area else ()) if points else None,
        coordinate_source="" if place.is_home else place.coordinate_source,
    )


def public_area(place: Place) -> Area | None:
    """The area the public may know the place to be in: a home's municipality, else its own."""
    return place.municipality() if place.is_home else place.area


def _chain(area: Area | None) -> tuple[Link, ...]:
    chain = [*reversed(area.ancestors()), area] if area else []
    return tuple(Link(one.name, one.get_absolute_url()) for one in chain)


def _summary(total: int) -> str:
    return ngettext("%(count)s initiative happens here.", "%(count)s initiatives happen here.", total) % {
        "count": total
    }
