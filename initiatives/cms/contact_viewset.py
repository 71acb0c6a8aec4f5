"""Contacts in the CMS: a list and a form of their own, outside drafts and revisions."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from initiatives.models import Contact, Initiative


class ContactFilterSet(WagtailFilterSet):
    initiative = django_filters.ModelChoiceFilter(
        label=_("Initiative"), queryset=Initiative.objects.filter(contacts__isnull=False).distinct()
    )

    class Meta:
        model = Contact
        fields = ["initiative", "visibility"]


class ContactCreateView(CreateView):
    """Starts with the initiative whose editor the link was in (``?initiative=<key>``)."""

    def get_initial(self) -> dict[str, Any]:
        key = self.request.GET.get("initiative", "")
        is_key = key.isascii() and key.isdigit() and len(key) < 16
        found = Initiative.objects.filter(pk=int(key)).first() if is_key else None
        return {**super().get_initial(), **({"initiative": found} if found else {})}


class ContactViewSet(ModelViewSet):
    model = Contact
    url_prefix = "contacten"
    icon = "mail"
    menu_label = _("Contacts")
    add_view_class = ContactCreateView
    copy_view_enabled = False
    filterset_class = ContactFilterSet
    search_fields = ["initiative__title", "organisation__name", "role"]
    list_display = [
        "__str__",
        Column("initiative", label=_("Initiative"), accessor="initiative"),
        Column("visibility", label=_("Visible to"), accessor="get_visibility_display", sort_key="visibility"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("initiative"),
            FieldPanel("organisation"),
            FieldPanel("role"),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldPanel("visibility"),
        ]
    )
