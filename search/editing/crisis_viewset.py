"""Crisis words in the CMS: a change holds for the next search."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from search.models import CrisisExpression


class CrisisExpressionViewSet(ModelViewSet):
    model = CrisisExpression
    url_prefix = "crisiswoorden"
    icon = "warning"
    menu_label = _("Crisis words")
    menu_order = 140
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 100
    list_filter = ["kind"]
    search_fields = ["text"]
    ordering = "text"
    list_display = [
        "text",
        Column("kind", label=_("Speaks of"), accessor="get_kind_display", sort_key="kind"),
    ]
    edit_handler = ObjectList([FieldPanel("text"), FieldPanel("kind")])
