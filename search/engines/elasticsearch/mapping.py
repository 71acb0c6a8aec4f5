"""The fields of the index there: an explicit, strict mapping of core types, and a fingerprint of it."""

import hashlib
import json
from typing import Any

from search.analysis import ANALYSIS_VERSION
from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM
from search.engines.embedded.schema import LAYOUT_VERSION, TEXT_WEIGHTS
from search.facets import FACETS

DOCUMENTS_VERSION = 1  # raise it when a field's content changes but its name and type do not

KEY = "key"
GONE = "gone"  # a note that something was removed, at which version, so that an older write cannot bring it back
TOKENS = "tokens"
PHRASES = "phrases"
NAME_WORDS = "name_words"
STANDING = "standing"
BUBBLE = "bubble"
CELLS = "cells"
PLACES = "places"  # "place id:finest cell number"
PLACE_IDS = "place_ids"
POINTS = "points"
LOCATION = "location"
SORT_TITLE = "sort_title"
NOWHERE_TITLE = "nowhere_title"  # the same, only of what has no point
SORT_RECENT = "sort_recent"

# Analysis is done in Python; this built-in splits at spaces and nothing else. (A custom analyzer with the tokenizer of
# the same name needs a module that the core does not have.)
_TEXT = {"type": "text", "analyzer": "whitespace"}
_ASKED = {"type": "keyword", "doc_values": False, "ignore_above": 8000}
_COUNTED = {"type": "keyword", "index": False}
_ASKED_AND_COUNTED = {"type": "keyword"}
_NUMBER = {"type": "long", "index": False}


def facet_field(parameter: str) -> str:
    return f"facet_{parameter}"


def map_cell_field(zoom: int) -> str:
    return f"map_cell_{zoom}"


def properties() -> dict[str, dict[str, Any]]:
    fixed: dict[str, dict[str, Any]] = {
        KEY: _NUMBER,
        GONE: {"type": "boolean", "doc_values": False},
        TOKENS: {**_TEXT, "index_options": "freqs"},
        PHRASES: {**_TEXT, "index_options": "positions"},
        NAME_WORDS: _ASKED,
        STANDING: _ASKED_AND_COUNTED,
        BUBBLE: _ASKED_AND_COUNTED,
        CELLS: _ASKED,
        PLACES: _COUNTED,
        PLACE_IDS: _NUMBER,
        POINTS: {"type": "binary", "doc_values": True},
        LOCATION: {"type": "geo_point", "index": False},
        SORT_TITLE: _COUNTED,
        NOWHERE_TITLE: _COUNTED,
        SORT_RECENT: _NUMBER,
    }
    facets = {facet_field(facet.parameter): _ASKED_AND_COUNTED for facet in FACETS}
    cells = {map_cell_field(zoom): _NUMBER for zoom in range(FIRST_MAP_ZOOM, LAST_MAP_ZOOM + 1)}
    return fixed | facets | cells


def mappings() -> dict[str, Any]:
    """For a new index. ``_source`` is off: what a page shows comes from the database."""
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "_meta": {"fingerprint": fingerprint()},
        "properties": properties(),
    }


def fingerprint() -> str:
    """Changes whenever documents must be indexed anew."""
    made_from = [properties(), DOCUMENTS_VERSION, LAYOUT_VERSION, ANALYSIS_VERSION, TEXT_WEIGHTS]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:12]
