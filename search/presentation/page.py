"""Everything the directory's page shows, made from one query and its one answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.utils.translation import ngettext

from initiatives.facts import InitiativeFacts
from search.editing.crisis import HelpLine, crisis_lines
from search.forms import ParsedQuery
from search.presentation.facets import FacetGroup, facet_groups, option_labels
from search.presentation.hits import DirectoryHit, directory_hits
from search.presentation.links import (
    Chip,
    PageLinks,
    SortLink,
    chips,
    directory_url,
    page_links,
    sort_links,
)
from search.presentation.map_summary import MapSummary, map_summary
from search.presentation.nothing_found import NothingFound, nothing_found
from search.presentation.understanding import Understanding, understanding_of
from search.query import RADII_KM, MapStanding, SearchQuery
from search.query_string import query_string
from search.results import SearchResults
from search.visible import VisibleAnswer
from search.vocabulary import Vocabulary


@dataclass(frozen=True)
class PlaceChoice:
    """The checkbox for what has no place on the map."""

    count: int
    is_selected: bool


@dataclass(frozen=True)
class RadiusChoice:
    """One distance to choose beside the place."""

    value: int
    label: str
    is_selected: bool


@dataclass(frozen=True)
class DirectoryPage:
    """What templates/search/directory.html shows.

    ``hidden_fields`` are the parts of the query that are no checkbox, ``all_fields`` every part but text and page;
    both are pairs of name and value. ``nothing`` are ways out when nothing was found.
    """

    query: SearchQuery
    total: int
    heading: str
    hits: tuple[DirectoryHit, ...]
    facets: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sorts: tuple[SortLink, ...]
    current_sort: str
    pages: PageLinks
    notices: tuple[str, ...]
    map: MapSummary
    help_lines: tuple[HelpLine, ...]
    understanding: Understanding
    nothing: NothingFound | None
    without_place: PlaceChoice | None
    radii: tuple[RadiusChoice, ...]
    hidden_fields: tuple[tuple[str, str], ...]
    all_fields: tuple[tuple[str, str], ...]
    is_whole_directory: bool


def directory_page(
    parsed: ParsedQuery,
    answer: VisibleAnswer,
    found: Sequence[InitiativeFacts],
    vocabulary: Vocabulary,
) -> DirectoryPage:
    """``found`` are the page's, in order, already checked for visibility; two queries, for names.

    All links start from the query as it was answered, so that they lead to parts of the same answer.
    """
    query, results = answer.query, answer.results
    facets = facet_groups(query, results, vocabulary)
    labels = option_labels(facets)
    sorts = sort_links(query)
    return DirectoryPage(
        query=query,
        total=results.total,
        heading=_heading(results.total),
        hits=directory_hits(found, answer, vocabulary),
        facets=facets,
        chips=chips(query, labels),
        clear_url=directory_url(SearchQuery()),
        sorts=sorts,
        current_sort=next(link.label for link in sorts if link.is_current),
        pages=page_links(query, results.total),
        notices=parsed.notices,
        map=map_summary(query, results, vocabulary),
        help_lines=crisis_lines(query.text, vocabulary),
        understanding=understanding_of(answer),
        nothing=None if results.total else nothing_found(answer, facets, labels, vocabulary),
        without_place=_without_place(query, results),
        radii=_radii(query),
        hidden_fields=_fields(query, leave_out=_in_filters(query, facets)),
        all_fields=_fields(query, leave_out={"q", "straal", "pagina"}),
        is_whole_directory=query == SearchQuery(),
    )


def _heading(total: int) -> str:
    return ngettext("%(count)s initiative", "%(count)s initiatives", total) % {"count": total}


def _without_place(query: SearchQuery, results: SearchResults) -> PlaceChoice | None:
    """None while another standing is chosen, for then the count is not known."""
    if query.standing not in (None, MapStanding.NO_PLACE):
        return None
    return PlaceChoice(results.total - results.map.with_place, query.standing is MapStanding.NO_PLACE)


def _radii(query: SearchQuery) -> tuple[RadiusChoice, ...]:
    return tuple(RadiusChoice(radius, f"{radius} km", radius == query.radius_km) for radius in RADII_KM)


def _in_filters(query: SearchQuery, facets: tuple[FacetGroup, ...]) -> set[str]:
    """What the filters' form has fields of its own for."""
    own = {"plek"} if query.standing in (None, MapStanding.NO_PLACE) else set()
    return {facet.parameter for facet in facets} | own | {"pagina"}


def _fields(query: SearchQuery, leave_out: set[str]) -> tuple[tuple[str, str], ...]:
    """The query as form fields, but for some parameters."""
    return tuple((name, value) for name, value in parse_qsl(query_string(query)) if name not in leave_out)
