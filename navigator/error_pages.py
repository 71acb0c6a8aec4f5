"""Pages for what goes wrong: they say what happened and where to go from there."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from navigator import problems
from navigator.api_responses import is_api_path
from navigator.suggestions import suggested_initiatives

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_big = isinstance(exception, RequestDataTooBig)
    return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_big else HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Offers published initiatives whose text has the words of the address."""
    if is_api_path(request.path_info):
        return problems.problem(HTTPStatus.NOT_FOUND)
    context = {"suggestions": suggested_initiatives(request.path_info)}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context or database: whatever broke must not break this page too."""
    return render(None, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, HTTPStatus.FORBIDDEN)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """The general page for ``status``; plain text when even that page cannot be made."""
    context = {
        "status": int(status),
        "title": problems.title_of(status),
        "explanation": problems.detail_of(status),
    }
    try:
        return render(request, "error.html", context, status=status)
    except Exception:
        logger.exception("The error page could not be made")
        return HttpResponse(context["title"], content_type="text/plain; charset=utf-8", status=status)


class ErrorPagesMiddleware:
    """Gives error responses without a body (405, 413, 414, 429) a page that says what is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_bare_error(response):
            return response
        page = error_page(request, response.status_code)
        for name, value in response.headers.items():
            if name not in ("Content-Type", "Content-Length"):
                page[name] = value
        return page


def _is_bare_error(response: HttpResponseBase) -> bool:
    is_error = response.status_code >= HTTPStatus.BAD_REQUEST
    return is_error and isinstance(response, HttpResponse) and not response.content
