"""``GET /api/v1/suggesties?q=``: what a visitor who types this may mean."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, Router
from pydantic_core import to_json

from initiatives.api.schemas import Record
from search.analysis import clean_query
from search.forms import InvalidQuery
from search.query import MAX_TEXT_LENGTH
from search.query_reader import QueryProblem
from search.suggestions.suggesting import MAX_SUGGESTIONS, Suggestion, SuggestionKind, suggestions_for

router = Router(tags=["initiatieven"])
PARAMETERS = ("q",)


class SuggestionEntry(Record):
    """One suggestion; ``detail`` may be empty."""

    kind: SuggestionKind = Field(serialization_alias="soort")
    label: str = Field(serialization_alias="tekst")
    detail: str = Field(serialization_alias="toelichting")
    url: str


class SuggestionList(Record):
    """At most ten suggestions, kind by kind."""

    suggestions: list[SuggestionEntry] = Field(serialization_alias="suggesties")


@router.get(
    "/suggesties",
    response={200: SuggestionList},
    by_alias=True,
    operation_id="listSuggesties",
    openapi_extra={
        "summary": gettext_lazy("Suggestions while typing"),
        "description": gettext_lazy(
            "Initiatives, organisations, places, themes, target groups, areas and addresses whose name holds these "
            "words; the last word may be half-typed."
        ),
        "parameters": [
            {
                "name": "q",
                "in": "query",
                "required": True,
                "description": gettext_lazy("What was typed so far."),
                "schema": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT_LENGTH},
            }
        ],
    },
    url_name="suggestions",
)
def list_suggestions(request: HttpRequest) -> HttpResponse:
    text = _text_of(request)
    origin = request.build_absolute_uri("/").removesuffix("/")
    answer = {"suggesties": [_entry(suggestion, origin) for suggestion in suggestions_for(text, MAX_SUGGESTIONS)]}
    return HttpResponse(to_json(answer), content_type="application/json")


def _text_of(request: HttpRequest) -> str:
    """What was typed, cleaned; raises :class:`InvalidQuery` with every wrong and every unknown parameter."""
    given = request.GET.getlist("q")
    problems = [
        QueryProblem(name[:60], _("This parameter does not exist.")) for name in request.GET if name not in PARAMETERS
    ]
    if len(given) > 1:
        problems.append(QueryProblem("q", _("Give this parameter only once.")))
    elif not given or not clean_query(given[0]):
        problems.append(QueryProblem("q", _("Give at least one character.")))
    elif len(given[0]) > MAX_TEXT_LENGTH:
        problems.append(QueryProblem("q", _("Give at most %(limit)s characters.") % {"limit": MAX_TEXT_LENGTH}))
    if problems:
        raise InvalidQuery(tuple(problems))
    return clean_query(given[0])


def _entry(suggestion: Suggestion, origin: str) -> dict[str, str]:
    return {
        "soort": suggestion.kind.value,
        "tekst": suggestion.label,
        "toelichting": suggestion.detail,
        "url": f"{origin}{suggestion.url}",
    }
