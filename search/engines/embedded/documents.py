"""A search document in the fields of the embedded index."""

import struct
from collections.abc import Iterable

from tantivy import Document, Schema

from initiatives.geo.types import Point
from search.analysis import tokens_of
from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM, cell_of, cells_of, numbers_of
from search.document import SearchDocument
from search.engines.embedded import schema as fields

SENTINEL = "zzdocument"  # stands in every document, so that an empty text does not shift the average length
_KEY_BITS = 40


def index_document(document: SearchDocument, version: int, schema: Schema) -> Document:
    values: dict[str, object] = {
        fields.KEY: document.key,
        fields.VERSION: version,
        fields.TOKENS: weighted_tokens(document),
        fields.STANDING: document.standing.value,
        fields.CELLS: list(numbers_of(cell for point in document.points for cell in cells_of(point))),
        fields.PLACES: [place_code(place.place_id, place.point) for place in document.places],
        fields.POINTS: pack_points(document.points),
        fields.SORT_TITLE: f"{document.sort_title} {document.key:012d}",
        fields.SORT_RECENT: recency(document),
    }
    if document.bubble is not None:
        values[fields.BUBBLE] = document.bubble.slug
    for parameter, chosen in document.facets.items():
        values[fields.facet_field(parameter)] = list(chosen)
        if parameter not in fields.MANY_SETS:
            values[fields.counting_field(parameter)] = fields.SET_SEPARATOR.join(chosen)
    for zoom in range(FIRST_MAP_ZOOM, LAST_MAP_ZOOM + 1):
        values[fields.map_cell_field(zoom)] = list(
            numbers_of(cell_of(place.point, LAST_MAP_ZOOM).at_zoom(zoom) for place in document.places)
        )
    return Document.from_dict(values, schema)


def weighted_tokens(document: SearchDocument) -> str:
    tokens = [SENTINEL]
    for part, weight in fields.TEXT_WEIGHTS.items():
        tokens.extend(tokens_of(getattr(document.texts, part)) * weight)
    return " ".join(tokens)


def place_code(place_id: int, point: Point) -> str:
    return f"{place_id}:{cell_of(point, LAST_MAP_ZOOM).number}"


def recency(document: SearchDocument) -> int:
    """Newest first when sorted downward, the lower key first on the same day: unique, so that pages never overlap."""
    day = document.recent_on.toordinal() if document.recent_on else 0
    return (day << _KEY_BITS) | ((1 << _KEY_BITS) - 1 - document.key)


def pack_points(points: Iterable[Point]) -> bytes:
    numbers = [number for point in points for number in (point.latitude, point.longitude)]
    return struct.pack(f"<{len(numbers)}d", *numbers)


def unpack_points(packed: bytes) -> list[Point]:
    numbers = struct.unpack(f"<{len(packed) // 8}d", packed)
    return [Point(latitude, longitude) for latitude, longitude in zip(numbers[::2], numbers[1::2], strict=True)]
