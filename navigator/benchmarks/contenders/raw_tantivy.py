"""tantivy without us: prebuilt queries, its own aggregations over sets of values as numbers, nothing made of it.

The lean form of such an index: one text field, and for every facet a number for the set of its values (where there are
too many sets for an aggregation, a number for each value), so that one aggregation counts them all. The conditions are
the very queries that our engine makes of the question.
"""

import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tantivy import Document, Index, Query, Schema, SchemaBuilder, Searcher

from navigator.benchmarks.contenders import MAP_ZOOM, Built
from navigator.benchmarks.contenders.embedded import bytes_in
from navigator.benchmarks.timing import Action
from search.cells import LAST_MAP_ZOOM, cell_of, cells_of, numbers_of
from search.document import SearchDocument
from search.engines.embedded import schema as fields
from search.engines.embedded.documents import indexed_texts
from search.engines.embedded.matching import Matching
from search.engines.embedded.text_queries import all_of, unscored
from search.engines.port import Change, Question
from search.facets import FACETS, MOST_VALUES_COUNTED

BEST = 20
WRITER_MEMORY_BYTES = 200_000_000
ALL_BUCKETS = 65_000  # more, in all facets together, tantivy refuses
MOST_SETS = 10_000
MAP_CELL = "map_cell"


def code_field(parameter: str) -> str:
    return f"code_{parameter}"


@dataclass(frozen=True)
class Prepared:
    """The prebuilt queries of one question, and what each counts."""

    ranked: Query
    base: Query
    base_counts: dict[str, Any]
    others: tuple[tuple[Query, dict[str, Any]], ...]


class RawTantivy:
    name = "raw tantivy"

    def __init__(self, directory: Path, changes: Sequence[Change]) -> None:
        self._directory, self._changes = directory, changes
        self._schema = _schema()
        self._sets: dict[str, dict[tuple[str, ...], int]] = {facet.parameter: {} for facet in FACETS}
        self._members: dict[str, list[tuple[str, ...]]] = {facet.parameter: [] for facet in FACETS}
        self._by_value = {facet.parameter for facet in FACETS if _set_count(facet.parameter, changes) > MOST_SETS}
        self._index: Index | None = None

    def build(self) -> Built:
        started = time.perf_counter()
        shutil.rmtree(self._directory, ignore_errors=True)  # a run before this one kept its own
        self._directory.mkdir(parents=True)
        self._index = Index(self._schema, str(self._directory))
        fields.register_tokenizers(self._index)
        writer = self._index.writer(WRITER_MEMORY_BYTES, 1)
        for change in self._changes:
            if change.document is not None:
                writer.add_document(self._document(change.document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        return Built(time.perf_counter() - started, bytes_in(self._directory))

    def _document(self, document: SearchDocument) -> Document:
        values: dict[str, object] = {
            fields.KEY: document.key,
            fields.TOKENS: indexed_texts(document.texts).tokens,
            fields.STANDING: document.standing.value,
            fields.CELLS: list(numbers_of(cell for point in document.points for cell in cells_of(point))),
            MAP_CELL: list(
                numbers_of(cell_of(place.point, LAST_MAP_ZOOM).at_zoom(MAP_ZOOM) for place in document.places)
            ),
            fields.SORT_TITLE: f"{document.sort_title} {document.key:012d}",
        }
        for parameter, chosen in document.facets.items():
            values[fields.facet_field(parameter)] = list(chosen)
            counted = [(value,) for value in chosen] if parameter in self._by_value else [chosen]
            values[code_field(parameter)] = [self._code(parameter, each) for each in counted]
        return Document.from_dict(values, self._schema)

    def _code(self, parameter: str, chosen: tuple[str, ...]) -> int:
        codes = self._sets[parameter]
        if chosen not in codes:
            codes[chosen] = len(codes)
            self._members[parameter].append(chosen)
        return codes[chosen]

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        if self._index is None:
            raise RuntimeError("build first")
        searcher = self._index.searcher()
        return [partial(self._answer, searcher, self._prepare(question)) for question in questions]

    def _prepare(self, question: Question) -> Prepared:
        matching = Matching(question, (), self._schema)
        chosen = set(matching.facet_names)
        counted = [facet.parameter for facet in FACETS if facet.parameter not in chosen]
        return Prepared(
            ranked=_ranked(matching),
            base=matching.base(),
            base_counts={
                "total": {"value_count": {"field": fields.KEY}},
                MAP_CELL: _terms(MAP_CELL, ALL_BUCKETS),
                **{name: self._counts_of(name) for name in counted},
            },
            others=tuple((_without(name, matching).base(), {name: self._counts_of(name)}) for name in chosen),
        )

    def _counts_of(self, parameter: str) -> dict[str, Any]:
        """All there are; where its values are counted one by one as many as our engine gives, or the most allowed."""
        most = MOST_VALUES_COUNTED.get(parameter, ALL_BUCKETS) if parameter in self._by_value else ALL_BUCKETS
        return _terms(code_field(parameter), most)

    def _answer(self, searcher: Searcher, prepared: Prepared) -> dict[str, Any]:
        hits = searcher.search(prepared.ranked, BEST, count=False).hits
        keys = searcher.fast_field_values(fields.KEY, [address for _, address in hits])
        counts = searcher.aggregate(prepared.base, prepared.base_counts)
        for query, wanted in prepared.others:
            counts |= searcher.aggregate(query, wanted)
        facets = {facet.parameter: self._values(facet.parameter, counts[facet.parameter]) for facet in FACETS}
        return {"keys": keys, "total": counts["total"], "facets": facets, "cells": counts[MAP_CELL]}

    def _values(self, parameter: str, counted: dict[str, Any]) -> Counter[str]:
        values: Counter[str] = Counter()
        members = self._members[parameter]
        for bucket in counted["buckets"]:
            for value in members[int(bucket["key"])]:
                values[value] += bucket["doc_count"]
        return values


def _ranked(matching: Matching) -> Query:
    """All conditions, scored by the words alone."""
    if matching.plan is None:
        return matching.base()
    return all_of([*map(unscored, matching.filters()), matching.all_by_words])


def _without(facet: str, matching: Matching) -> Matching:
    question, query = matching.question, matching.query
    others = {name: values for name, values in query.selections.items() if name != facet}
    return replace(matching, question=replace(question, query=replace(query, selections=others)))


def _set_count(parameter: str, changes: Sequence[Change]) -> int:
    return len({change.document.facets.get(parameter) for change in changes if change.document is not None})


def _terms(field: str, most: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": most}}


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field(fields.KEY, indexed=True, fast=True)
    builder.add_text_field(fields.TOKENS, tokenizer_name="ws", index_option="freq")
    builder.add_text_field(fields.STANDING, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(fields.CELLS, indexed=True)
    builder.add_integer_field(MAP_CELL, fast=True)
    builder.add_text_field(fields.SORT_TITLE, tokenizer_name="raw", index_option="basic", fast=True)
    for facet in FACETS:
        builder.add_text_field(fields.facet_field(facet.parameter), tokenizer_name="raw", index_option="basic")
        builder.add_integer_field(code_field(facet.parameter), fast=True)
    return builder.build()
