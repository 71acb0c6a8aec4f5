"""What each facet can be set to, with labels. Kept in memory as long as the database names the same state of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.enums import AreaKind, Currency, InitiativeKind, Phase
from initiatives.models import Area, Organisation, ProgrammeLine, TargetGroup, Theme
from search.editing.crisis_words import CrisisList
from search.editing.models import MAX_EXPRESSIONS, CrisisExpression, FacetPosition
from search.facets import AGE_BANDS, AGE_NOT_NAMED, FACETS, Facet, ordered_facets
from search.models import VocabularyVersion
from search.prepared_query import PreparedQuery

NO_CRISIS_LIST = CrisisList()


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet; ``depth`` is how far an area lies below the top of its tree, 0 for all other facets."""

    value: str
    label: str
    depth: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """Values by facet parameter, in the order to show them; ``areas`` are by slug, with their parents loaded;
    ``facets`` are all facets in the editors' order.

    Organisations are too many to load for each request: :func:`known_organisations` looks up the few that are named.
    """

    values: Mapping[str, tuple[FacetValue, ...]]
    areas: Mapping[str, Area]
    facets: tuple[Facet, ...] = FACETS
    crisis: CrisisList = NO_CRISIS_LIST
    # What the database calls this state; none while it has no name for it.
    token: str | None = field(default=None, compare=False)

    def label(self, parameter: str, value: str) -> str | None:
        """The label of one value, or ``None`` when the facet has no such value."""
        return next((known.label for known in self.values.get(parameter, ()) if known.value == value), None)


def vocabulary_token() -> str | None:
    """The name of the vocabulary's state now; another one after every change of it. Asked for in every request, so
    without what the ORM adds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN_QUERY)
        row = cursor.fetchone()
    return str(row[0]) if row else None


_TOKEN_QUERY = f"SELECT token FROM {VocabularyVersion._meta.db_table} WHERE name = 'live'"  # noqa: S608 -- all constant
_Kept = tuple[str, str, str]  # token of the database's state, language, region
_kept: dict[_Kept, Vocabulary] = {}


def load_vocabulary() -> Vocabulary:
    """The whole vocabulary but organisations: one query, seven when it changed.

    The token is read before the content and every change makes a new one, so what is kept is never older than it says.
    """
    token = vocabulary_token()
    if not token:
        return _read_vocabulary()
    state = (token, get_language() or "", settings.NAVIGATOR_REGION)
    vocabulary = _kept.get(state)
    if vocabulary is None:
        vocabulary = replace(_read_vocabulary(), token=token)
        for other in [other for other in _kept if other[0] != token]:
            _kept.pop(other, None)
        _kept[state] = vocabulary
    return vocabulary


def _read_vocabulary() -> Vocabulary:
    areas = _areas_with_parents()
    return Vocabulary(
        values={
            "thema": _slugs_and_names(Theme.objects.values_list("slug", "name")),
            "doelgroep": _slugs_and_names(TargetGroup.objects.values_list("slug", "name")),
            "leeftijd": _age_values(),
            "gebied": _area_values(areas),
            "fase": tuple(FacetValue(str(phase.value), str(phase.label)) for phase in Phase),
            "actueel": tuple(FacetValue(str(currency.value), str(currency.label)) for currency in Currency),
            "soort": tuple(FacetValue(str(kind.value), str(kind.label)) for kind in InitiativeKind),
            "lijn": _slugs_and_names(ProgrammeLine.objects.values_list("slug", "name")),
        },
        areas={area.slug: area for area in areas},
        facets=ordered_facets(FacetPosition.objects.order_by("sort_order", "pk").values_list("parameter", flat=True)),
        crisis=CrisisList.of(CrisisExpression.objects.order_by("pk").values_list("text", "kind")[:MAX_EXPRESSIONS]),
    )


def known_organisations(slugs: Iterable[str]) -> tuple[FacetValue, ...]:
    """The accepted organisations among ``slugs``, by name; one query, none without slugs."""
    return _slugs_and_names(_ACCEPTED_ORGANISATIONS.rows(sorted(set(slugs))))


_ACCEPTED_ORGANISATIONS = PreparedQuery(
    lambda slugs: Organisation.objects.accepted().filter(slug__in=slugs).order_by("name").values_list("slug", "name")
)


def _slugs_and_names(rows: Iterable[tuple[str, ...]]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(slug, name) for slug, name in rows)


def _age_values() -> tuple[FacetValue, ...]:
    bands = tuple(FacetValue(band.value, str(band.label)) for band in AGE_BANDS)
    return (*bands, FacetValue(AGE_NOT_NAMED, _("Age not named")))


def _areas_with_parents() -> list[Area]:
    areas = list(Area.objects.defer("boundary", "note"))
    by_id = {area.pk: area for area in areas}
    for area in areas:
        area.parent = by_id[area.parent_id] if area.parent_id else None
    return areas


def _area_values(areas: list[Area]) -> tuple[FacetValue, ...]:
    """The region's municipalities with what lies in them, then all other areas as a tree of their own."""
    children: dict[int | None, list[Area]] = {}
    for area in areas:
        children.setdefault(area.parent_id, []).append(area)
    region = next((area for area in areas if area.is_region), None)
    municipalities = list(children.get(region.pk, [])) if region else []
    ours = [value for area in municipalities for value in _branch(area, children, 0, set())]
    taken = {value.value for value in ours}
    others = [value for area in children.get(None, []) for value in _branch(area, children, 0, taken)]
    return (*ours, *others)


def _branch(area: Area, children: Mapping[int | None, list[Area]], depth: int, taken: set[str]) -> list[FacetValue]:
    """The area and all below it, parents first; ``taken`` areas are left out, and guard against loops."""
    if area.slug in taken:
        return []
    taken = {*taken, area.slug}
    below = [value for child in children.get(area.pk, []) for value in _branch(child, children, depth + 1, taken)]
    return [FacetValue(area.slug, area.name, depth), *below]


def is_municipality_of_region(area: Area) -> bool:
    """Whether this is one of the municipalities the directory is about."""
    return area.kind == AreaKind.MUNICIPALITY and area.parent is not None and area.parent.is_region
