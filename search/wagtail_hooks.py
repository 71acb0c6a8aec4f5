"""What search adds to the CMS. Registers only."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.registry import register_setting

from initiatives.cms.synonym_panel import PREVIEW_HOOK
from initiatives.models import TargetGroup, Theme
from search.editing.crisis_viewset import CrisisExpressionViewSet
from search.editing.searched_terms_report import SearchedTermsView
from search.editing.synonym_preview import owner_key
from search.editing.synonym_views import AddSynonymView, SynonymPreviewView
from search.models import FacetOrder

register_setting(FacetOrder, icon="filter", order=500)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_crisis_words() -> CrisisExpressionViewSet:
    return CrisisExpressionViewSet("crisisexpression")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_editing_urls() -> list[URLPattern]:
    rows_only = SearchedTermsView.as_view(results_only=True)
    return [
        path("zoekwoorden/", SearchedTermsView.as_view(), name="searched_terms"),
        path("zoekwoorden/resultaten/", rows_only, name="searched_terms_results"),
        path("zoekwoorden/synoniem/", AddSynonymView.as_view(), name="searched_terms_synonym"),
        path("zoekwoorden/voorbeeld/<slug:owner>/", SynonymPreviewView.as_view(), name="synonym_preview"),
    ]


class SearchedTermsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("search.view_searchedterm"))


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_searched_terms() -> MenuItem:
    address = reverse("searched_terms")
    return SearchedTermsMenuItem(_("Searched without result"), address, name="searched", icon_name="search", order=100)


@hooks.register(PREVIEW_HOOK)  # type: ignore[untyped-decorator]  # Wagtail has no types
def synonym_preview_address(record: Theme | TargetGroup) -> str:
    return reverse("synonym_preview", args=[owner_key(record)])
