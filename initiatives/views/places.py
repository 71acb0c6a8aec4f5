"""Physical places: the overview, and one place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from initiatives.models import Place
from initiatives.presentation.indexes import place_index
from initiatives.presentation.links import Link
from initiatives.presentation.place_page import place_page
from initiatives.views.rendering import asked_page, render_page


@require_safe
def list_places(request: HttpRequest) -> HttpResponse:
    page = place_index(asked_page(request))
    return render_page(request, "initiatives/place_index.html", page, [_index_link()], page.page.own_query)


@require_safe
def show_place(request: HttpRequest, slug: str) -> HttpResponse:
    accepted = Place.objects.accepted().select_related("area__parent__parent__parent__parent__parent__parent")
    page = place_page(get_object_or_404(accepted, slug=slug), asked_page(request))
    trail = [_index_link(), Link(page.name, page.url)]
    return render_page(request, "initiatives/place.html", page, trail, page.initiatives.page.own_query)


def _index_link() -> Link:
    return Link(gettext("Places"), reverse("place-list"))
