"""Turns catalogue records into what the models take."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from initiatives.catalogue.initiative_records import InitiativeRecord
from initiatives.catalogue.kinds import CatalogueKind
from initiatives.catalogue.record_types import Record
from initiatives.lifecycle import InitiativeContent
from initiatives.models import (
    FinanceLine,
    InitiativePlace,
    Milestone,
    Objective,
    Party,
    PhaseRecord,
    Reach,
    RelatedInitiative,
    Result,
    SourceReference,
    Website,
)

Find = Callable[[str, str, str], Any]
"""``find(field, kind, slug)`` gives the row, or ``None`` when an editor deleted it."""

_LISTS = frozenset(
    {
        "themes", "target_groups", "reach", "places", "parties", "objectives", "results", "phase_history",
        "milestones", "finance", "websites", "related", "sources",
    }
)  # fmt: skip
_SINGLE = {"programme_line": "programme_line", "parent": "initiative", "responsible_municipality": "area"}


def values_of(kind: CatalogueKind, record: Record, position: int, find: Find) -> dict[str, Any]:
    """Field values of a record of any kind but initiatives."""
    values = dict(record)
    for field, target in kind.references:
        values[field] = find(field, target, values[field]) if values[field] else None
    if kind.ordered:
        values["sort_order"] = position
    return values


def content_of(record: InitiativeRecord, find: Find, *, with_links: bool) -> InitiativeContent:
    """An initiative's content; without links to other initiatives as long as those may not exist yet."""
    values = {name: value for name, value in dict(record).items() if name not in _LISTS}
    for field, target in _SINGLE.items():
        linked = with_links or target != "initiative"
        values[field] = find(field, target, values[field]) if values[field] and linked else None
    return InitiativeContent(
        values=values,
        themes=_found(find("themes", "theme", slug) for slug in record.themes),
        target_groups=_found(find("target_groups", "target_group", slug) for slug in record.target_groups),
        parts=_parts_of(record, find) | ({"related_links": _links_of(record, find)} if with_links else {}),
    )


def _parts_of(record: InitiativeRecord, find: Find) -> dict[str, list[Model]]:
    return {
        "objectives": [Objective(**dict(part)) for part in record.objectives],
        "results": [Result(**dict(part)) for part in record.results],
        "phase_history": [PhaseRecord(**dict(part)) for part in record.phase_history],
        "milestones": [Milestone(**dict(part)) for part in record.milestones],
        "finance_lines": [FinanceLine(**dict(part)) for part in record.finance],
        "websites": [Website(**dict(part)) for part in record.websites],
        "sources": [SourceReference(**dict(part)) for part in record.sources],
        "reach": [Reach(area=area) for area in _found(find("reach", "area", slug) for slug in record.reach)],
        "parties": [
            Party(organisation=organisation, role=part.role, note=part.note)
            for part in record.parties
            if (organisation := find("parties", "organisation", part.organisation))
        ],
        "initiative_places": [
            InitiativePlace(place=place, note=part.note)
            for part in record.places
            if (place := find("places", "place", part.place))
        ],
    }


def _links_of(record: InitiativeRecord, find: Find) -> list[Model]:
    return [
        RelatedInitiative(related=related, note=part.note)
        for part in record.related
        if (related := find("related", "initiative", part.initiative))
    ]


def _found(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if row is not None]
