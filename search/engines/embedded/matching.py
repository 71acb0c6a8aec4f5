"""From a question to tantivy queries: which documents match, and how well.

**Word set.** A document answers a text when it holds at least half of the weight of the text's known words, a
word weighing its inverse document frequency. Words that no document holds are left out: they cannot help to
choose. So "de" beside another word decides nothing, and one mistyped word does not empty an answer. That is asked
as the smallest sets of words that weigh enough, any of which must be there whole: quick, as a rare word goes first.
Where there are too many such sets, each word is repeated in proportion to its weight and half of the clauses must
match, which tantivy counts document by document.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

from tantivy import Occur, Query, Schema, Searcher

from search.analysis import QueryTerm, query_terms
from search.cells import Cover, cover_of, numbers_of
from search.engines.embedded import schema as fields
from search.query import MapStanding, SearchQuery

MAX_WORDS_COMBINED = 8
MAX_ALTERNATIVES = 24
WEIGHT_STEPS = 6  # the rarest word's number of clauses; others in proportion
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


def matching_of(query: SearchQuery, excluded_keys: Collection[int], schema: Schema, searcher: Searcher) -> Matching:
    text, scored_text = _text_queries(query.text, schema, searcher)
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


def _text_queries(text: str, schema: Schema, searcher: Searcher) -> tuple[Query | None, Query | None]:
    """The condition and the score of a text; no condition when the text holds no word at all."""
    terms = query_terms(text)
    if not terms:
        return None, None
    frequencies = [max(searcher.doc_freq(fields.TOKENS, token) for token in term.tokens) for term in terms]
    known = [(term, frequency) for term, frequency in zip(terms, frequencies, strict=True) if frequency]
    if not known:
        return Query.empty_query(), None
    weights = [inverse_frequency(frequency, searcher.num_docs) for _, frequency in known]
    queries = [_term_query(term, schema) for term, _ in known]
    scored = Query.boolean_query([(Occur.Should, query) for query in queries])
    return half_of_the_weight(queries, weights), scored


def _term_query(term: QueryTerm, schema: Schema) -> Query:
    queries = [Query.term_query(schema, fields.TOKENS, token, "freq") for token in term.tokens]
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def inverse_frequency(frequency: int, documents: int) -> float:
    """BM25's weight of a word that ``frequency`` of ``documents`` documents hold; above zero."""
    return math.log(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))


def half_of_the_weight(queries: Sequence[Query], weights: Sequence[float]) -> Query:
    steps = clause_counts(weights)
    sets = smallest_sufficient_sets(steps) if len(steps) <= MAX_WORDS_COMBINED else []
    if 0 < len(sets) <= MAX_ALTERNATIVES:
        return _any_of([_all_of([queries[index] for index in chosen]) for chosen in sets])
    clauses = [(Occur.Should, query) for query, count in zip(queries, steps, strict=True) for _ in range(count)]
    return Query.boolean_query(clauses, minimum_number_should_match=math.ceil(len(clauses) / 2))


def smallest_sufficient_sets(steps: Sequence[int]) -> list[tuple[int, ...]]:
    """The sets of words, by position, that hold half of all steps and no longer do without any one of them."""
    needed = math.ceil(sum(steps) / 2)
    sizes = range(1, len(steps) + 1)
    chosen = (indexes for size in sizes for indexes in combinations(range(len(steps)), size))
    sums = ((indexes, sum(steps[index] for index in indexes)) for indexes in chosen)
    return [
        indexes
        for indexes, total in sums
        if total >= needed and total - min(steps[index] for index in indexes) < needed
    ]


def _any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def clause_counts(weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights, as small as that allows; the heaviest gets at most six."""
    heaviest = max(weights)
    steps = [round(weight / heaviest * WEIGHT_STEPS) for weight in weights]
    divisor = reduce(math.gcd, steps)
    return [step // divisor for step in steps]
