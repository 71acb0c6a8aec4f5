"""What every page of the domain is rendered with: its values, the trail to it, its structured data."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from initiatives.presentation.links import Link
from initiatives.presentation.paging import PAGE_PARAMETER, page_number
from initiatives.presentation.structured_data import as_json_ld, breadcrumb_list


def asked_page(request: HttpRequest) -> int:
    """The page number in the address; ``Http404`` when it is none."""
    return page_number(request.GET.get(PAGE_PARAMETER))


def render_page(
    request: HttpRequest, template: str, page: object, trail: Sequence[Link], *things: dict[str, Any]
) -> HttpResponse:
    """Render ``page``; ``trail`` ends with the page itself, ``things`` are further schema.org objects."""
    return render(request, f"initiatives/{template}", page_context(page, trail, *things))


def page_context(page: object, trail: Sequence[Link], *things: dict[str, Any]) -> dict[str, Any]:
    """The template's context, for a view and for the preview alike."""
    structured = as_json_ld(*things, breadcrumb_list(trail, settings.BASE_URL))
    return {"page": page, "crumbs": [*trail[:-1], Link(trail[-1].label, "")], "structured_data": structured}
