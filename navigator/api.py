"""The public API: read-only, under ``/api/v1``, after the NLGov REST API Design Rules. Both routers meet here."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from initiatives.api.router import router as initiative_router
from navigator.api_responses import API_VERSION
from navigator.problems import CONTENT_TYPE, ParameterError, problem, title_of
from search.api import router as search_router
from search.api_parameters import in_saved_order
from search.forms import InvalidQuery
from search.suggestions.api import router as suggestion_router
from search.vocabulary import load_vocabulary

API_ROOT = "api/v1/"
_ERROR_STATUSES = {
    "listInitiatieven": (400, 405, 414, 429),
    "getInitiatief": (400, 404, 405, 429),
    "listSuggesties": (400, 405, 414, 429),
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


class NavigatorAPI(NinjaAPI):
    """Adds to the description what ninja leaves out: problem documents, the version header, contact and server."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["info"]["contact"] = _contact()
        schema["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
        root = f"/{API_ROOT.rstrip('/')}"
        schema["servers"] = [{"url": f"{settings.BASE_URL}{root}"}]
        schema["paths"] = {path.removeprefix(root): item for path, item in schema["paths"].items()}
        schema["components"].setdefault("schemas", {})["Probleem"] = _PROBLEM_SCHEMA
        schema["tags"] = [{"name": "initiatieven", "description": _("The initiatives of the directory")}]
        for item in schema["paths"].values():
            _complete_responses(item["get"])
        searching = schema["paths"]["/initiatieven"]["get"]
        searching["parameters"] = in_saved_order(searching["parameters"], load_vocabulary().facets)
        return schema


def _contact() -> dict[str, str]:
    """Who to ask; the mail address only when the installation has one."""
    contact = {"name": settings.WAGTAIL_SITE_NAME, "url": settings.BASE_URL}
    if "@" in settings.NAVIGATOR_SECURITY_CONTACT:
        contact["email"] = settings.NAVIGATOR_SECURITY_CONTACT.removeprefix("mailto:")
    return contact


def _complete_responses(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status in _ERROR_STATUSES[operation["operationId"]]:
        content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
        responses[status] = {"description": title_of(status), "content": content}
    for response in responses.values():
        response["headers"] = {"API-Version": {"schema": {"type": "string"}, "description": API_VERSION}}


api = NavigatorAPI(
    title="Navi(e)gator",
    version=API_VERSION,
    description="Initiatieven voor gezondheid en vitaliteit in Parkstad.",
    urls_namespace="api",
    openapi_url="openapi.json",
    docs_url=None,
)
api.add_router("", search_router)
api.add_router("", initiative_router)
api.add_router("", suggestion_router)


@api.exception_handler(InvalidQuery)
def on_invalid_query(request: HttpRequest, error: InvalidQuery) -> HttpResponse:
    errors = [ParameterError(wrong.parameter, wrong.message) for wrong in error.problems]
    return problem(400, detail=_("One or more parameters are not valid."), errors=errors)


@api.exception_handler(ValidationError)
def on_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(400)


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)
