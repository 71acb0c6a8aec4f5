"""Initiatives in the CMS: list, filters, export, editor, preview, workflow."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from initiatives.cms.choosers import InitiativeChooser
from initiatives.cms.exports import InitiativeExportMixin
from initiatives.cms.filters import InitiativeFilterSet
from initiatives.cms.panels import initiative_editor
from initiatives.models import Initiative
from initiatives.querysets import InitiativeQuerySet


class InitiativeIndexView(InitiativeExportMixin, IndexView):
    def get_base_queryset(self) -> QuerySet[Initiative]:
        rows: QuerySet[Initiative] = super().get_base_queryset()
        return rows.select_related("programme_line", "responsible_municipality")

    def get_queryset(self) -> QuerySet[Initiative]:
        rows: InitiativeQuerySet = super().get_queryset()
        return rows.with_classification() if self.is_export else rows


class InitiativeEditView(EditView):
    workflow_state: Any

    def submit_action(self) -> Any:
        """Send to moderation what was just saved.

        Wagtail resumes with the revision it read before saving; the moderator would approve a text that is not the
        newest, and be asked to approve again.
        """
        if self.workflow_state:
            self.workflow_state = WorkflowState.objects.get(pk=self.workflow_state.pk)
        return super().submit_action()


class InitiativeViewSet(SnippetViewSet):
    model = Initiative
    icon = "clipboard-list"
    add_to_admin_menu = True
    menu_label = _("Initiatives")
    menu_order = 110
    base_url_path = "initiatieven"
    chooser_base_url_path = "kies/initiatieven"
    chooser_viewset_class = InitiativeChooser
    index_view_class = InitiativeIndexView
    edit_view_class = InitiativeEditView
    edit_handler = initiative_editor
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 25
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("phase", label=_("Phase"), accessor="get_phase_display", sort_key="phase"),
        Column(
            "responsible_municipality",
            label=_("Municipality"),
            accessor="responsible_municipality",
            sort_key="responsible_municipality__name",
        ),
        Column("last_confirmed_on", label=_("Confirmed"), accessor="last_confirmed_on", sort_key="last_confirmed_on"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    filterset_class = InitiativeFilterSet
    search_fields = ["title", "slug", "aliases", "summary"]
    ordering = "title"
    list_export = InitiativeExportMixin.list_export
    export_headings = InitiativeExportMixin.export_headings
    export_filename = "initiatieven"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        return Initiative.objects.all()
