"""``GET /api/v1/initiatieven``: the directory as data. One query object, as for list and map."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, Router
from pydantic_core import to_json

from initiatives.api.entries import Entry, entry_of
from initiatives.api.schemas import InitiativeEntry, Record
from search.api_parameters import PARAMETERS, openapi_parameters
from search.asking import MeaningUse, corrected_text
from search.editing.crisis import HelpLine, crisis_lines
from search.forms import InvalidQuery, parse_strictly
from search.query import SearchQuery
from search.query_reader import QueryProblem
from search.records import facts_for
from search.visible import VisibleAnswer, answer_visible
from search.vocabulary import Vocabulary, load_vocabulary

router = Router(tags=["initiatieven"])


class MapSummary(Record):
    """How many results are on the map in which way; together they are all results."""

    with_place: int = Field(serialization_alias="metPlek")
    areas: dict[str, int] = Field(serialization_alias="perGebied")
    region: int = Field(serialization_alias="regio")
    region_outside_bbox: int = Field(serialization_alias="regioBuitenKader")


class FoundBy(StrEnum):
    """What found an entry: enough of the words, or else the meaning of the question."""

    WORDS = "woorden"
    MEANING = "betekenis"


class MeaningInAnswer(StrEnum):
    """Whether meaning took part in the answer."""

    USED = "gebruikt"
    OFF = "uit"
    UNAVAILABLE = "niet beschikbaar"


_MEANING = {
    MeaningUse.USED: MeaningInAnswer.USED,
    MeaningUse.OFF: MeaningInAnswer.OFF,
    MeaningUse.LATE: MeaningInAnswer.UNAVAILABLE,
    MeaningUse.NONE: MeaningInAnswer.UNAVAILABLE,
}


class FoundEntry(InitiativeEntry):
    """An entry of one answer; ``found_by`` is absent when no text was asked."""

    found_by: FoundBy | None = Field(serialization_alias="gevondenOp")


class HelpLineEntry(Record):
    """Somebody to call now, for a question that speaks of a crisis."""

    label: str = Field(serialization_alias="naam")
    note: str = Field(serialization_alias="toelichting")
    phones: list[str] = Field(serialization_alias="telefoon")
    website: str


class InitiativeList(Record):
    """A page of results. ``facets``: parameter -> value -> how many there are with that value alone; of organisations
    the 500 with most, and those asked for.

    ``is_catching_up``: so much changed just now that the counts may be behind. ``did_you_mean`` is the question with
    mistyped words put right, which were searched along. While ``meaning`` is unavailable, other pages of the same
    answer are asked for with ``betekenis=0``.
    """

    total: int = Field(serialization_alias="aantal")
    page: int = Field(serialization_alias="pagina")
    page_size: int = Field(serialization_alias="paginaGrootte")
    entries: list[FoundEntry] = Field(serialization_alias="resultaten")
    facets: dict[str, dict[str, int]] = Field(serialization_alias="facetten")
    map: MapSummary = Field(serialization_alias="kaart")
    is_catching_up: bool = Field(serialization_alias="wordtBijgewerkt")
    did_you_mean: str | None = Field(serialization_alias="bedoeldeU")
    meaning: MeaningInAnswer = Field(serialization_alias="betekenis")
    help_lines: list[HelpLineEntry] = Field(serialization_alias="hulplijnen")


@router.get(
    "/initiatieven",
    response={200: InitiativeList},
    by_alias=True,
    operation_id="listInitiatieven",
    openapi_extra={
        "summary": gettext_lazy("Search the initiatives"),
        "description": gettext_lazy(
            "Give a parameter several times for several values: one of them is enough. Different parameters must "
            "all fit."
        ),
        "parameters": openapi_parameters(),
    },
    url_name="initiatives",
)
def list_initiatives(request: HttpRequest) -> HttpResponse:
    vocabulary = load_vocabulary()
    query = _query_of(request, vocabulary)
    page = _page_of(request, query, answer_visible(query, map_zoom=None, vocabulary=vocabulary), vocabulary)
    # Already made field by field from the allow-list: no validation of what was just read.
    return HttpResponse(to_json(page), content_type="application/json")


def _query_of(request: HttpRequest, vocabulary: Vocabulary) -> SearchQuery:
    """The question; raises :class:`InvalidQuery` with every wrong and every unknown parameter."""
    unknown = [
        QueryProblem(name[:60], _("This parameter does not exist.")) for name in request.GET if name not in PARAMETERS
    ]
    try:
        query = parse_strictly(request.GET, vocabulary)
    except InvalidQuery as error:
        raise InvalidQuery((*error.problems, *unknown)) from error
    if unknown:
        raise InvalidQuery(tuple(unknown))
    return query


def _page_of(request: HttpRequest, query: SearchQuery, answer: VisibleAnswer, vocabulary: Vocabulary) -> Entry:
    """What :class:`InitiativeList` documents, ready to be JSON."""
    results = answer.results
    return {
        "aantal": results.total,
        "pagina": query.page,
        "paginaGrootte": query.page_size,
        "resultaten": _entries(request, answer),
        "facetten": {facet.parameter: results.facet_counts.get(facet.parameter, {}) for facet in vocabulary.facets},
        "kaart": {
            "metPlek": results.map.with_place,
            "perGebied": results.map.areas,
            "regio": results.map.region,
            "regioBuitenKader": results.region_outside_bbox,
        },
        "wordtBijgewerkt": answer.is_catching_up,
        "bedoeldeU": corrected_text(query.text, answer.corrections) if answer.corrections else None,
        "betekenis": _MEANING[answer.meaning].value,
        "hulplijnen": [_help_line(line) for line in crisis_lines(query.text, vocabulary)],
    }


def _help_line(line: HelpLine) -> Entry:
    phones = [phone.text for phone in line.phones]
    return {"naam": str(line.label), "toelichting": str(line.note), "telefoon": phones, "website": line.website}


def _entries(request: HttpRequest, answer: VisibleAnswer) -> list[Entry]:
    """The hits in order. The index may be a moment behind: what the public may see, the database decides."""
    results = answer.results
    origin, today = request.build_absolute_uri("/").removesuffix("/"), timezone.localdate()
    return [
        entry_of(
            facts,
            today=today,
            absolute_url=lambda path: f"{origin}{path}",
            distance_m=results.distances_m.get(facts.id),
        )
        | {"gevondenOp": _found_by(facts.id, answer)}
        for facts in facts_for(results.ids)
    ]


def _found_by(key: int, answer: VisibleAnswer) -> str | None:
    if not answer.query.text:
        return None
    return (FoundBy.MEANING if key in answer.results.meaning_only else FoundBy.WORDS).value
