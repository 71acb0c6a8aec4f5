"""Addresses of the directory: every state of it is one, and each link is a query changed in one way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from search.facets import FACETS
from search.query import MAX_REACHABLE_HITS, MapStanding, SearchQuery, Sort
from search.query_string import query_string

PAGES_AROUND_CURRENT = 2


@dataclass(frozen=True)
class Chip:
    """An active filter; ``remove_url`` is the same state without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class SortLink:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class PageNumber:
    """``number`` is ``None`` for a gap."""

    number: int | None
    url: str
    is_current: bool


@dataclass(frozen=True)
class PageLinks:
    """What components/pagination.html takes."""

    number: int
    page_count: int
    previous_url: str | None
    next_url: str | None
    numbers: tuple[PageNumber, ...]


def directory_url(query: SearchQuery, *, name: str = "directory", **changes: Any) -> str:
    """Address of the query; a changed query starts at page 1 unless the page is what changes."""
    changed = replace(query, **({"page": 1} | changes)) if changes else query
    text = query_string(changed)
    return f"{_address(name)}?{text}" if text else _address(name)


@cache
def _address(name: str) -> str:
    return reverse(name)


def url_without_value(query: SearchQuery, parameter: str, value: str) -> str:
    """The same state without one value of a facet."""
    kept = tuple(other for other in query.selected(parameter) if other != value)
    return directory_url(query, selections={**query.selections, parameter: kept})


def url_with_only_value(query: SearchQuery, parameter: str, value: str) -> str:
    """The same state with a facet set to this one value."""
    return directory_url(query, selections={**query.selections, parameter: (value,)})


def chips(query: SearchQuery, labels: dict[tuple[str, str], str]) -> tuple[Chip, ...]:
    """All that narrows the directory but the text, which stands in the search field."""
    return (*_facet_chips(query, labels), *_other_chips(query, labels))


def _facet_chips(query: SearchQuery, labels: dict[tuple[str, str], str]) -> Iterator[Chip]:
    for facet in FACETS:
        for value in query.selected(facet.parameter):
            label = labels.get((facet.parameter, value), value)
            yield Chip(label, url_without_value(query, facet.parameter, value))


def _other_chips(query: SearchQuery, labels: dict[tuple[str, str], str]) -> Iterator[Chip]:
    if query.bbox:
        yield Chip(_("In the chosen part of the map"), directory_url(query, bbox=None))
    yield from _distance_chips(query)
    if query.bubble:
        label = _("For %(area)s, without an address") % {"area": labels.get(("gebied", query.bubble), query.bubble)}
        yield Chip(label, directory_url(query, bubble=""))
    if query.standing:
        yield Chip(standing_label(query.standing), directory_url(query, standing=None))


def _distance_chips(query: SearchQuery) -> Iterator[Chip]:
    if query.radius_km is not None:
        yield Chip(radius_label(query.radius_km), directory_url(query, radius_km=None))
    if query.near:
        sort = Sort.RELEVANCE if query.sort is Sort.DISTANCE else query.sort
        yield Chip(_("Nearest first"), directory_url(query, near=None, radius_km=None, sort=sort))


def radius_label(radius_km: int) -> str:
    return _("Within %(km)s km") % {"km": radius_km}


def standing_label(standing: MapStanding) -> str:
    return {
        MapStanding.PLACE: _("With a place on the map"),
        MapStanding.AREA: _("For an area, without an address"),
        MapStanding.REGION: _("For the whole region"),
        MapStanding.NO_PLACE: _("Without a place on the map"),
    }[standing]


def sort_links(query: SearchQuery) -> tuple[SortLink, ...]:
    """The orders to choose from; distance only where a position is known."""
    labels = {
        Sort.RELEVANCE: _("Best first"),
        Sort.TITLE: _("By name"),
        Sort.RECENT: _("Newest facts first"),
    }
    if query.near:
        labels[Sort.DISTANCE] = _("Nearest first")
    return tuple(SortLink(label, directory_url(query, sort=sort), sort is query.sort) for sort, label in labels.items())


def page_links(query: SearchQuery, total: int) -> PageLinks:
    """Links to the pages that can be reached; none for a single page."""
    page_count = max(1, -(-min(total, MAX_REACHABLE_HITS) // query.page_size))
    current = query.page
    return PageLinks(
        number=current,
        page_count=page_count,
        previous_url=_page_url(query, min(current - 1, page_count)) if current > 1 else None,
        next_url=_page_url(query, current + 1) if current < page_count else None,
        numbers=tuple(_page_numbers(query, page_count)),
    )


def _page_numbers(query: SearchQuery, page_count: int) -> Iterator[PageNumber]:
    around = range(query.page - PAGES_AROUND_CURRENT, query.page + PAGES_AROUND_CURRENT + 1)
    before = 0
    for number in sorted({1, page_count, *around} & set(range(1, page_count + 1))):
        if number > before + 1:
            yield PageNumber(None, "", is_current=False)
        yield PageNumber(number, _page_url(query, number), number == query.page)
        before = number


def _page_url(query: SearchQuery, number: int) -> str:
    return directory_url(query, page=number)
