"""Judged queries put to the search as a visitor's would be: the final answer, visibility included."""

from collections.abc import Iterable
from enum import StrEnum

from initiatives.models import Initiative
from search.engines import get_engine
from search.engines.port import Question
from search.meaning.client import candidates
from search.query import SearchQuery
from search.results import SearchResults
from search.visible import answer_visible
from search.words.plan import TextPlan
from tests.search.relevance.judged import JudgedQuery
from tests.search.relevance.measures import NDCG_CUT, Answer


class Mode(StrEnum):
    """What may find; the values are those of the tables."""

    WORDS = "words alone"
    MEANING = "meaning alone"
    BOTH = "both"


def ask_all(queries: Iterable[JudgedQuery], mode: Mode) -> tuple[Answer, ...]:
    """Ask every query in one mode."""
    slugs = dict(Initiative.objects.published().values_list("pk", "slug"))
    return tuple(_answer(query, mode, slugs) for query in queries)


def _answer(query: JudgedQuery, mode: Mode, slugs: dict[int, str]) -> Answer:
    results = _results(SearchQuery(text=query.text, uses_meaning=mode != Mode.WORDS, page_size=NDCG_CUT), mode)
    return Answer(query, tuple(slugs[key] for key in results.ids), results.total)


def _results(query: SearchQuery, mode: Mode) -> SearchResults:
    """What a visitor gets; meaning alone, which nobody can ask for, comes straight from the engine."""
    if mode != Mode.MEANING:
        return answer_visible(query, map_zoom=None).results
    return get_engine().search(Question(query, TextPlan(), candidates(query.text).keys), map_zoom=None)
