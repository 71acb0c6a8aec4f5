"""The overviews of initiatives (A to Z), organisations and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, F, Q, QuerySet, When
from django.db.models.functions import Lower, Substr, Upper
from django.http import Http404
from django.utils.translation import gettext

from initiatives.enums import AreaKind, OrganisationKind
from initiatives.models import Initiative, Organisation, Place
from initiatives.presentation.card_page import CardPage, card_page
from initiatives.presentation.paging import Page, paged
from initiatives.presentation.place_map import PlaceMap, place_points
from initiatives.presentation.whereabouts import PlaceLine, place_line
from initiatives.querysets import InitiativeQuerySet

LETTER_PARAMETER, KIND_PARAMETER = "letter", "soort"


@dataclass(frozen=True)
class Choice:
    """One way to narrow an overview, with how many items it leaves."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class InitiativeIndex:
    letters: tuple[Choice, ...]
    letter: str
    initiatives: CardPage


@dataclass(frozen=True)
class OrganisationRow:
    name: str
    url: str
    kind: str
    municipality: str
    count: int


@dataclass(frozen=True)
class OrganisationIndex:
    kinds: tuple[Choice, ...]
    kind: str
    rows: tuple[OrganisationRow, ...]
    page: Page[Any]


@dataclass(frozen=True)
class PlaceRow:
    """``municipality`` heads the group the place stands in."""

    line: PlaceLine
    municipality: str
    count: int


@dataclass(frozen=True)
class PlaceIndex:
    rows: tuple[PlaceRow, ...]
    page: Page[Any]
    map: PlaceMap | None


def initiative_index(letter: str, number: int) -> InitiativeIndex:
    """All published initiatives from A to Z, or those that begin with ``letter``."""
    published: InitiativeQuerySet = Initiative.objects.published()
    chosen = letter.upper()
    letters = _letters(published, chosen)
    if chosen:
        if not any(choice.is_current for choice in letters):
            raise Http404(gettext("There are no initiatives with this letter."))
        published = published.filter(title__istartswith=chosen)
    kept = {LETTER_PARAMETER: chosen.lower()} if chosen else None
    return InitiativeIndex(letters, chosen, card_page(published.order_by(Lower("title"), "pk"), number, kept=kept))


def _letters(published: InitiativeQuerySet, chosen: str) -> tuple[Choice, ...]:
    initials = published.order_by().annotate(initial=Upper(Substr("title", 1, 1))).values_list("initial")
    counts: dict[str, int] = {}
    for initial, count in initials.annotate(count=Count("pk")):
        counts[initial.upper()] = counts.get(initial.upper(), 0) + count
    return tuple(
        Choice(initial, f"?{_query(LETTER_PARAMETER, initial.lower())}", count, initial == chosen)
        for initial, count in sorted(counts.items())
        if initial.isalnum()
    )


def organisation_index(kind: str, number: int) -> OrganisationIndex:
    """Accepted organisations by name, all or those of one kind, with how many published initiatives each has."""
    if kind and kind not in OrganisationKind.values:
        raise Http404(gettext("There is no such kind of organisation."))
    accepted = Organisation.objects.accepted()
    kinds = _kinds(accepted, kind)
    live = Q(parties__initiative__live=True)
    rows = (accepted.filter(kind=kind) if kind else accepted).select_related("municipality")
    counted = rows.annotate(count=Count("parties__initiative", filter=live, distinct=True)).order_by(
        Lower("name"), "pk"
    )
    page = paged(counted, number, {KIND_PARAMETER: kind} if kind else None)
    return OrganisationIndex(kinds, kind, tuple(_organisation_row(row) for row in page.items), page)


def _kinds(accepted: QuerySet[Organisation], chosen: str) -> tuple[Choice, ...]:
    counts: Mapping[str, int] = dict(accepted.order_by().values_list("kind").annotate(count=Count("pk")))
    return tuple(
        Choice(str(kind.label), f"?{_query(KIND_PARAMETER, kind.value)}", counts[kind.value], kind.value == chosen)
        for kind in OrganisationKind
        if kind.value in counts
    )


def _organisation_row(organisation: Any) -> OrganisationRow:
    municipality = organisation.municipality
    return OrganisationRow(
        name=organisation.name,
        url=organisation.get_absolute_url(),
        kind=str(OrganisationKind(organisation.kind).label),
        municipality=municipality.name if municipality else "",
        count=organisation.count,
    )


def place_index(number: int) -> PlaceIndex:
    """Accepted places by municipality and name, with how many published initiatives happen there; never homes."""
    live = Q(initiative_places__initiative__live=True)
    places = (
        Place.objects.accepted().filter(is_home=False).select_related("area__parent__parent__parent__parent__parent")
    )
    counted = places.annotate(
        count=Count("initiative_places__initiative", filter=live, distinct=True), municipality_name=_municipality_name()
    )
    page = paged(counted.order_by("municipality_name", Lower("name"), "pk"), number)
    points = place_points(page.items)
    return PlaceIndex(tuple(_place_row(place) for place in page.items), page, PlaceMap(points) if points else None)


def _place_row(place: Any) -> PlaceRow:
    return PlaceRow(place_line(place), place.municipality_name, place.count)


def _municipality_name() -> Case:
    """The name of the municipality a place lies in, at most four steps up; its town where there is none."""
    steps = ("area", "area__parent", "area__parent__parent", "area__parent__parent__parent")
    found = [When(**{f"{step}__kind": AreaKind.MUNICIPALITY}, then=F(f"{step}__name")) for step in steps]
    return Case(*found, default=F("town"), output_field=CharField())


def _query(parameter: str, value: str) -> str:
    return urlencode({parameter: value})
