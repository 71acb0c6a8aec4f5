"""A search document in the fields of the embedded index."""

import math
import struct
from collections.abc import Iterable, Sequence

import numpy as np
from tantivy import Document, Schema

from initiatives.geo.types import EARTH_RADIUS_M, Point
from search import analysis
from search.analysis import index_tokens, words_of
from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM, cell_of, cells_of, numbers_of
from search.document import SearchDocument
from search.engines.embedded import schema as fields

PART_BREAK = "zzbreak"  # a phrase never runs from one part of the text into the next
SENTINEL = "zzdocument"  # stands in every document, so that an empty text does not shift the average length
POINT_BYTES = 16
_KEY_BITS = 40


def index_document(document: SearchDocument, version: int, schema: Schema) -> Document:
    values: dict[str, object] = {
        fields.KEY: document.key,
        fields.VERSION: version,
        fields.TOKENS: weighted_tokens(document),
        fields.PHRASES: phrase_tokens(document),
        fields.WORDS: " ".join(dict.fromkeys(word for text in _all_texts(document) for word in words_of(text))),
        fields.NAME_WORDS: " ".join(name_words(document)),
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


def _all_texts(document: SearchDocument) -> list[str]:
    return [getattr(document.texts, part) for part in fields.TEXT_WEIGHTS]


def phrase_tokens(document: SearchDocument) -> str:
    return f" {PART_BREAK} ".join(" ".join(analysis.phrase_tokens(text)) for text in _all_texts(document))


def name_words(document: SearchDocument) -> list[str]:
    return list(dict.fromkeys(words_of(f"{document.texts.title}\n{document.texts.names}")))


def weighted_tokens(document: SearchDocument) -> str:
    tokens = [SENTINEL]
    for part, weight in fields.TEXT_WEIGHTS.items():
        tokens.extend(index_tokens(getattr(document.texts, part)) * weight)
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


def nearest_distances_m(near: Point, packed: Sequence[bytes]) -> list[float]:
    """Great-circle metres from ``near`` to the nearest point of each packed, non-empty list of points."""
    if not packed:
        return []
    points = np.radians(np.frombuffer(b"".join(packed), dtype="<f8").reshape(-1, 2))
    firsts = np.cumsum([0, *(len(each) // POINT_BYTES for each in packed[:-1])])
    latitude, longitude = math.radians(near.latitude), math.radians(near.longitude)
    across = np.sin((points[:, 0] - latitude) / 2) ** 2
    along = math.cos(latitude) * np.cos(points[:, 0]) * np.sin((points[:, 1] - longitude) / 2) ** 2
    distances = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, across + along)))
    return [float(distance) for distance in np.minimum.reduceat(distances, firsts)]
