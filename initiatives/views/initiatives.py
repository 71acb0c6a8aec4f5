"""Initiatives from A to Z, and one initiative."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from initiatives.page_queries import with_whole_page
from initiatives.presentation.context import all_initiatives_link, initiative_context
from initiatives.presentation.indexes import LETTER_PARAMETER, initiative_index
from initiatives.views.rendering import asked_page, render_page


@require_safe
def list_initiatives(request: HttpRequest) -> HttpResponse:
    page = initiative_index(request.GET.get(LETTER_PARAMETER, ""), asked_page(request))
    return render_page(
        request, "initiatives/initiative_index.html", page, [all_initiatives_link()], page.initiatives.page.own_query
    )


@require_safe
def show_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = get_object_or_404(with_whole_page(Initiative.objects.published()), slug=slug)
    return render(request, "initiatives/initiative.html", initiative_context(initiative))
