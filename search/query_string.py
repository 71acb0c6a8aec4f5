"""A query as the one query string that means it: parameters in a fixed order, defaults left out."""

from collections.abc import Iterator
from urllib.parse import urlencode

from initiatives.geo.types import BoundingBox, Point
from search.facets import FACETS
from search.query import DEFAULT_PAGE_SIZE, SearchQuery, Sort

BBOX_DECIMALS = 5
NEAR_DECIMALS = 2
WORDS_ONLY = "0"  # the one value of betekenis: leaving it out is how meaning is asked for


def query_string(query: SearchQuery) -> str:
    """The canonical query string, without question mark; empty for the whole directory."""
    return urlencode(list(_parameters(query)), safe=",")


def _parameters(query: SearchQuery) -> Iterator[tuple[str, str]]:
    if query.text:
        yield "q", query.text
    if query.text and not query.uses_meaning:
        yield "betekenis", WORDS_ONLY
    for facet in FACETS:
        for value in query.selected(facet.parameter):
            yield facet.parameter, value
    yield from _map_parameters(query)
    if query.sort is not Sort.RELEVANCE:
        yield "sorteer", query.sort.value
    if query.page != 1:
        yield "pagina", str(query.page)
    if query.page_size != DEFAULT_PAGE_SIZE:
        yield "paginaGrootte", str(query.page_size)


def _map_parameters(query: SearchQuery) -> Iterator[tuple[str, str]]:
    if query.bbox is not None:
        yield "bbox", bbox_text(query.bbox)
    if query.near is not None:
        yield "nabij", near_text(query.near)
    if query.radius_km is not None:
        yield "straal", str(query.radius_km)
    if query.standing is not None:
        yield "plek", query.standing.value
    if query.bubble:
        yield "kring", query.bubble


def bbox_text(box: BoundingBox) -> str:
    """The box as ``minLon,minLat,maxLon,maxLat``, about a metre precise."""
    return ",".join(_decimal_text(value, BBOX_DECIMALS) for value in (box.west, box.south, box.east, box.north))


def near_text(point: Point) -> str:
    """The point as ``lat,lon``, about a kilometre precise: nobody's address."""
    return ",".join(_decimal_text(value, NEAR_DECIMALS) for value in (point.latitude, point.longitude))


def _decimal_text(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
