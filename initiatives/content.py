"""What is public of an initiative, as one light value: documents, facts and lists are made from this.

Two ways lead to it: from an initiative at hand (:func:`content_of`), and for many at once from the tables, without an
object for each row (:class:`ContentTables`). Both give the same.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from initiatives.models import (
    Area,
    Initiative,
    InitiativePlace,
    Objective,
    Organisation,
    Party,
    Place,
    ProgrammeLine,
    Reach,
    TargetGroup,
    Theme,
)
from initiatives.partial_dates import PartialDate

DENSE = 2  # so many numbers for each key are read at most


class NamedParent(NamedTuple):
    """The published programme an initiative belongs to."""

    slug: str
    title: str


class InitiativeContent(NamedTuple):
    """One initiative. ``parties`` are accepted organisations with their role, ``places`` accepted places;
    ``objectives`` are pairs of text and indicator.
    """

    pk: int
    slug: str
    title: str
    aliases: list[str]
    kind: str
    summary: str
    description: str
    intended_result: str
    monitoring: str
    joining: str
    target_group_note: str
    phase: str
    phase_basis: str
    period_start: PartialDate | None
    period_end: PartialDate | None
    period_basis: str
    age_min: int | None
    age_max: int | None
    state_as_of: PartialDate | None
    last_confirmed_on: datetime.date | None
    programme_line: ProgrammeLine | None
    parent: NamedParent | None
    themes: tuple[Theme, ...]
    target_groups: tuple[TargetGroup, ...]
    objectives: tuple[tuple[str, str], ...]
    parties: tuple[tuple[Organisation, str], ...]
    reach: tuple[Area, ...]
    places: tuple[Place, ...]


_COLUMNS = InitiativeContent._fields[: InitiativeContent._fields.index("programme_line")]


def content_of(initiative: Initiative, *, with_objectives: bool = True) -> InitiativeContent:
    """The content of one at hand; no query of its own where all this was prefetched."""
    parent = initiative.parent
    objectives = initiative.objectives.all() if with_objectives else ()
    return InitiativeContent(
        **{name: getattr(initiative, name) for name in _COLUMNS},
        programme_line=initiative.programme_line,
        parent=NamedParent(parent.slug, parent.title) if parent and parent.live else None,
        themes=tuple(initiative.themes.all()),
        target_groups=tuple(initiative.target_groups.all()),
        objectives=tuple((objective.text, objective.indicator) for objective in objectives),
        parties=tuple(
            (party.organisation, str(party.role))
            for party in initiative.parties.all()
            if party.organisation.is_accepted
        ),
        reach=tuple(row.area for row in initiative.reach.all()),
        places=tuple(row.place for row in initiative.initiative_places.all() if row.place.is_accepted),
    )


class ContentTables:
    """The tables' rows of some initiatives, read in a constant number of queries.

    What refers to other rows is read before those: what it refers to is there, or was removed since (``LookupError``).
    """

    def __init__(self, keys: Collection[int]) -> None:
        rows = Initiative.objects.published().filter(_among("pk", keys)).order_by()
        columns = [*_COLUMNS, "programme_line_id", "parent__live", "parent__slug", "parent__title"]
        wanted = frozenset(keys)
        self._rows = {row[0]: row for row in rows.values_list(*columns) if row[0] in wanted}
        found = list(self._rows)
        self._theme_ids = _by_initiative(Initiative.themes.through._default_manager.all(), found, "theme_id")
        self._group_ids = _by_initiative(
            Initiative.target_groups.through._default_manager.all(), found, "targetgroup_id"
        )
        self._objectives = _by_initiative(_ordered(Objective), found, "text", "indicator")
        self._parties = _by_initiative(_ordered(Party), found, "organisation_id", "role")
        self._area_ids = _by_initiative(_ordered(Reach), found, "area_id")
        self._place_ids = _by_initiative(_ordered(InitiativePlace), found, "place_id")

    def load_terms(self, areas: Mapping[int, Area]) -> None:
        """Read what the rows refer to; ``areas`` are all there are, linked to their parents, read after the rows."""
        self._areas = areas
        self._themes = {theme.pk: theme for theme in Theme.objects.all()}
        self._groups = {group.pk: group for group in TargetGroup.objects.all()}
        self._lines = {line.pk: line for line in ProgrammeLine.objects.all()}
        organisations = Organisation.objects.accepted().defer("description", "website")
        self._organisations = _referred(organisations, (party[1] for rows in self._parties.values() for party in rows))
        places = Place.objects.accepted().defer("accessibility", "website", "kind", "coordinate_source")
        self._places = _referred(places, (row[1] for rows in self._place_ids.values() for row in rows))
        for place in self._places.values():
            place.area = areas[place.area_id] if place.area_id is not None else None
        self._theme_ranks = {key: rank for rank, key in enumerate(self._themes)}
        self._group_ranks = {key: rank for rank, key in enumerate(self._groups)}

    def __contains__(self, key: int) -> bool:
        """Whether the initiative is public."""
        return key in self._rows

    def content(self, key: int) -> InitiativeContent:
        row = self._rows[key]
        line, is_live, slug, title = row[len(_COLUMNS) :]
        themes = sorted((self._theme_ranks[own[1]], own[1]) for own in self._theme_ids.get(key, ()))
        groups = sorted((self._group_ranks[own[1]], own[1]) for own in self._group_ids.get(key, ()))
        organisations, places = self._organisations, self._places
        return InitiativeContent(
            **dict(zip(_COLUMNS, row, strict=False)),
            programme_line=None if line is None else self._lines[line],
            parent=NamedParent(slug, title) if is_live else None,
            themes=tuple([self._themes[own] for _, own in themes]),
            target_groups=tuple([self._groups[own] for _, own in groups]),
            objectives=tuple([own[1:] for own in self._objectives.get(key, ())]),
            parties=tuple(
                [(organisations[own], role) for _, own, role in self._parties.get(key, ()) if own in organisations]
            ),
            reach=tuple([self._areas[own[1]] for own in self._area_ids.get(key, ())]),
            places=tuple([places[own[1]] for own in self._place_ids.get(key, ()) if own[1] in places]),
        )


def _among(column: str, keys: Collection[int]) -> Q:
    """These keys; all between when they are close together: naming each takes longer than reading a few more."""
    if keys and max(keys) - min(keys) < DENSE * len(keys):
        return Q(**{f"{column}__gte": min(keys), f"{column}__lte": max(keys)})
    return Q(**{f"{column}__in": keys})


def _ordered(model: type[Any]) -> QuerySet[Any]:
    """In an editor's order; like the relation itself."""
    rows: QuerySet[Any] = model._default_manager.order_by("initiative_id", "sort_order", "pk")
    return rows


def _by_initiative(rows: QuerySet[Any], keys: list[int], *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    """Rows (the initiative's key first) of each initiative, in the order they come in; maybe of others too."""
    found = rows.filter(_among("initiative_id", keys)).values_list("initiative_id", *columns)
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in found:
        grouped.setdefault(row[0], []).append(row)
    return grouped


def _referred(rows: QuerySet[Any], keys: Iterable[int]) -> dict[int, Any]:
    return {row.pk: row for row in rows.filter(pk__in=set(keys)).order_by()}
