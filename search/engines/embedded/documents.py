"""A search document in the fields of the embedded index."""

from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from initiatives.geo.types import Point
from search.analysis import AnalysedText, analyse
from search.cells import cells_of, numbers_of
from search.document import DocumentTexts, SearchDocument
from search.engines.embedded import schema as fields

PART_BREAK = "zzbreak"  # a phrase never runs from one part of the text into the next
SENTINEL = "zzdocument"  # stands in every document, so that an empty text does not shift the average length
LISTING_PARTS = frozenset({"names", "subjects", "parties", "where"})  # a name a line; most come again and again
KEPT_NAMES = 10_000
KEPT_POINTS = 10_000
_KEY_BITS = 40
_VALUES = TypeAdapter(dict[str, Any])  # writes JSON faster than the standard library


class IndexedTexts(NamedTuple):
    """A document's texts: ``tokens`` repeated by weight, ``phrases``, all ``words`` and those of its names, once each.

    All but ``name_words`` are separated by spaces.
    """

    tokens: str
    phrases: str
    words: str
    name_words: list[str]


def prepared_values(document: SearchDocument) -> str:
    """All that the document alone says, as the beginning of a JSON object."""
    return _VALUES.dump_json(index_values(document)).decode().removesuffix("}")


def index_json(prepared: str, version: int, row: int) -> str:
    return f'{prepared}, "{fields.VERSION}": {version}, "{fields.ROW}": {row}}}'


def index_values(document: SearchDocument) -> dict[str, Any]:
    texts = indexed_texts(document.texts)
    values: dict[str, Any] = {
        fields.KEY: document.key,
        fields.TOKENS: texts.tokens,
        fields.PHRASES: texts.phrases,
        fields.WORDS: texts.words,
        fields.NAME_WORDS: " ".join(texts.name_words),
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


def indexed_texts(texts: DocumentTexts) -> IndexedTexts:
    parts = {part: _analysed(part, getattr(texts, part)) for part in fields.TEXT_WEIGHTS}
    weighted = [text.tokens for part, text in parts.items() for _ in range(fields.TEXT_WEIGHTS[part]) if text.tokens]
    return IndexedTexts(
        tokens=" ".join([SENTINEL, *weighted]),
        phrases=f" {PART_BREAK} ".join([text.stems for text in parts.values()]),
        words=" ".join(dict.fromkeys(chain.from_iterable([text.words for text in parts.values()]))),
        name_words=list(dict.fromkeys([*parts["title"].words, *parts["names"].words])),
    )


def _analysed(part: str, text: str) -> AnalysedText:
    if part not in LISTING_PARTS:
        return analyse(text)
    names = [_analysed_name(line) for line in text.split("\n")]
    return AnalysedText(
        words=list(chain.from_iterable([name.words for name in names])),
        tokens=" ".join([name.tokens for name in names if name.tokens]),
        stems=" ".join([name.stems for name in names if name.stems]),
    )


@lru_cache(maxsize=KEPT_NAMES)
def _analysed_name(line: str) -> AnalysedText:
    return analyse(line)


def recency(document: SearchDocument) -> int:
    """Newest first when sorted downward, the lower key first on the same day: unique, so that pages never overlap."""
    day = document.recent_on.toordinal() if document.recent_on else 0
    return (day << _KEY_BITS) | ((1 << _KEY_BITS) - 1 - document.key)
