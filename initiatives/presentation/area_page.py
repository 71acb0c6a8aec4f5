"""An area: what runs here, by theme, in which parts, at which places, with which parties."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from initiatives.area_tree import ids_within, initiative_counts, published_in
from initiatives.enums import AreaKind
from initiatives.models import Area, Place
from initiatives.presentation.card_page import CardPage, card_page
from initiatives.presentation.links import Link
from initiatives.presentation.place_map import PlaceMap, area_points, place_points
from initiatives.presentation.tally import Tally, all_parties_bars, theme_bars

CHILDREN_SHOWN = 60
PLACES_SHOWN = 30


@dataclass(frozen=True)
class CountedLink:
    label: str
    url: str
    count: int


@dataclass(frozen=True)
class AreaPage:
    """``summary`` is the sentence that sums up; ``has_more_places`` says that not all places are listed."""

    name: str
    url: str
    kind: str
    aliases: tuple[str, ...]
    ancestors: tuple[Link, ...]
    summary: str
    themes: tuple[Tally, ...]
    initiatives: CardPage
    children: tuple[CountedLink, ...]
    places: tuple[Link, ...]
    has_more_places: bool
    parties: tuple[Tally, ...]
    map: PlaceMap | None
    sources: tuple[str, ...]


def area_page(area: Area, number: int) -> AreaPage:
    """The page of an area loaded with its ancestors; it includes all areas below it."""
    inside = ids_within(area)
    initiatives = published_in(area, inside)
    cards = card_page(initiatives, number, gebied=area.slug)
    themes = theme_bars(initiatives)
    places = _places(inside)
    return AreaPage(
        name=area.name,
        url=area.get_absolute_url(),
        kind=str(AreaKind(area.kind).label),
        aliases=tuple(area.aliases),
        ancestors=tuple(Link(above.name, above.get_absolute_url()) for above in reversed(area.ancestors())),
        summary=summary_sentence(area.name, cards.total, themes),
        themes=themes,
        initiatives=cards,
        children=_children(area),
        places=tuple(Link(place.name, place.get_absolute_url(), place.kind) for place in places[:PLACES_SHOWN]),
        has_more_places=len(places) > PLACES_SHOWN,
        parties=all_parties_bars(initiatives),
        map=_map(area, places[:PLACES_SHOWN]),
        sources=tuple(source for source in (area.coordinate_source, area.boundary_source) if source),
    )


def summary_sentence(name: str, total: int, themes: tuple[Tally, ...]) -> str:
    """For example "Kerkrade has 23 initiatives. Most are about loneliness: 4."."""
    sentence = ngettext("%(name)s has %(count)s initiative.", "%(name)s has %(count)s initiatives.", total) % {
        "name": name,
        "count": total,
    }
    if not themes or total < 2:
        return sentence
    most = gettext("The largest theme is %(theme)s, with %(count)s.")
    return f"{sentence} {most % {'theme': themes[0].label, 'count': themes[0].count}}"


def _children(area: Area) -> tuple[CountedLink, ...]:
    children = list(area.children.defer("boundary").order_by("name")[:CHILDREN_SHOWN])
    counts = initiative_counts() if children else {}
    return tuple(CountedLink(child.name, child.get_absolute_url(), counts.get(child.pk, 0)) for child in children)


def _places(inside: list[int]) -> list[Place]:
    """Public places in these areas that have published initiatives; homes are never listed."""
    places = Place.objects.accepted().filter(area__in=inside, is_home=False, initiative_places__initiative__live=True)
    return list(places.select_related("area__parent__parent__parent").order_by("name").distinct()[: PLACES_SHOWN + 1])


def _map(area: Area, places: list[Place]) -> PlaceMap | None:
    points = place_points(places) or area_points([area])
    return PlaceMap(points, (area.slug,)) if points else None
