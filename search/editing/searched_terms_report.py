"""The report of what people searched in vain."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from search.editing.models import SearchedKind, SearchedTerm
from search.editing.searched_terms import DAYS_KEPT, shown_terms
from search.editing.synonym_views import changeable_models

DEFAULT_DAYS = 30
WIDE_SCREENS = "search-wide"  # a column that a phone has no room for
PERIODS = [("7", _("7 days")), ("30", _("30 days")), (str(DAYS_KEPT), _("90 days"))]


class SearchedTermsFilterSet(WagtailFilterSet):
    """The period decides which days are counted, so the view asks for it; see ``get_base_queryset``."""

    period = django_filters.ChoiceFilter(label=_("Period"), choices=PERIODS, empty_label=None, method="as_it_is")
    kind = django_filters.ChoiceFilter(label=_("Outcome"), choices=SearchedKind.choices)

    class Meta:
        model = SearchedTerm
        fields: list[str] = []

    def as_it_is(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        return rows


def outcome(row: dict[str, Any]) -> str:
    return str(SearchedKind(row["kind"]).label)


def last_searched(row: dict[str, Any]) -> str:
    return date_format(row["last"])


def address_to_add(row: dict[str, Any]) -> str:
    return f"{reverse('searched_terms_synonym')}?{urlencode({'term': row['text']})}"


class AddColumn(Column):
    """A link to the form that adds the word of this row."""

    cell_template_name = "search/cms/add_cell.html"


class SearchedTermsView(ReportView):
    """By the words people missed most; with each a link to add it as a synonym, for who may."""

    page_title = _("Searched without result")
    header_icon = "search"
    model = SearchedTerm
    any_permission_required = ["view"]
    index_url_name = "searched_terms"
    index_results_url_name = "searched_terms_results"
    filterset_class = SearchedTermsFilterSet
    results_template_name = "search/cms/searched_terms_results.html"
    verbose_name_plural = _("searched terms")

    @property
    def columns(self) -> list[Column]:
        shown = [
            Column("text", label=_("Searched")),
            Column("kind", label=_("Outcome"), accessor=outcome),
            NumberColumn("times", label=_("Times"), accessor="times"),
            NumberColumn("days", label=_("On how many days"), accessor="days", classname=WIDE_SCREENS),
            Column("last", label=_("Last searched"), accessor=last_searched, classname=WIDE_SCREENS),
        ]
        may_add = bool(changeable_models(self.request.user))
        return [*shown, AddColumn("add", label=_("Synonym"), accessor=address_to_add)] if may_add else shown

    def get_base_queryset(self) -> QuerySet[Any]:
        chosen = self.request.GET.get("period", "")
        return shown_terms(int(chosen) if chosen in dict(PERIODS) else DEFAULT_DAYS)
