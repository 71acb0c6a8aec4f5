"""Bounds on requests, and the policy headers of the public pages and the admin."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

MAX_QUERY_STRING_BYTES = 8192

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestBoundsMiddleware:
    """Refuses what no page can mean: a query string over 8 KiB (414)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_STRING_BYTES:
            return HttpResponse(status=414)
        return self.get_response(request)


class ContentSecurityPolicyMiddleware(CSPMiddleware):  # type: ignore[misc]  # django-csp has no types
    """A strict policy for the public site, a wider one for the admin, whose panels carry inline scripts."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(f"/{settings.ADMIN_PATH}"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)
