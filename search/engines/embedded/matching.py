"""From a question to tantivy queries: which documents match, and how well.

The word set of a plan is asked as the smallest sets of words that weigh enough, any of which must be there whole:
quick, as a rare word goes first. Where there are too many such sets, each word is repeated in proportion to its
weight and half of the clauses must match, which tantivy counts document by document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tantivy import Occur, Query, Schema, Searcher

from search.covers import Cover, circle_cover, cover_of
from search.engines.embedded import schema as fields
from search.engines.embedded.frequencies import most_hits
from search.engines.port import Question
from search.query import MapStanding, SearchQuery
from search.words.plan import Alternative, TextPlan, TextTerm

NO_PLACE_STANDINGS = (MapStanding.AREA, MapStanding.REGION)


@dataclass(frozen=True, eq=False)
class Matching:
    """The parts of one question as tantivy queries, each made when it is first asked for: most answers need few."""

    question: Question
    excluded: tuple[int, ...]
    schema: Schema

    @property
    def query(self) -> SearchQuery:
        return self.question.query

    @property
    def plan(self) -> TextPlan | None:
        """What the words of the text come down to; ``None`` when no text was asked."""
        return self.question.plan

    @property
    def meaning(self) -> tuple[int, ...]:
        """Keys that match beside the word set."""
        return self.question.meaning if self.plan else ()

    @property
    def known_share(self) -> float:
        return self.plan.known_share if self.plan else 1.0

    @cached_property
    def facet_names(self) -> tuple[str, ...]:
        """The facets of which values are asked for."""
        return tuple(name for name, values in self.query.selections.items() if values)

    @cached_property
    def cover(self) -> Cover | None:
        return cover_of(self.query.bbox) if self.query.bbox else None

    @cached_property
    def circle(self) -> Cover | None:
        query = self.query
        return circle_cover(query.near, query.radius_km) if query.near and query.radius_km is not None else None

    @cached_property
    def facets(self) -> dict[str, Query]:
        selected = {name: self.query.selected(name) for name in self.facet_names}
        return {name: any_value(self.schema, fields.facet_field(name), values) for name, values in selected.items()}

    @cached_property
    def others(self) -> list[Query]:
        """Conditions beside facets and box."""
        return list(_other_conditions(self.query, self.circle, self.schema))

    @cached_property
    def box(self) -> Query | None:
        return in_cover(self.schema, self.cover) if self.cover else None

    @property
    def words(self) -> Query | None:
        """The word set; ``None`` when no text was asked."""
        return self._text_queries[0]

    @property
    def score(self) -> Query | None:
        """``None`` also when the words find nothing."""
        return self._text_queries[1]

    @cached_property
    def _text_queries(self) -> tuple[Query | None, Query | None]:
        return _text_queries(self.plan, self.schema)

    def base(self) -> Query:
        """All conditions."""
        return self._all_but_excluded([*self._text(), *self._filters()])

    def by_words(self) -> Query:
        """What the words find under all conditions, scored."""
        if self.words is None or self.score is None:
            return Query.empty_query()
        return _scored(self._all_but_excluded([self.words, *self._filters()]), self.score)

    def all_by_words(self) -> Query:
        """What the words find, whatever the other conditions, scored."""
        if self.words is None or self.score is None:
            return Query.empty_query()
        return _scored(self.words, self.score)

    def scored_by_words(self, keys: Sequence[int]) -> Query:
        """Documents known to match, scored."""
        named = keys_in(self.schema, keys)
        return named if self.score is None else _scored(named, self.score)

    def candidates_by_words(self) -> Query:
        """What the words find under all conditions but at most one facet, and wherever it lies, scored.

        All that is counted, and more: a box takes long to ask for.
        """
        if self.words is None or self.score is None:
            return Query.empty_query()
        return _scored(self._all_but_excluded([self.words, *self.others, *self._all_but_one_facet()]), self.score)

    def most_candidates(self, searcher: Searcher) -> int:
        """So many candidates there are at most, quickly said from how frequent each token and value is."""
        by_words = most_hits(self.plan, searcher) if self.plan else 0
        fewest = sorted(self._most_of_facet(name, searcher) for name in self.facets)[:2]
        return min(by_words, sum(fewest)) if len(fewest) > 1 else by_words

    def _most_of_facet(self, name: str, searcher: Searcher) -> int:
        return sum(searcher.doc_freq(fields.facet_field(name), value) for value in self.query.selected(name))

    def _text(self) -> list[Query]:
        if self.words is None:
            return []
        return [any_of([self.words, keys_in(self.schema, self.meaning)])] if self.meaning else [self.words]

    def _filters(self) -> list[Query]:
        return [*([] if self.box is None else [self.box]), *self.others, *self.facets.values()]

    def _all_but_one_facet(self) -> list[Query]:
        facets, needed = [(Occur.Should, query) for query in self.facets.values()], len(self.facets) - 1
        return [Query.boolean_query(facets, minimum_number_should_match=needed)] if needed > 0 else []

    def _all_but_excluded(self, conditions: list[Query]) -> Query:
        wanted = [(Occur.Must, query) for query in conditions or [Query.all_query()]]
        if not self.excluded:
            return Query.boolean_query(wanted)
        return Query.boolean_query([*wanted, (Occur.MustNot, keys_in(self.schema, self.excluded))])


def _scored(found: Query, score: Query) -> Query:
    return Query.boolean_query([(Occur.Must, Query.const_score_query(found, 0.0)), (Occur.Should, score)])


def _other_conditions(query: SearchQuery, circle: Cover | None, schema: Schema) -> Iterator[Query]:
    if circle is not None:
        yield in_cover(schema, circle)
    if query.standing is not None:
        yield standing_in(schema, standings_asked(query.standing))
    if query.bubble:
        yield any_value(schema, fields.BUBBLE, [query.bubble])


def standings_asked(standing: MapStanding) -> tuple[MapStanding, ...]:
    return NO_PLACE_STANDINGS if standing is MapStanding.NO_PLACE else (standing,)


def any_value(schema: Schema, field: str, values: Iterable[str | int]) -> Query:
    option = "basic"
    return Query.boolean_query([(Occur.Should, Query.term_query(schema, field, value, option)) for value in values])


def keys_in(schema: Schema, keys: Iterable[int]) -> Query:
    return any_value(schema, fields.KEY, keys)


def in_cover(schema: Schema, cover: Cover) -> Query:
    """Documents with a place or a bubble in one of the cells."""
    return any_value(schema, fields.CELLS, cover.numbers)


def standing_in(schema: Schema, standings: Iterable[MapStanding]) -> Query:
    return any_value(schema, fields.STANDING, [standing.value for standing in standings])


def _text_queries(plan: TextPlan | None, schema: Schema) -> tuple[Query | None, Query | None]:
    """The condition and the score of a text; no condition where no text was asked."""
    if plan is None:
        return None, None
    queries = [_term_query(term, schema) for term in plan.terms]
    phrases = [phrase_query(phrase, schema) for phrase in plan.phrases]
    wanted = [*([_half_of_the_weight(plan, queries)] if queries else []), *phrases]
    if not wanted:
        return Query.empty_query(), None
    scored = [query for term, query in zip(plan.terms, queries, strict=True) for query in _scores(term, query)]
    return all_of(wanted), Query.boolean_query([(Occur.Should, query) for query in scored or wanted])


def phrase_query(phrase: tuple[str, ...], schema: Schema) -> Query:
    """Documents in which these tokens stand next to each other, in one part of the text."""
    if len(phrase) == 1:
        return Query.term_query(schema, fields.PHRASES, phrase[0], "freq")
    return Query.phrase_query(schema, fields.PHRASES, list(phrase))


def _scores(term: TextTerm, query: Query) -> list[Query]:
    return [query, Query.const_score_query(query, term.presence)] if term.presence else [query]


def _term_query(term: TextTerm, schema: Schema) -> Query:
    queries = [_alternative_query(alternative, schema) for alternative in term.alternatives]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _alternative_query(alternative: Alternative, schema: Schema) -> Query:
    query = all_of([Query.term_query(schema, fields.TOKENS, token, "freq") for token in alternative.tokens])
    return query if alternative.boost == 1.0 else Query.boost_query(query, alternative.boost)


def _half_of_the_weight(plan: TextPlan, queries: Sequence[Query]) -> Query:
    if plan.sufficient_sets:
        return any_of([all_of([queries[index] for index in chosen]) for chosen in plan.sufficient_sets])
    repeated = [
        (Occur.Should, query) for term, query in zip(plan.terms, queries, strict=True) for _ in range(term.steps)
    ]
    return Query.boolean_query(repeated, minimum_number_should_match=plan.steps_needed)


def any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])
