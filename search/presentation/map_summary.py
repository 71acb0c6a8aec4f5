"""The map in words: what has no place on it, and the list of places and areas that stands in for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.models import Area, Place
from search.prepared_query import PreparedQuery
from search.presentation.links import directory_url
from search.query import MapStanding, SearchQuery
from search.results import MapCounts, SearchResults
from search.vocabulary import Vocabulary

PLACES_LISTED = 40


@dataclass(frozen=True)
class CountedLink:
    """A place, area or region with how many of the results it has."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class MapSummary:
    """``data_url`` answers with what the map draws for the same query; ``region_url`` leads to the region-wide ones.

    ``outside_box_label`` is empty unless a part of the map was chosen and region-wide results fell outside it.
    """

    data_url: str
    without_place_label: str
    without_place_url: str
    outside_box_label: str
    outside_box_url: str
    places: tuple[CountedLink, ...]
    places_not_listed: int
    areas: tuple[CountedLink, ...]
    region: CountedLink | None


def map_summary(query: SearchQuery, results: SearchResults, vocabulary: Vocabulary) -> MapSummary:
    """One query, for the names of the places listed."""
    counts = results.map
    return MapSummary(
        data_url=directory_url(query, name="directory-map", page=1),
        without_place_label=_without_place_label(counts, results.total),
        without_place_url=directory_url(query, standing=MapStanding.NO_PLACE),
        outside_box_label=_outside_box_label(results.region_outside_bbox, vocabulary) if query.bbox else "",
        outside_box_url=directory_url(query, bbox=None, standing=MapStanding.REGION),
        places=_listed_places(counts.places),
        places_not_listed=max(0, len(counts.places) - PLACES_LISTED),
        areas=area_links(query, counts.areas, vocabulary),
        region=region_link(query, counts.region, vocabulary),
    )


def region_name(vocabulary: Vocabulary) -> str:
    """What the region is called; the region of the settings may be absent from a small database."""
    return next((area.name for area in vocabulary.areas.values() if area.is_region), _("the region"))


def region_link(query: SearchQuery, count: int, vocabulary: Vocabulary) -> CountedLink | None:
    if not count:
        return None
    label = _("All of %(region)s") % {"region": region_name(vocabulary)}
    return CountedLink(label, count, directory_url(query, standing=MapStanding.REGION))


def area_links(query: SearchQuery, counts: Mapping[str, int], vocabulary: Vocabulary) -> tuple[CountedLink, ...]:
    """The areas with initiatives that serve them whole, most first."""
    known = [(vocabulary.areas[slug], count) for slug, count in counts.items() if slug in vocabulary.areas and count]
    known.sort(key=lambda pair: (-pair[1], pair[0].name))
    return tuple(CountedLink(area.name, count, area_url(query, area)) for area, count in known)


def area_url(query: SearchQuery, area: Area) -> str:
    """The list of what the map holds in this area's bubble."""
    return directory_url(query, bubble=area.slug)


def _without_place_label(counts: MapCounts, total: int) -> str:
    without_place = counts.region + sum(counts.areas.values())
    if not without_place:
        return ""
    return ngettext(
        "%(count)s of %(total)s has no place on the map.",
        "%(count)s of %(total)s have no place on the map.",
        without_place,
    ) % {"count": without_place, "total": total}


def _outside_box_label(count: int, vocabulary: Vocabulary) -> str:
    if not count:
        return ""
    return ngettext("and %(count)s for all of %(region)s", "and %(count)s for all of %(region)s", count) % {
        "count": count,
        "region": region_name(vocabulary),
    }


@lru_cache(maxsize=8192)
def _place_url(slug: str) -> str:
    return reverse("place-detail", args=[slug])


def _listed_places(counts: Mapping[int, int]) -> tuple[CountedLink, ...]:
    most_first = sorted((place for place in counts if counts[place]), key=lambda place: (-counts[place], place))
    rows = _ACCEPTED_PLACES.rows(most_first[:PLACES_LISTED])
    links = [CountedLink(name, counts[pk], _place_url(slug)) for pk, name, slug in rows]
    return tuple(sorted(links, key=lambda link: (-link.count, link.label)))


_ACCEPTED_PLACES = PreparedQuery(
    lambda keys: Place.objects.accepted().filter(pk__in=keys).order_by().values_list("pk", "name", "slug")
)
