"""Windows in which an editor looks up an organisation, place, area or other record by name."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views import chooser as snippet_chooser

from initiatives.models import Area, Organisation, Place

MAX_QUESTION_LENGTH = 200


class NameFilterForm(BaseFilterForm):
    """Finds a part of the name; a plain database search, because these models are in no search index."""

    q = forms.CharField(
        label=_("Search by name"),
        max_length=MAX_QUESTION_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search by name")}),
    )
    name_field = "name"

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        question = self.cleaned_data.get("q", "").strip()
        self.search_query, self.is_searching = question, bool(question)
        found = Q(**{f"{self.name_field}__icontains": question}) | Q(aliases__icontains=question)
        return objects.filter(found) if question else objects


class TitleFilterForm(NameFilterForm):
    name_field = "title"


class RecordColumnsMixin:
    """Shows what tells two records of the same name apart; ``extra_columns`` maps an accessor to its label."""

    filter_form_class = NameFilterForm
    extra_columns: dict[str, Any] = {}

    @property
    def columns(self) -> list[Column]:
        extra = [Column(name, label=label, accessor=name) for name, label in self.extra_columns.items()]
        return [*super().columns, *extra]  # type: ignore[misc]  # a mixin


class OrganisationColumns(RecordColumnsMixin):
    extra_columns = {"get_kind_display": _("Kind"), "municipality": _("Municipality")}


class PlaceColumns(RecordColumnsMixin):
    extra_columns = {"kind": _("Kind"), "area": _("Area")}


class AreaColumns(RecordColumnsMixin):
    extra_columns = {"get_kind_display": _("Kind"), "parent": _("Part of")}


class OrganisationChooseView(OrganisationColumns, ChooseView):
    pass


class OrganisationResultsView(OrganisationColumns, ChooseResultsView):
    pass


class PlaceChooseView(PlaceColumns, ChooseView):
    pass


class PlaceResultsView(PlaceColumns, ChooseResultsView):
    pass


class AreaChooseView(AreaColumns, ChooseView):
    pass


class AreaResultsView(AreaColumns, ChooseResultsView):
    pass


class OrganisationChooser(ChooserViewSet):
    model = Organisation
    url_prefix = "kies/organisaties"
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Edit this organisation")
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationResultsView

    def get_object_list(self) -> QuerySet[Organisation]:
        return Organisation.objects.select_related("municipality")


class PlaceChooser(ChooserViewSet):
    model = Place
    url_prefix = "kies/locaties"
    icon = "crosshairs"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    edit_item_text = _("Edit this place")
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceResultsView

    def get_object_list(self) -> QuerySet[Place]:
        return Place.objects.select_related("area")


class AreaChooser(ChooserViewSet):
    model = Area
    url_prefix = "kies/gebieden"
    icon = "globe"
    choose_one_text = _("Choose an area")
    choose_another_text = _("Choose another area")
    edit_item_text = _("Edit this area")
    choose_view_class = AreaChooseView
    choose_results_view_class = AreaResultsView

    def get_object_list(self) -> QuerySet[Area]:
        return Area.objects.select_related("parent").defer("boundary")


class InitiativeColumns(RecordColumnsMixin):
    filter_form_class = TitleFilterForm
    extra_columns = {"get_kind_display": _("Kind"), "get_phase_display": _("Phase")}


class InitiativeChooseView(InitiativeColumns, snippet_chooser.ChooseView):
    pass


class InitiativeResultsView(InitiativeColumns, snippet_chooser.ChooseResultsView):
    pass


class InitiativeChooser(snippet_chooser.SnippetChooserViewSet):
    icon = "clipboard-list"
    choose_one_text = _("Choose an initiative")
    choose_another_text = _("Choose another initiative")
    edit_item_text = _("Edit this initiative")
    choose_view_class = InitiativeChooseView
    choose_results_view_class = InitiativeResultsView
