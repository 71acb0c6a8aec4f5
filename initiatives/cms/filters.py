"""How editors narrow the list of initiatives."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from initiatives.area_tree import ids_within
from initiatives.currency import CONFIRMATION_HOLDS_FOR
from initiatives.enums import ENDED_PHASES, AreaKind, Currency, InitiativeKind, Phase
from initiatives.models import Area, Initiative, ProgrammeLine, Theme
from initiatives.partial_dates import PartialDate

InitiativeRows = QuerySet[Initiative]
REGIONAL_TEAM = "regionaal"


def over_by(today: datetime.date) -> Q:
    """The period ended before ``today``; works on the stored text, whose length tells its precision."""
    return _compared("period_end", "lt", today)


def begun_by(today: datetime.date) -> Q:
    return _compared("period_start", "lte", today)


def _compared(field: str, lookup: str, today: datetime.date) -> Q:
    """``field`` compared with today at the precision it was stored in (annotation ``<field>_length``)."""
    quarter = (today.month + 2) // 3
    precisions = (
        PartialDate(today.year),
        PartialDate(today.year, quarter=quarter),
        PartialDate(today.year, today.month),
        PartialDate.from_date(today),
    )
    condition = Q(pk__in=[])
    for date in precisions:
        is_quarter = Q(**{f"{field}__contains": "Q"})
        shape = is_quarter if date.quarter else ~is_quarter
        of_length = Q(**{f"{field}_length": len(str(date))})
        condition |= shape & of_length & Q(**{f"{field}__{lookup}": date})
    return condition


class InitiativeFilterSet(WagtailFilterSet):
    phase = django_filters.MultipleChoiceFilter(
        label=_("Phase"), choices=Phase.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=InitiativeKind.choices, widget=forms.CheckboxSelectMultiple
    )
    themes = django_filters.ModelMultipleChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    area = django_filters.ModelChoiceFilter(
        label=_("Area, with all in it"), queryset=Area.objects.all(), method="in_area"
    )
    programme_line = django_filters.ModelChoiceFilter(label=_("Programme line"), queryset=ProgrammeLine.objects.all())
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("openbaar", _("Public")), ("gewijzigd", _("Public, with changes")), ("concept", _("Draft"))],
        method="with_status",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    currency = django_filters.ChoiceFilter(
        label=_("Up to date"),
        choices=Currency.choices,
        method="with_currency",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    responsible_municipality = django_filters.ModelChoiceFilter(
        label=_("Responsible municipality"),
        queryset=Area.objects.filter(kind=AreaKind.MUNICIPALITY),
        null_label=_("The regional team"),
        null_value=REGIONAL_TEAM,
    )
    not_confirmed_since = django_filters.DateFilter(
        label=_("Not confirmed since"), method="without_confirmation_since", widget=AdminDateInput
    )

    class Meta:
        model = Initiative
        fields: list[str] = []

    def in_area(self, rows: InitiativeRows, _name: str, area: Area) -> InitiativeRows:
        """Those that serve the area or a part of it, or have a place there."""
        keys = ids_within(area)
        return rows.filter(Q(reach__area__in=keys) | Q(initiative_places__place__area__in=keys)).distinct()

    def with_status(self, rows: InitiativeRows, _name: str, value: str) -> InitiativeRows:
        if value == "concept":
            return rows.filter(live=False)
        public = rows.filter(live=True)
        return public.filter(has_unpublished_changes=True) if value == "gewijzigd" else public

    def with_currency(self, rows: InitiativeRows, _name: str, value: str) -> InitiativeRows:
        """The same rule as :func:`initiatives.currency.currency_of`, in SQL."""
        today = timezone.localdate()
        rows = rows.annotate(period_start_length=Length("period_start"), period_end_length=Length("period_end"))
        past = Q(phase__in=ENDED_PHASES) | over_by(today)
        covers = begun_by(today) & ~Q(period_end="")
        confirmed = Q(last_confirmed_on__gt=today - CONFIRMATION_HOLDS_FOR)
        conditions: dict[str, Any] = {
            Currency.PAST: past,
            Currency.RUNNING: ~past & (covers | confirmed),
            Currency.UNKNOWN: ~past & ~covers & (~confirmed | Q(last_confirmed_on=None)),
        }
        return rows.filter(conditions[value])

    def without_confirmation_since(self, rows: InitiativeRows, _name: str, day: datetime.date) -> InitiativeRows:
        unconfirmed = Q(last_confirmed_on__lt=day) | Q(last_confirmed_on=None)
        return rows.filter(unconfirmed).order_by(F("last_confirmed_on").asc(nulls_first=True), "title")
