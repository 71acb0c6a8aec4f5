"""What a list shows of an initiative: public facts, in no language and of no day, so that they can be kept as text.

Labels, addresses on this site and what depends on today are made from these facts when they are read. Facts are
made of public content alone (:mod:`initiatives.content`), and show a home as its municipality.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from pydantic import ConfigDict, TypeAdapter, ValidationError

from initiatives.content import InitiativeContent, content_of
from initiatives.enums import AreaKind, FactBasis, PlacePrecision
from initiatives.models import Area, Initiative, Place, ProgrammeLine, TargetGroup, Theme

WIDE_KINDS = (AreaKind.PROVINCE, AreaKind.REGION)
_STRICT = ConfigDict(strict=True, extra="forbid")


class UnreadableFactsError(ValueError):
    """The text holds no facts, or not all, or others than this version knows."""


@dataclass(frozen=True)
class NamedFacts:
    """A programme line; also what the facts below have in common."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    slug: str
    name: str


@dataclass(frozen=True)
class ThemeFacts(NamedFacts):
    sort_order: int
    icon: str


@dataclass(frozen=True)
class TargetGroupFacts(NamedFacts):
    sort_order: int


@dataclass(frozen=True)
class PartyFacts(NamedFacts):
    """An accepted organisation in one role."""

    role: str


@dataclass(frozen=True)
class AreaFacts(NamedFacts):
    kind: str

    @property
    def is_region(self) -> bool:
        """Whether this is the region the whole directory is about."""
        return bool(self.slug == settings.NAVIGATOR_REGION)


@dataclass(frozen=True)
class PlaceFacts(NamedFacts):
    """An accepted place as the public may see it; degrees are WGS 84 at six decimals.

    ``area_name`` is the name of its area or town, empty for a home whose area is finer than a municipality.
    """

    address: str
    latitude: float | None
    longitude: float | None
    precision: str
    is_approximate: bool
    area_name: str


@dataclass(frozen=True)
class ParentFacts:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    slug: str
    title: str


@dataclass(frozen=True)
class InitiativeFacts:
    """One initiative in a list. Dates are ISO text, as precise as known ("2023", "2023-Q3", "2023-05-17")."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: int
    slug: str
    title: str
    aliases: tuple[str, ...]
    kind: str
    summary: str
    phase: str
    phase_is_inferred: bool
    period_start: str | None
    period_end: str | None
    period_is_inferred: bool
    programme_line: NamedFacts | None
    parent: ParentFacts | None
    themes: tuple[ThemeFacts, ...]
    target_groups: tuple[TargetGroupFacts, ...]
    age_min: int | None
    age_max: int | None
    areas: tuple[AreaFacts, ...]
    parties: tuple[PartyFacts, ...]
    places: tuple[PlaceFacts, ...]
    state_as_of: str | None
    last_confirmed_on: str | None


_TEXT = TypeAdapter(InitiativeFacts)


def facts_to_json(facts: InitiativeFacts) -> str:
    return _TEXT.dump_json(facts).decode()


def facts_from_json(text: str) -> InitiativeFacts:
    """The facts again; raises :class:`UnreadableFactsError` when anything is missing, unknown or of another type."""
    try:
        return _TEXT.validate_json(text)
    except ValidationError as error:
        raise UnreadableFactsError(f"{error.error_count()} problems, the first: {error.errors()[0]['msg']}") from error


def facts_of(initiative: Initiative) -> InitiativeFacts:
    """The facts as stored now; rows from ``with_classification()`` need no further query."""
    return facts_of_content(content_of(initiative, with_objectives=False))


def facts_of_content(content: InitiativeContent) -> InitiativeFacts:
    line, parent, confirmed_on = content.programme_line, content.parent, content.last_confirmed_on
    return InitiativeFacts(
        id=content.pk,
        slug=content.slug,
        title=content.title,
        aliases=tuple(content.aliases),
        kind=str(content.kind),
        summary=content.summary,
        phase=str(content.phase),
        phase_is_inferred=content.phase_basis == FactBasis.INFERRED,
        period_start=str(content.period_start) if content.period_start else None,
        period_end=str(content.period_end) if content.period_end else None,
        period_is_inferred=content.period_basis == FactBasis.INFERRED,
        programme_line=_named(line) if line else None,
        parent=ParentFacts(parent.slug, parent.title) if parent else None,
        themes=tuple([_theme(theme) for theme in content.themes]),
        target_groups=tuple([_target_group(group) for group in content.target_groups]),
        age_min=content.age_min,
        age_max=content.age_max,
        areas=tuple([area_facts(area) for area in content.reach]),
        parties=tuple([PartyFacts(party.slug, party.name, role) for party, role in content.parties]),
        places=tuple([place_facts(place) for place in content.places]),
        state_as_of=str(content.state_as_of) if content.state_as_of else None,
        last_confirmed_on=confirmed_on.isoformat() if confirmed_on else None,
    )


def area_facts(area: Area) -> AreaFacts:
    return AreaFacts(area.slug, area.name, str(area.kind))


def place_facts(place: Place) -> PlaceFacts:
    """A home says no more than its municipality: the model decides point and address."""
    point = place.public_point()
    point = point.rounded() if point else None
    return PlaceFacts(
        slug=place.slug,
        name=place.name,
        address=place.public_address,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        precision=PlacePrecision.MUNICIPALITY.value if place.is_home else str(place.precision),
        is_approximate=place.is_approximate,
        area_name=_public_area_name(place),
    )


def _public_area_name(place: Place) -> str:
    if place.area is None:
        return "" if place.is_home else place.town
    if place.is_home and place.area.kind not in (*WIDE_KINDS, AreaKind.MUNICIPALITY):
        return ""
    return place.area.name


def _named(row: ProgrammeLine) -> NamedFacts:
    return NamedFacts(row.slug, row.name)


def _theme(theme: Theme) -> ThemeFacts:
    return ThemeFacts(theme.slug, theme.name, theme.sort_order, theme.icon)


def _target_group(group: TargetGroup) -> TargetGroupFacts:
    return TargetGroupFacts(group.slug, group.name, group.sort_order)
