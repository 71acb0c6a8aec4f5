"""Judged queries put to the search as a visitor's would be: the final answer, visibility included."""

from collections.abc import Iterable
from enum import StrEnum

from initiatives.models import Initiative
from search.query import SearchQuery
from search.visible import answer_visible
from tests.search.relevance.judged import JudgedQuery
from tests.search.relevance.measures import NDCG_CUT, Answer


class Mode(StrEnum):
    """What may find: the value is the column's head in the tables."""

    WORDS = "words alone"


def ask_all(queries: Iterable[JudgedQuery], mode: Mode) -> tuple[Answer, ...]:
    """Ask every query in one mode."""
    slugs = dict(Initiative.objects.published().values_list("pk", "slug"))
    return tuple(_ask(query, slugs) for query in queries)


def _ask(query: JudgedQuery, slugs: dict[int, str]) -> Answer:
    search = SearchQuery(text=query.text, uses_meaning=False, page_size=NDCG_CUT)
    results = answer_visible(search, map_zoom=None).results
    return Answer(query, tuple(slugs[key] for key in results.ids), results.total)
