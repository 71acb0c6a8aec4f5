"""A search document in the fields of the embedded index."""

from tantivy import Document, Schema

from search import analysis
from search.analysis import index_tokens, words_of
from search.cells import cells_of, numbers_of
from search.document import SearchDocument
from search.engines.embedded import schema as fields

PART_BREAK = "zzbreak"  # a phrase never runs from one part of the text into the next
SENTINEL = "zzdocument"  # stands in every document, so that an empty text does not shift the average length
_KEY_BITS = 40


def index_document(document: SearchDocument, version: int, row: int, schema: Schema) -> Document:
    values: dict[str, object] = {
        fields.KEY: document.key,
        fields.VERSION: version,
        fields.ROW: row,
        fields.TOKENS: weighted_tokens(document),
        fields.PHRASES: phrase_tokens(document),
        fields.WORDS: " ".join(dict.fromkeys(word for text in _all_texts(document) for word in words_of(text))),
        fields.NAME_WORDS: " ".join(name_words(document)),
        fields.STANDING: document.standing.value,
        fields.CELLS: list(numbers_of(cell for point in document.points for cell in cells_of(point))),
        fields.SORT_TITLE: f"{document.sort_title} {document.key:012d}",
        fields.SORT_RECENT: recency(document),
    }
    if document.bubble is not None:
        values[fields.BUBBLE] = document.bubble.slug
    for parameter, chosen in document.facets.items():
        values[fields.facet_field(parameter)] = list(chosen)
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


def recency(document: SearchDocument) -> int:
    """Newest first when sorted downward, the lower key first on the same day: unique, so that pages never overlap."""
    day = document.recent_on.toordinal() if document.recent_on else 0
    return (day << _KEY_BITS) | ((1 << _KEY_BITS) - 1 - document.key)
