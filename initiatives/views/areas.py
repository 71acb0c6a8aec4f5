"""Areas: the overview, and one area with all that lies in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from initiatives.models import Area
from initiatives.presentation.area_index import area_index
from initiatives.presentation.area_page import area_page
from initiatives.presentation.links import Link
from initiatives.views.rendering import asked_page, render_page


@require_safe
def list_areas(request: HttpRequest) -> HttpResponse:
    return render_page(request, "initiatives/area_index.html", area_index(), [_index_link()])


@require_safe
def show_area(request: HttpRequest, slug: str) -> HttpResponse:
    areas = Area.objects.select_related("parent__parent__parent__parent__parent__parent").defer("boundary")
    page = area_page(get_object_or_404(areas, slug=slug), asked_page(request))
    trail = [_index_link(), *page.ancestors[-1:], Link(page.name, page.url)]
    return render_page(request, "initiatives/area.html", page, trail, page.initiatives.page.own_query)


def _index_link() -> Link:
    return Link(gettext("Areas"), reverse("area-list"))
