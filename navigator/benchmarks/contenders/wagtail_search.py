"""Wagtail's own search in the database, with every facet counted by the ORM: what one gets without a search engine.

It does less than the others: it stems by what the database can, counts areas without what lies in them, and leaves
out ages, being up to date, and the map.
"""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from initiatives.models import Initiative
from navigator.benchmarks.contenders import Built
from navigator.benchmarks.timing import Action
from search.engines.port import Question
from search.query import SearchQuery

BEST = 20
AT_ONCE = 500
COLUMNS = {
    "thema": "themes__slug",
    "doelgroep": "target_groups__slug",
    "gebied": "reach__area__slug",
    "fase": "phase",
    "soort": "kind",
    "lijn": "programme_line__slug",
    "organisatie": "parties__organisation__slug",
}


class SearchedInitiative(index.Indexed, Initiative):
    """The initiative as an installation with nothing but Wagtail would index it; of this benchmark alone."""

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("intended_result"),
        index.SearchField("description"),
        index.SearchField("monitoring"),
        index.FilterField("live"),
        index.FilterField("phase"),
        index.FilterField("kind"),
    ]

    class Meta:
        proxy = True
        app_label = "initiatives"


# What an installation does for its models when it starts; PostgreSQL's search joins by it.
TextIDGenericRelation(IndexEntry).contribute_to_class(SearchedInitiative, "index_entries")


class WagtailSearch:
    def __init__(self, database: str) -> None:
        self.name = f"Wagtail search + ORM counts, {database}"
        self._backend = get_search_backend()

    def build(self) -> Built:
        started, last = time.perf_counter(), 0
        index_of_model = self._backend.get_index_for_model(SearchedInitiative)
        while rows := list(SearchedInitiative.objects.filter(pk__gt=last, live=True).order_by("pk")[:AT_ONCE]):
            index_of_model.add_items(SearchedInitiative, rows)
            last = rows[-1].pk
        return Built(time.perf_counter() - started)

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        return [partial(self._answer, question.query) for question in questions]

    def _answer(self, query: SearchQuery) -> dict[str, Any]:
        matching = self._matching(query)
        found = _narrowed(matching, query)
        best = list(found.values_list("pk", flat=True)[:BEST])
        counts = {
            parameter: dict(
                _narrowed(matching, query, without=parameter)
                .values_list(column)
                .annotate(count=Count("pk", distinct=True))
                .order_by()
            )
            for parameter, column in COLUMNS.items()
        }
        return {"total": found.count(), "best": best, "counts": counts}

    def _matching(self, query: SearchQuery) -> "QuerySet[Initiative]":
        rows: QuerySet[Initiative] = Initiative.objects.filter(live=True)
        if query.text:
            hits = self._backend.search(query.text, SearchedInitiative.objects.filter(live=True))
            rows = rows.filter(pk__in=list(hits.get_queryset().values_list("pk", flat=True)))
        if query.bbox:
            box = query.bbox
            place = "initiative_places__place"
            within = Q(**{f"{place}__longitude__range": (box.west, box.east)})
            rows = rows.filter(within & Q(**{f"{place}__latitude__range": (box.south, box.north)})).distinct()
        return rows


def _narrowed(rows: "QuerySet[Initiative]", query: SearchQuery, without: str = "") -> "QuerySet[Initiative]":
    for parameter, values in query.selections.items():
        if parameter != without and parameter in COLUMNS:
            rows = rows.filter(**{f"{COLUMNS[parameter]}__in": values})
    return rows.order_by("title", "pk").distinct()
