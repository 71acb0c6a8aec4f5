"""Initiatives from A to Z, and one initiative."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from initiatives.page_queries import with_whole_page
from initiatives.presentation.indexes import LETTER_PARAMETER, initiative_index
from initiatives.presentation.initiative_page import initiative_page
from initiatives.presentation.links import Link
from initiatives.presentation.structured_data import initiative_thing
from initiatives.views.rendering import asked_page, page_context, render_page


@require_safe
def list_initiatives(request: HttpRequest) -> HttpResponse:
    page = initiative_index(request.GET.get(LETTER_PARAMETER, ""), asked_page(request))
    return render_page(request, "initiative_index.html", page, [_index_link()])


@require_safe
def show_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = get_object_or_404(with_whole_page(Initiative.objects.published()), slug=slug)
    return render(request, "initiatives/initiative.html", initiative_context(initiative))


def initiative_context(initiative: Initiative) -> dict[str, Any]:
    """The context of ``initiatives/initiative.html``; the initiative may be an unsaved revision."""
    page = initiative_page(initiative, timezone.localdate())
    trail = [_index_link(), *page.themes[:1], Link(page.title, page.url)]
    return page_context(page, trail, initiative_thing(initiative, settings.BASE_URL))


def _index_link() -> Link:
    return Link(gettext("All initiatives"), reverse("initiative-list"))
