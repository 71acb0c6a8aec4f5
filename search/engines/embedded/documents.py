"""A search document in the fields of the embedded index."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from tantivy import Document, Schema

from initiatives.geo.types import Point
from search.analysis import index_text_of, phrase_tokens_of, words_of
from search.cells import cells_of, numbers_of
from search.document import SearchDocument
from search.engines.embedded import schema as fields

PART_BREAK = "zzbreak"  # a phrase never runs from one part of the text into the next
SENTINEL = "zzdocument"  # stands in every document, so that an empty text does not shift the average length
KEPT_TEXTS = 1000  # names of themes, organisations and areas come again and again
KEPT_POINTS = 10_000
_KEY_BITS = 40


@dataclass(frozen=True)
class AnalysedText:
    """One part of a document: its ``words``, and their tokens and plain stems, separated by spaces."""

    words: tuple[str, ...]
    tokens: str
    stems: str


@lru_cache(maxsize=KEPT_TEXTS)
def analysed(text: str) -> AnalysedText:
    words = words_of(text)
    return AnalysedText(tuple(words), index_text_of(words, text), " ".join(phrase_tokens_of(words)))


def index_document(values: Mapping[str, Any], version: int, row: int, schema: Schema) -> Document:
    return Document.from_dict({**values, fields.VERSION: version, fields.ROW: row}, schema)


def index_values(document: SearchDocument) -> dict[str, Any]:
    """All that the document alone says."""
    values: dict[str, Any] = {
        fields.KEY: document.key,
        fields.TOKENS: weighted_tokens(document),
        fields.PHRASES: phrase_tokens(document),
        fields.WORDS: " ".join(dict.fromkeys(chain.from_iterable(text.words for text in _all_texts(document)))),
        fields.NAME_WORDS: " ".join(name_words(document)),
        fields.STANDING: document.standing.value,
        fields.CELLS: sorted({number for point in document.points for number in _cell_numbers(point)}),
        fields.SORT_TITLE: f"{document.sort_title} {document.key:012d}",
        fields.SORT_RECENT: recency(document),
    }
    if document.bubble is not None:
        values[fields.BUBBLE] = document.bubble.slug
    for parameter, chosen in document.facets.items():
        values[fields.facet_field(parameter)] = list(chosen)
    return values


@lru_cache(maxsize=KEPT_POINTS)
def _cell_numbers(point: Point) -> tuple[int, ...]:
    return numbers_of(cells_of(point))


def _all_texts(document: SearchDocument) -> list[AnalysedText]:
    return [analysed(getattr(document.texts, part)) for part in fields.TEXT_WEIGHTS]


def phrase_tokens(document: SearchDocument) -> str:
    return f" {PART_BREAK} ".join(text.stems for text in _all_texts(document))


def name_words(document: SearchDocument) -> list[str]:
    return list(dict.fromkeys([*analysed(document.texts.title).words, *analysed(document.texts.names).words]))


def weighted_tokens(document: SearchDocument) -> str:
    weighted = zip(_all_texts(document), fields.TEXT_WEIGHTS.values(), strict=True)
    return " ".join([SENTINEL, *(text.tokens for text, weight in weighted for _ in range(weight) if text.tokens)])


def recency(document: SearchDocument) -> int:
    """Newest first when sorted downward, the lower key first on the same day: unique, so that pages never overlap."""
    day = document.recent_on.toordinal() if document.recent_on else 0
    return (day << _KEY_BITS) | ((1 << _KEY_BITS) - 1 - document.key)
