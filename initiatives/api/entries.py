"""From rows to the entries of a list, in a constant number of queries."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch

from initiatives.api import schemas
from initiatives.enums import FactBasis, PlacePrecision
from initiatives.models import (
    Initiative,
    InitiativePlace,
    Organisation,
    Party,
    Place,
    ProgrammeLine,
    Reach,
    TargetGroup,
    Theme,
)
from initiatives.partial_dates import PartialDate
from initiatives.querysets import InitiativeQuerySet

AbsoluteUrl = Callable[[str], str]
_AREA_CHAIN = "place__area__parent__parent__parent__parent__parent"  # province to neighbourhood


def with_entry_parts(initiatives: InitiativeQuerySet) -> InitiativeQuerySet:
    """Load what an entry shows; only accepted organisations and places."""
    places = InitiativePlace.objects.filter(place__is_accepted=True).select_related(_AREA_CHAIN)
    parties = Party.objects.filter(organisation__is_accepted=True).select_related("organisation")
    return initiatives.select_related("programme_line", "parent").prefetch_related(
        "themes",
        "target_groups",
        Prefetch("parties", queryset=parties, to_attr="public_parties"),
        Prefetch("initiative_places", queryset=places.defer(*_boundaries()), to_attr="public_places"),
        Prefetch("reach", queryset=Reach.objects.select_related("area").defer("area__boundary")),
    )


def _boundaries() -> list[str]:
    """The large outlines of a place's area and of all areas above it."""
    parts = _AREA_CHAIN.split("__")
    return ["__".join([*parts[:depth], "boundary"]) for depth in range(2, len(parts) + 1)]


def entry_fields(initiative: Initiative, *, today: datetime.date, absolute_url: AbsoluteUrl) -> dict[str, Any]:
    """The fields that an entry of a list and the full record share; the row was loaded by ``with_entry_parts``."""
    return {
        "slug": initiative.slug,
        "title": initiative.title,
        "aliases": initiative.aliases,
        "url": absolute_url(initiative.get_absolute_url()),
        "kind": initiative.kind,
        "summary": initiative.summary,
        "phase": initiative.phase,
        "phase_is_inferred": initiative.phase_basis == FactBasis.INFERRED,
        "currency": initiative.currency(today).value,
        "period": _period(initiative),
        "programme_line": term(initiative.programme_line) if initiative.programme_line else None,
        "parent": link(initiative.parent, absolute_url) if initiative.parent and initiative.parent.live else None,
        "themes": [term(theme) for theme in initiative.themes.all()],
        "target_groups": [term(group) for group in initiative.target_groups.all()],
        "age_min": initiative.age_min,
        "age_max": initiative.age_max,
        "areas": [_area(reach) for reach in initiative.reach.all()],
        "parties": [_party(party) for party in initiative.public_parties],
        "places": [_place(part.place, absolute_url) for part in initiative.public_places],
        "state_as_of": date_text(initiative.state_as_of),
        "last_confirmed_on": initiative.last_confirmed_on,
    }


def date_text(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def term(named: Theme | TargetGroup | ProgrammeLine | Organisation) -> schemas.Term:
    return schemas.Term(slug=named.slug, name=named.name)


def link(initiative: Initiative, absolute_url: AbsoluteUrl) -> schemas.Link:
    return schemas.Link(slug=initiative.slug, title=initiative.title, url=absolute_url(initiative.get_absolute_url()))


def public_organisation(organisation: Organisation | None) -> schemas.Term | None:
    return term(organisation) if organisation is not None and organisation.is_accepted else None


def _period(initiative: Initiative) -> schemas.Period:
    return schemas.Period(
        start=date_text(initiative.period_start),
        end=date_text(initiative.period_end),
        is_inferred=initiative.period_basis == FactBasis.INFERRED,
    )


def _area(reach: Reach) -> schemas.AreaTerm:
    return schemas.AreaTerm(slug=reach.area.slug, name=reach.area.name, kind=reach.area.kind)


def _party(party: Party) -> schemas.PartyEntry:
    return schemas.PartyEntry(slug=party.organisation.slug, name=party.organisation.name, role=party.role)


def _place(place: Place, absolute_url: AbsoluteUrl) -> schemas.PlaceEntry:
    """A home says no more than its municipality: the model decides point and address."""
    point = place.public_point()
    return schemas.PlaceEntry(
        slug=place.slug,
        name=place.name,
        address=place.public_address,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        precision=PlacePrecision.MUNICIPALITY.value if place.is_home else place.precision,
        is_approximate=place.is_approximate,
        url=absolute_url(place.get_absolute_url()),
    )
