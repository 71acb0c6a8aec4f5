"""What every request passes before a view sees it, and every response before it leaves."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from navigator.security.input import is_admin_path, refusal_of
from navigator.security.limits import seconds_to_wait

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"
READING_METHODS = ("GET", "HEAD", "OPTIONS")
# Views outside the admin that take a form. All others only read.
VIEWS_WITH_FORMS = frozenset(
    {"wagtailcore_authenticate_with_password", "wagtailcore_login", "wagtaildocs_authenticate_with_password"}
)


class PolicyHeadersMiddleware(CSPMiddleware):
    """A strict content policy for the public site, a wider one for the admin, whose panels carry inline scripts.

    A view may set a policy of its own (``Content-Security-Policy`` already present is kept).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_admin_path(request.path_info):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]  # read by django-csp
        return super().process_response(request, response)


class RequestBoundsMiddleware:
    """Refuses what no page can mean: see :mod:`navigator.security.input`. The body is written further out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            # Error pages build links from the host, so this answer must do without them.
            return HttpResponse("Bad Request: unknown host", content_type="text/plain", status=HTTPStatus.BAD_REQUEST)
        refusal = refusal_of(request)
        return HttpResponse(status=refusal) if refusal else self.get_response(request)


class RateLimitMiddleware:
    """Answers 429 to a client that asks too much of the costly addresses: see :mod:`navigator.security.limits`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wait_s = seconds_to_wait(request)
        if wait_s:
            return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait_s)})
        return self.get_response(request)


class ReadOnlySiteMiddleware:
    """Outside the admin nothing can be changed: other methods than reading get 405, OPTIONS says what is allowed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if is_admin_path(request.path_info) or (match and match.view_name in VIEWS_WITH_FORMS):
            return None
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(READING_METHODS)})
        return None if request.method in READING_METHODS else HttpResponseNotAllowed(READING_METHODS)
