"""Organisations, places, areas and the vocabularies in the CMS."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TitleFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.slug import SlugInput

from initiatives.cms.contact_viewset import ContactViewSet
from initiatives.cms.deletion import ProtectedDeleteView
from initiatives.cms.location_picker import PlaceForm
from initiatives.cms.slugs import AcceptedRecordForm, SlugFromNameForm
from initiatives.cms.synonym_panel import SynonymPreviewPanel
from initiatives.models import Area, Organisation, Place, ProgrammeLine, TargetGroup, Theme
from initiatives.permissions import PUBLISH_PERMISSION

SHOWN_RELATIONS = ("municipality", "area", "parent")


def name_and_slug() -> list[Panel]:
    """A name, and the part of the address made from it."""
    slug_help = _("The last part of the address. Leave it empty to make it from the name.")
    return [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput(), help_text=slug_help),
    ]


def accepted() -> FieldPanel:
    return FieldPanel("is_accepted", permission=PUBLISH_PERMISSION)


class RecordEditView(EditView):
    """Asks the policy about this very record: an accepted one is public, so only moderators change it."""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        record = super().get_object(queryset)
        if not self.user_has_permission_for_instance("change", record):
            raise PermissionDenied
        return record


class RecordIndexView(IndexView):
    """Links to the editor only where this user may change the record."""

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()
        related = [field.name for field in self.model._meta.fields if field.name in SHOWN_RELATIONS]
        return rows.select_related(*related) if related else rows

    def get_edit_url(self, instance: Any) -> str | None:
        if not self.user_has_permission_for_instance("change", instance):
            return None
        url: str | None = super().get_edit_url(instance)
        return url


class RecordViewSet(ModelViewSet):
    """What all lists of records share."""

    index_view_class = RecordIndexView
    edit_view_class = RecordEditView
    delete_view_class = ProtectedDeleteView
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ["name", "slug"]
    ordering = "name"


class OrganisationFilterSet(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(
        label=_("Municipality"), queryset=Area.objects.filter(organisations__isnull=False).distinct()
    )

    class Meta:
        model = Organisation
        fields = ["kind", "municipality", "is_accepted"]


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    url_prefix = "organisaties"
    icon = "group"
    menu_label = _("Organisations")
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "slug", "aliases"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("municipality", label=_("Municipality"), accessor="municipality"),
        Column("is_accepted", label=_("Accepted"), accessor="is_accepted", sort_key="is_accepted"),
    ]
    edit_handler = ObjectList(
        [
            *name_and_slug(),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("municipality")]),
            FieldPanel("description"),
            FieldPanel("website"),
            FieldPanel("aliases"),
            accepted(),
        ],
        base_form_class=AcceptedRecordForm,
    )


class PlaceFilterSet(WagtailFilterSet):
    area = django_filters.ModelChoiceFilter(label=_("Area"), queryset=Area.objects.all())
    has_point = django_filters.BooleanFilter(
        label=_("Has coordinates"), field_name="latitude", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Place
        fields = ["area", "precision", "is_accepted"]


class PlaceViewSet(RecordViewSet):
    model = Place
    url_prefix = "locaties"
    icon = "crosshairs"
    menu_label = _("Places")
    filterset_class = PlaceFilterSet
    search_fields = ["name", "slug", "aliases", "street_address", "town", "postcode"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="kind", sort_key="kind"),
        Column("area", label=_("Area"), accessor="area"),
        Column("precision", label=_("Precision"), accessor="get_precision_display", sort_key="precision"),
        Column("is_accepted", label=_("Accepted"), accessor="is_accepted", sort_key="is_accepted"),
    ]
    edit_handler = ObjectList(
        [
            *name_and_slug(),
            FieldPanel("kind"),
            MultiFieldPanel(
                [
                    FieldPanel("street_address"),
                    FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                    FieldPanel("area"),
                    FieldPanel("is_home"),
                ],
                heading=_("Address"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("location_search"),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldRowPanel([FieldPanel("precision"), FieldPanel("coordinate_source")]),
                ],
                heading=_("On the map"),
            ),
            FieldPanel("accessibility"),
            FieldPanel("website"),
            FieldPanel("aliases"),
            accepted(),
        ],
        base_form_class=PlaceForm,
    )


class AreaViewSet(RecordViewSet):
    model = Area
    url_prefix = "gebieden"
    icon = "globe"
    menu_label = _("Areas")
    list_filter = ["kind"]
    search_fields = ["name", "slug", "aliases", "cbs_code"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("parent", label=_("Part of"), accessor="parent"),
        Column("cbs_code", label=_("CBS code"), accessor="cbs_code", sort_key="cbs_code"),
    ]
    edit_handler = ObjectList(
        [
            *name_and_slug(),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("parent"), FieldPanel("cbs_code")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("coordinate_source")]),
            FieldPanel("aliases"),
            FieldPanel("note"),
        ],
        base_form_class=SlugFromNameForm,
    )


class ThemeViewSet(RecordViewSet):
    model = Theme
    url_prefix = "themas"
    icon = "tag"
    menu_label = _("Themes")
    ordering = "sort_order"
    search_fields = ["name", "slug", "synonyms"]
    list_display = ["name", "description", "sort_order"]
    edit_handler = ObjectList(
        [
            *name_and_slug(),
            FieldPanel("description"),
            FieldPanel("synonyms"),
            SynonymPreviewPanel(),
            FieldRowPanel([FieldPanel("icon"), FieldPanel("sort_order")]),
        ],
        base_form_class=SlugFromNameForm,
    )


class TargetGroupViewSet(RecordViewSet):
    model = TargetGroup
    url_prefix = "doelgroepen"
    icon = "user"
    menu_label = _("Target groups")
    ordering = "sort_order"
    search_fields = ["name", "slug", "synonyms"]
    list_display = ["name", "age_min", "age_max", "sort_order"]
    edit_handler = ObjectList(
        [
            *name_and_slug(),
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
            FieldPanel("synonyms"),
            SynonymPreviewPanel(),
            FieldPanel("sort_order"),
        ],
        base_form_class=SlugFromNameForm,
    )


class ProgrammeLineViewSet(RecordViewSet):
    model = ProgrammeLine
    url_prefix = "programmalijnen"
    icon = "list-ul"
    menu_label = _("Programme lines")
    ordering = "sort_order"
    list_display = ["name", "description", "sort_order"]
    edit_handler = ObjectList(
        [*name_and_slug(), FieldPanel("description"), FieldPanel("sort_order")], base_form_class=SlugFromNameForm
    )


class DirectoryGroup(ModelViewSetGroup):
    menu_label = _("Parties and places")
    menu_icon = "globe"
    menu_order = 120
    items = (OrganisationViewSet, PlaceViewSet, AreaViewSet, ContactViewSet)


class VocabularyGroup(ModelViewSetGroup):
    menu_label = _("Lists of terms")
    menu_icon = "tag"
    menu_order = 130
    items = (ThemeViewSet, TargetGroupViewSet, ProgrammeLineViewSet)
