"""The query parameters of the API, as its description names them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from search.facets import AGE_BANDS, AGE_NOT_NAMED, FACETS, MAX_VALUES_PER_FACET, Facet
from search.query import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_TEXT_LENGTH, RADII_KM, MapStanding, Sort
from search.query_reader import SINGLE_PARAMETERS
from search.query_string import WORDS_ONLY

PARAMETERS = frozenset({*SINGLE_PARAMETERS, *(facet.parameter for facet in FACETS)})

_AGE_VALUES = [*(band.value for band in AGE_BANDS), AGE_NOT_NAMED]
_SINGLE: dict[str, tuple[Any, dict[str, Any]]] = {
    "q": (
        _("Words to search for, or a question in your own language."),
        {"type": "string", "maxLength": MAX_TEXT_LENGTH},
    ),
    "betekenis": (
        _("0: only what holds the words themselves, nothing by meaning."),
        {"type": "string", "enum": [WORDS_ONLY]},
    ),
    "bbox": (
        _("Part of the map: minLon,minLat,maxLon,maxLat in degrees (WGS 84)."),
        {"type": "string", "examples": ["5.9,50.85,6.1,50.95"]},
    ),
    "nabij": (
        _("A position to measure distances from: lat,lon in degrees (WGS 84), rounded to two decimals."),
        {"type": "string", "examples": ["50.89,5.98"]},
    ),
    "straal": (
        _("Only what has a point within so many kilometres of nabij, about."),
        {"type": "integer", "enum": list(RADII_KM)},
    ),
    "plek": (
        _("How the initiative is on the map."),
        {"type": "string", "enum": [standing.value for standing in MapStanding]},
    ),
    "kring": (
        _("Slug of an area: what serves it, has no address and is drawn as this area's circle on the map."),
        {"type": "string", "examples": ["kerkrade"]},
    ),
    "sorteer": (_("Order of the results."), {"type": "string", "enum": [sort.value for sort in Sort]}),
    "pagina": (_("Page number, from 1."), {"type": "integer", "minimum": 1, "default": 1}),
    "paginaGrootte": (
        _("Results on a page."),
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
    ),
}


def in_saved_order(parameters: list[dict[str, Any]], facets: Sequence[Facet]) -> list[dict[str, Any]]:
    """The described parameters, with the facets among them in the order of ``facets``."""
    rank = {facet.parameter: number for number, facet in enumerate(facets)}
    sorted_facets = iter(sorted((one for one in parameters if one["name"] in rank), key=lambda one: rank[one["name"]]))
    return [next(sorted_facets) if one["name"] in rank else one for one in parameters]


def openapi_parameters() -> list[dict[str, Any]]:
    """All parameters in OpenAPI's words."""
    facets = [_parameter(facet.parameter, facet.label, _facet_schema(facet)) for facet in FACETS]
    singles = [_parameter(name, description, schema) for name, (description, schema) in _SINGLE.items()]
    return [*singles[:2], *facets, *singles[2:]]


def _parameter(name: str, description: Any, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _facet_schema(facet: Facet) -> dict[str, Any]:
    items: dict[str, Any] = {"type": "string"}
    if facet.parameter == "leeftijd":
        items["enum"] = _AGE_VALUES
    return {"type": "array", "items": items, "maxItems": MAX_VALUES_PER_FACET}
