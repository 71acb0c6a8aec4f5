"""How a view turns its page into an answer."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from initiatives.presentation.context import page_context
from initiatives.presentation.links import Link
from initiatives.presentation.paging import PAGE_PARAMETER, page_number


def asked_page(request: HttpRequest) -> int:
    """The page number in the address; ``Http404`` when it is none."""
    return page_number(request.GET.get(PAGE_PARAMETER))


def render_page(
    request: HttpRequest, template: str, page: object, trail: Sequence[Link], query: str = ""
) -> HttpResponse:
    """Render ``page``; ``trail`` ends with the page itself, ``query`` is the part of its list it shows."""
    return render(request, template, page_context(page, trail, query=query))
