"""Counts over a set of initiatives: by theme, target group, party. One query each, however large the set."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from initiatives.enums import AreaKind
from initiatives.models import Area, Initiative, Organisation, Party, ProgrammeLine, TargetGroup, Theme
from initiatives.querysets import InitiativeQuerySet

PARTIES_SHOWN = 12
TERMS_SHOWN = 30


@dataclass(frozen=True)
class NameCount:
    """How many initiatives a term or organisation has."""

    name: str
    slug: str
    count: int


def themes_of(initiatives: InitiativeQuerySet) -> list[NameCount]:
    """Themes that occur among the initiatives, most frequent first."""
    return _counted(Theme.objects.filter(initiatives__in=_keys(initiatives)), "initiatives")


def target_groups_of(initiatives: InitiativeQuerySet) -> list[NameCount]:
    """Target groups that occur among the initiatives, most frequent first."""
    return _counted(TargetGroup.objects.filter(initiatives__in=_keys(initiatives)), "initiatives")


def programme_lines_of(initiatives: InitiativeQuerySet) -> list[NameCount]:
    """Programme lines that occur among the initiatives, most frequent first."""
    return _counted(ProgrammeLine.objects.filter(initiatives__in=_keys(initiatives)), "initiatives")


def municipalities_of(initiatives: InitiativeQuerySet) -> list[NameCount]:
    """Municipalities that the initiatives name as served, most frequent first."""
    municipalities = Area.objects.filter(kind=AreaKind.MUNICIPALITY, reached_by__initiative__in=_keys(initiatives))
    return _counted(municipalities, "reached_by__initiative")


def parties_of(initiatives: InitiativeQuerySet, without: Organisation | None = None) -> list[NameCount]:
    """The twelve accepted organisations that take part most often, but for ``without``."""
    parties = Organisation.objects.accepted().filter(parties__initiative__in=_keys(initiatives))
    if without is not None:
        parties = parties.exclude(pk=without.pk)
    return _counted(parties, "parties__initiative", PARTIES_SHOWN)


def initiatives_of(organisation: Organisation) -> InitiativeQuerySet:
    """Published initiatives the organisation takes part in, each once."""
    taking_part = Party.objects.filter(organisation=organisation).values("initiative")
    published: InitiativeQuerySet = Initiative.objects.published()
    return published.filter(pk__in=taking_part)


def _keys(initiatives: InitiativeQuerySet) -> QuerySet[Any, Any]:
    return initiatives.order_by().values("pk")


def _counted(terms: QuerySet[Any], path: str, limit: int = TERMS_SHOWN) -> list[NameCount]:
    counted = terms.annotate(count=Count(path, distinct=True)).order_by("-count", "name")
    return [NameCount(*row) for row in counted.values_list("name", "slug", "count")[:limit]]
