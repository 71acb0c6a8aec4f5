"""A search document in the fields of the index there, and a change as an operation of a bulk request."""

import base64
from collections.abc import Mapping
from typing import Any

from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM, cell_of, cells_of, numbers_of
from search.document import SearchDocument
from search.engines.elasticsearch import mapping as fields
from search.engines.embedded.documents import indexed_texts, recency
from search.engines.points import pack_points, place_code
from search.engines.port import Change


def operations_for(change: Change) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Put the document, or a note that it is gone; refused by the server when it holds a newer version."""
    action = {"index": {"_id": str(change.key), "version": change.version, "version_type": "external_gte"}}
    if change.document is None:
        return action, {fields.KEY: change.key, fields.GONE: True}
    return action, index_values(change.document) if change.prepared is None else change.prepared


def index_values(document: SearchDocument) -> dict[str, Any]:
    texts = indexed_texts(document.texts)
    title = f"{document.sort_title} {document.key:012d}"
    values: dict[str, Any] = {
        fields.KEY: document.key,
        fields.TOKENS: texts.tokens,
        fields.PHRASES: texts.phrases,
        fields.NAME_WORDS: texts.name_words,
        fields.STANDING: document.standing.value,
        fields.SORT_TITLE: title,
        fields.SORT_RECENT: recency(document),
        **_where(document, title),
    }
    if document.bubble is not None:
        values[fields.BUBBLE] = document.bubble.slug
    for parameter, chosen in document.facets.items():
        values[fields.facet_field(parameter)] = list(chosen)
    return values


def _where(document: SearchDocument, title: str) -> dict[str, Any]:
    if not document.points:
        return {fields.NOWHERE_TITLE: title}
    finest = [cell_of(place.point, LAST_MAP_ZOOM) for place in document.places]
    cells = {
        fields.map_cell_field(zoom): list(numbers_of(cell.at_zoom(zoom) for cell in finest))
        for zoom in range(FIRST_MAP_ZOOM, LAST_MAP_ZOOM + 1)
    }
    return {
        **cells,
        fields.CELLS: [
            str(number) for number in numbers_of(cell for point in document.points for cell in cells_of(point))
        ],
        fields.PLACES: [place_code(place.place_id, place.point) for place in document.places],
        fields.PLACE_IDS: [place.place_id for place in document.places],
        fields.POINTS: base64.b64encode(pack_points(document.points)).decode("ascii"),
        fields.LOCATION: [{"lat": point.latitude, "lon": point.longitude} for point in document.points],
    }
