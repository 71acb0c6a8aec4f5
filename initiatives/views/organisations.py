"""Organisations: the overview, and one organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from initiatives.models import Organisation
from initiatives.presentation.indexes import KIND_PARAMETER, organisation_index
from initiatives.presentation.links import Link
from initiatives.presentation.organisation_page import organisation_page
from initiatives.views.rendering import asked_page, render_page


@require_safe
def list_organisations(request: HttpRequest) -> HttpResponse:
    page = organisation_index(request.GET.get(KIND_PARAMETER, ""), asked_page(request))
    return render_page(request, "initiatives/organisation_index.html", page, [_index_link()], page.page.own_query)


@require_safe
def show_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    accepted = Organisation.objects.accepted().select_related("municipality")
    page = organisation_page(get_object_or_404(accepted, slug=slug), asked_page(request))
    trail = [_index_link(), Link(page.name, page.url)]
    return render_page(request, "initiatives/organisation.html", page, trail, page.initiatives.page.own_query)


def _index_link() -> Link:
    return Link(gettext("Organisations"), reverse("organisation-list"))
