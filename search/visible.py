"""Answers that show nothing the public may not see: the engine proposes, the database decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from search import ledger
from search.asking import NOTHING_CORRECTED, MeaningUse, asked, plan_of
from search.engines import get_engine, other_answering_kinds
from search.engines.port import DEFAULT_MAP_ZOOM
from search.query import SearchQuery
from search.results import SearchResults
from search.vocabulary import Vocabulary
from search.words.plan import Correction, TextPlan

MAX_EXCLUDED_KEYS = 1000


@dataclass(frozen=True)
class VisibleAnswer:
    """``query`` is what was answered: it asks for no meaning when meaning could not be had. Links start from it.

    ``is_catching_up``: so much changed that the counts may still include what is no longer public. ``corrections``
    were searched along. ``plan`` is what the words of a text were taken for.
    """

    results: SearchResults
    query: SearchQuery
    meaning: MeaningUse = MeaningUse.OFF
    corrections: tuple[Correction, ...] = NOTHING_CORRECTED
    is_catching_up: bool = False
    plan: TextPlan | None = None


def search_visible(query: SearchQuery, *, map_zoom: int = DEFAULT_MAP_ZOOM) -> SearchResults:
    """Search, leaving out what stopped being public since the index last caught up."""
    return answer_visible(query, map_zoom=map_zoom).results


def answer_visible(
    query: SearchQuery, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, vocabulary: Vocabulary | None = None
) -> VisibleAnswer:
    """As :func:`search_visible`, and how the question was understood; a ``vocabulary`` just loaded saves a query."""
    plan = plan_of(query.text, vocabulary.token) if query.text and vocabulary else None
    engine, ask = get_engine(), asked(query, plan)
    index = engine.generation()
    hidden = ledger.hidden_keys(index, MAX_EXCLUDED_KEYS + 1, kinds=other_answering_kinds())
    results = engine.search(ask.question, map_zoom=map_zoom, excluded_keys=hidden[:MAX_EXCLUDED_KEYS])
    is_catching_up = len(hidden) > MAX_EXCLUDED_KEYS or index is None
    return VisibleAnswer(results, ask.question.query, ask.meaning, ask.corrections, is_catching_up, ask.question.plan)


def visible_totals(queries: Iterable[SearchQuery]) -> list[int]:
    """How many each of a few queries finds; one database query, and one for each text."""
    engine, asked_for = get_engine(), list(queries)
    hidden = ledger.hidden_keys(engine.generation(), MAX_EXCLUDED_KEYS, kinds=other_answering_kinds())
    plans = {text: plan_of(text) for text in {query.text for query in asked_for if query.text}}
    questions = (asked(query, plans.get(query.text)).question for query in asked_for)
    return [engine.total(question, excluded_keys=hidden) for question in questions]
