"""Answers that show nothing the public may not see: the engine proposes, the database decides."""

from dataclasses import dataclass

from search import ledger
from search.asking import question_of
from search.engines import get_engine
from search.engines.port import DEFAULT_MAP_ZOOM
from search.query import SearchQuery
from search.results import SearchResults

MAX_EXCLUDED_KEYS = 1000


@dataclass(frozen=True)
class VisibleAnswer:
    """``is_catching_up``: so much changed that the counts may still include what is no longer public."""

    results: SearchResults
    is_catching_up: bool = False


def search_visible(query: SearchQuery, *, map_zoom: int = DEFAULT_MAP_ZOOM) -> SearchResults:
    """Search, leaving out what stopped being public since the index last caught up."""
    return answer_visible(query, map_zoom=map_zoom).results


def answer_visible(query: SearchQuery, *, map_zoom: int | None = DEFAULT_MAP_ZOOM) -> VisibleAnswer:
    """As :func:`search_visible`, and whether the index still has to catch up."""
    engine = get_engine()
    index = engine.generation()
    hidden = ledger.hidden_keys(index, MAX_EXCLUDED_KEYS + 1)
    results = engine.search(question_of(query), map_zoom=map_zoom, excluded_keys=hidden[:MAX_EXCLUDED_KEYS])
    return VisibleAnswer(results, len(hidden) > MAX_EXCLUDED_KEYS or index is None)
