"""What the NLGov REST API Design Rules ask of every response under ``/api/``, errors and unknown paths included."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from navigator import problems

API_PATH = "/api/"
API_VERSION = "1.0.0"
_KEPT_HEADERS = ("Allow", "Retry-After")


def is_api_path(path: str) -> bool:
    return f"{path}/".startswith(API_PATH)


class ApiResponsesMiddleware:
    """Adds version, sharing and caching headers, turns errors into problem documents, and answers HEAD as GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api_path(request.path_info):
            return self.get_response(request)
        response = _as_problem(self._answer(request))
        response["API-Version"] = API_VERSION
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "API-Version, Retry-After"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """The API knows only GET; the web server leaves the body out of the answer to a HEAD."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = "HEAD"


def missing_path(request: HttpRequest) -> HttpResponse:
    """Every address under ``/api/`` that is none of the API's."""
    return problems.problem(HTTPStatus.NOT_FOUND)


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == problems.CONTENT_TYPE:
        return response
    document: HttpResponse = problems.problem(response.status_code)
    for name in _KEPT_HEADERS:
        if name in response.headers:
            document[name] = response.headers[name]
    return document
