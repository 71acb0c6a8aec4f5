"""From a question to tantivy queries: which documents match, and how well.

The word set of a plan is asked as the smallest sets of words that weigh enough, any of which must be there whole:
quick, as a rare word goes first. Where there are too many such sets, each word is repeated in proportion to its
weight and half of the clauses must match, which tantivy counts document by document.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query, Schema

from search.cells import numbers_of
from search.covers import Cover, cover_of
from search.engines.embedded import schema as fields
from search.engines.port import Question
from search.query import MapStanding
from search.words.plan import Alternative, TextPlan, TextTerm

NO_PLACE_STANDINGS = (MapStanding.AREA, MapStanding.REGION)


@dataclass(frozen=True)
class Matching:
    """The parts of one question as tantivy queries; ``facets`` by parameter, ``text`` only when there is one."""

    text: Query | None
    scored_text: Query | None
    facets: dict[str, Query]
    box: Query | None
    standing: Query | None
    bubble: Query | None
    excluded: tuple[int, ...]
    cover: Cover | None
    schema: Schema

    def base(self, *, without_facet: str | None = None, without_box: bool = False, also: Sequence[Query] = ()) -> Query:
        """All conditions, or all but one facet or the bounding box."""
        chosen = [query for parameter, query in self.facets.items() if parameter != without_facet]
        optional = [self.text, None if without_box else self.box, self.standing, self.bubble]
        return self._all_of([*(query for query in optional if query is not None), *chosen, *also])

    def ranked(self) -> Query:
        """All conditions, scored by the text alone."""
        if self.scored_text is None:
            return self.base()
        unscored = Query.const_score_query(self.base(), 0.0)
        return Query.boolean_query([(Occur.Must, unscored), (Occur.Should, self.scored_text)])

    def _all_of(self, conditions: list[Query]) -> Query:
        refused = [(Occur.MustNot, Query.term_query(self.schema, fields.KEY, key)) for key in self.excluded]
        wanted = [(Occur.Must, query) for query in conditions or [Query.all_query()]]
        return Query.boolean_query([*wanted, *refused])


def matching_of(question: Question, excluded_keys: Collection[int], schema: Schema) -> Matching:
    query = question.query
    text, scored_text = _text_queries(question.plan, schema)
    cover = cover_of(query.bbox) if query.bbox else None
    return Matching(
        text=text,
        scored_text=scored_text,
        facets={
            parameter: any_value(schema, fields.facet_field(parameter), values)
            for parameter, values in query.selections.items()
            if values
        },
        box=any_value(schema, fields.CELLS, numbers_of(cover.cells)) if cover else None,
        standing=_standing_query(query.standing, schema),
        bubble=any_value(schema, fields.BUBBLE, [query.bubble]) if query.bubble else None,
        excluded=tuple(sorted(excluded_keys)),
        cover=cover,
        schema=schema,
    )


def any_value(schema: Schema, field: str, values: Iterable[str | int]) -> Query:
    option = "basic"
    return Query.boolean_query([(Occur.Should, Query.term_query(schema, field, value, option)) for value in values])


def standing_in(schema: Schema, standings: Iterable[MapStanding]) -> Query:
    return any_value(schema, fields.STANDING, [standing.value for standing in standings])


def _standing_query(standing: MapStanding | None, schema: Schema) -> Query | None:
    if standing is None:
        return None
    return standing_in(schema, NO_PLACE_STANDINGS if standing is MapStanding.NO_PLACE else (standing,))


def _text_queries(plan: TextPlan | None, schema: Schema) -> tuple[Query | None, Query | None]:
    """The condition and the score of a text; no condition where no text was asked."""
    if plan is None:
        return None, None
    queries = [_term_query(term, schema) for term in plan.terms]
    phrases = [Query.phrase_query(schema, fields.PHRASES, list(phrase)) for phrase in plan.phrases]
    wanted = [*([_half_of_the_weight(plan, queries)] if queries else []), *phrases]
    if not wanted:
        return Query.empty_query(), None
    scored = [query for term, query in zip(plan.terms, queries, strict=True) for query in _scores(term, query)]
    return _all_of(wanted), Query.boolean_query([(Occur.Should, query) for query in scored or wanted])


def _scores(term: TextTerm, query: Query) -> list[Query]:
    return [query, Query.const_score_query(query, term.presence)] if term.presence else [query]


def _term_query(term: TextTerm, schema: Schema) -> Query:
    queries = [_alternative_query(alternative, schema) for alternative in term.alternatives]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _alternative_query(alternative: Alternative, schema: Schema) -> Query:
    query = _all_of([Query.term_query(schema, fields.TOKENS, token, "freq") for token in alternative.tokens])
    return query if alternative.boost == 1.0 else Query.boost_query(query, alternative.boost)


def _half_of_the_weight(plan: TextPlan, queries: Sequence[Query]) -> Query:
    if plan.sufficient_sets:
        return _any_of([_all_of([queries[index] for index in chosen]) for chosen in plan.sufficient_sets])
    repeated = [
        (Occur.Should, query) for term, query in zip(plan.terms, queries, strict=True) for _ in range(term.steps)
    ]
    return Query.boolean_query(repeated, minimum_number_should_match=plan.steps_needed)


def _any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])
