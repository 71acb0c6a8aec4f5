"""Counts as small bars."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from initiatives.presentation.links import directory_url
from initiatives.querysets import InitiativeQuerySet
from initiatives.tallies import NameCount, municipalities_of, parties_of, target_groups_of, themes_of

GROUPS_SHOWN = 10


@dataclass(frozen=True)
class Tally:
    """``count`` initiatives have this; ``share_percent`` (0 to 100) is the bar's length beside the longest one."""

    label: str
    url: str
    count: int
    share_percent: float


def as_bars(counts: Iterable[NameCount], url_of: Callable[[NameCount], str]) -> tuple[Tally, ...]:
    """Bars in the given order."""
    rows = list(counts)
    longest = max((row.count for row in rows), default=0)
    return tuple(Tally(row.name, url_of(row), row.count, 100 * row.count / longest) for row in rows)


def theme_bars(initiatives: InitiativeQuerySet) -> tuple[Tally, ...]:
    """How many of the initiatives each theme has, most first, linked to the themes' pages."""
    return as_bars(themes_of(initiatives), page_of("theme-detail"))


def party_bars(counts: Iterable[NameCount]) -> tuple[Tally, ...]:
    """Organisations, linked to their pages."""
    return as_bars(counts, page_of("organisation-detail"))


def group_bars(initiatives: InitiativeQuerySet, **selections: str) -> tuple[Tally, ...]:
    """Target groups, each linked to the directory narrowed to it and ``selections``."""
    groups = target_groups_of(initiatives)[:GROUPS_SHOWN]
    return as_bars(groups, lambda group: directory_url(**selections, doelgroep=group.slug))


def area_bars(initiatives: InitiativeQuerySet, **selections: str) -> tuple[Tally, ...]:
    """Municipalities the initiatives serve, each linked to the directory narrowed to it and ``selections``."""
    return as_bars(municipalities_of(initiatives), lambda area: directory_url(**selections, gebied=area.slug))


def all_parties_bars(initiatives: InitiativeQuerySet) -> tuple[Tally, ...]:
    """The organisations that take part most often."""
    return party_bars(parties_of(initiatives))


def page_of(route: str) -> Callable[[NameCount], str]:
    """The address of a counted term's own page."""
    return lambda row: reverse(route, args=[row.slug])
