"""The fields of the embedded index, and what parts of a document's text weigh."""

import hashlib

from tantivy import Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.analysis import analysis_fingerprint
from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM
from search.facets import FACETS

LAYOUT_VERSION = 3  # raise it when a field's content changes but its name does not

# How often the tokens of a part stand in the one text field: a word in the title counts as three in the body.
TEXT_WEIGHTS: dict[str, int] = {
    "title": 3,
    "names": 2,
    "subjects": 2,
    "summary": 3,
    "parties": 1,
    "where": 1,
    "body": 1,
}

KEY = "key"
VERSION = "version"
TOKENS = "tokens"
PHRASES = "phrases"  # plain stems in their order, for what stands in quotes
WORDS = "words"  # as written, folded: to complete and correct what is typed
NAME_WORDS = "name_words"  # the same of title and other names alone: suggestions
STANDING = "standing"
BUBBLE = "bubble"
CELLS = "cells"  # of its places or its bubble, at all zooms: what a bounding box asks for
ROW = "row"  # number of its row of what is counted (:mod:`search.engines.embedded.rows`)
SORT_TITLE = "sort_title"
SORT_RECENT = "sort_recent"


def facet_field(parameter: str) -> str:
    return f"facet_{parameter}"


def build_schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field(KEY, indexed=True, fast=True)  # signed: deleting by an unsigned term deletes nothing
    builder.add_integer_field(VERSION, fast=True)
    builder.add_integer_field(ROW, fast=True)
    builder.add_text_field(TOKENS, tokenizer_name="ws", index_option="freq")
    builder.add_text_field(PHRASES, tokenizer_name="ws", index_option="position")
    builder.add_text_field(WORDS, tokenizer_name="ws", index_option="basic")
    builder.add_text_field(NAME_WORDS, tokenizer_name="ws", index_option="basic")
    builder.add_text_field(STANDING, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(BUBBLE, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(CELLS, indexed=True)
    builder.add_text_field(SORT_TITLE, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field(SORT_RECENT, fast=True)
    for facet in FACETS:
        builder.add_text_field(facet_field(facet.parameter), tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_tokenizers(index: Index) -> None:
    """Needed each time an index is opened."""
    index.register_tokenizer("ws", TextAnalyzerBuilder(Tokenizer.whitespace()).build())


def schema_fingerprint() -> str:
    """Changes whenever documents must be indexed anew."""
    parts = [
        str((LAYOUT_VERSION, analysis_fingerprint(), FIRST_MAP_ZOOM, LAST_MAP_ZOOM)),
        *(facet.parameter for facet in FACETS),
        *(f"{part}={weight}" for part, weight in TEXT_WEIGHTS.items()),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
