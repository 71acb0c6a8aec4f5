"""Everything the directory's page shows, made from one query and its one answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.utils.translation import ngettext

from initiatives.facts import InitiativeFacts
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
    url_with_only_value,
)
from search.presentation.map_summary import CountedLink, MapSummary, map_summary
from search.query import SearchQuery
from search.query_string import query_string
from search.results import SearchResults
from search.vocabulary import Vocabulary

NEAREST_OFFERED = 6


@dataclass(frozen=True)
class DirectoryPage:
    """What templates/search/directory.html shows.

    ``hidden_fields`` are the parts of the query that are no checkbox, ``all_fields`` every part but text and page;
    both are pairs of name and value. ``nearest`` are ways out when nothing was found,
    and ``everywhere_url`` is the text without filters (empty when there are none to drop).
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
    nearest: tuple[CountedLink, ...]
    everywhere_url: str
    hidden_fields: tuple[tuple[str, str], ...]
    all_fields: tuple[tuple[str, str], ...]
    is_whole_directory: bool


def directory_page(
    parsed: ParsedQuery,
    results: SearchResults,
    found: Sequence[InitiativeFacts],
    vocabulary: Vocabulary,
) -> DirectoryPage:
    """``found`` are the page's, in order, already checked for visibility; two queries, for names."""
    query = parsed.query
    facets = facet_groups(query, results, vocabulary)
    sorts = sort_links(query)
    return DirectoryPage(
        query=query,
        total=results.total,
        heading=_heading(results.total),
        hits=directory_hits(found, query.text, results.distances_m),
        facets=facets,
        chips=chips(query, option_labels(facets)),
        clear_url=directory_url(SearchQuery()),
        sorts=sorts,
        current_sort=next(link.label for link in sorts if link.is_current),
        pages=page_links(query, results.total),
        notices=parsed.notices,
        map=map_summary(query, results, vocabulary),
        nearest=() if results.total else tuple(_nearest(query, facets)),
        everywhere_url=_everywhere_url(query),
        hidden_fields=_fields(query, leave_out={facet.parameter for facet in facets} | {"pagina"}),
        all_fields=_fields(query, leave_out={"q", "pagina"}),
        is_whole_directory=query == SearchQuery(),
    )


def _heading(total: int) -> str:
    return ngettext("%(count)s initiative", "%(count)s initiatives", total) % {"count": total}


def _fields(query: SearchQuery, leave_out: set[str]) -> tuple[tuple[str, str], ...]:
    """The query as form fields, but for some parameters."""
    return tuple((name, value) for name, value in parse_qsl(query_string(query)) if name not in leave_out)


def _everywhere_url(query: SearchQuery) -> str:
    text_only = SearchQuery(text=query.text)
    return directory_url(text_only) if query.text and replace(query, page=1) != text_only else ""


def _nearest(query: SearchQuery, facets: tuple[FacetGroup, ...]) -> list[CountedLink]:
    """Other values of the facets that were chosen, most results first; no areas wider than a municipality."""
    links = [
        CountedLink(option.label, option.count, url_with_only_value(query, group.parameter, option.value))
        for group in facets
        if group.selected_count
        for branch in (*group.branches, *(() if group.parameter == "gebied" else group.more))
        for option in (branch.option, *branch.below)
        if option.count and not option.is_selected
    ]
    return sorted(links, key=lambda link: (-link.count, link.label))[:NEAREST_OFFERED]
