"""Programmatic aspects: the overview of themes, programme lines and target groups, and one theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from initiatives.models import Theme
from initiatives.presentation.links import Link
from initiatives.presentation.theme_index import theme_index
from initiatives.presentation.theme_page import theme_page
from initiatives.views.rendering import asked_page, render_page


@require_safe
def list_themes(request: HttpRequest) -> HttpResponse:
    return render_page(request, "initiatives/theme_index.html", theme_index(), [_index_link()])


@require_safe
def show_theme(request: HttpRequest, slug: str) -> HttpResponse:
    page = theme_page(get_object_or_404(Theme, slug=slug), asked_page(request))
    trail = [_index_link(), Link(page.name, page.url)]
    return render_page(request, "initiatives/theme.html", page, trail, page.initiatives.page.own_query)


def _index_link() -> Link:
    return Link(gettext("Themes"), reverse("theme-list"))
