"""From the plan of a text to tantivy queries: what its words find, and how well.

The word set of a plan is asked as the smallest sets of words that weigh enough, any of which must be there whole:
quick, as a rare word goes first. Where there are too many such sets, each word is repeated in proportion to its
weight and half of the clauses must match, which tantivy counts document by document.
"""

from collections.abc import Sequence

from tantivy import Occur, Query, Schema

from search.engines.embedded import schema as fields
from search.words.plan import Alternative, TextPlan, TextTerm


def found_by_words(plan: TextPlan, schema: Schema) -> Query:
    """The word set, for a condition."""
    wanted = [phrase_query(phrase, schema) for phrase in plan.phrases]
    if plan.terms:
        wanted.append(_half_of_the_weight(plan, [_term_query(term, schema) for term in plan.terms]))
    return all_of(wanted) if wanted else Query.empty_query()


def scored_by_words(plan: TextPlan, schema: Schema) -> Query:
    """The word set, scored.

    Mostly one word weighs enough, or any of some: then finding is scoring, and the index reads their lists once. That
    a word is there at all sets no document apart where it must be there.
    """
    required = {chosen[0] for chosen in plan.sufficient_sets if len(chosen) == 1}
    if plan.phrases or not required or len(required) < len(plan.sufficient_sets):
        return _scored_beside(plan, schema)
    scores = [_term_query(term, schema) for term in plan.terms]
    needed = [scores[at] for at in sorted(required)]
    if len(required) > 1:
        needed = [part for at in sorted(required) for part in _with_presence(plan.terms[at], scores[at])]
    others = [at for at in range(len(scores)) if at not in required]
    helpful = [part for at in others for part in _with_presence(plan.terms[at], scores[at])]
    return _needed_and_helpful(any_of(needed), helpful)


def phrase_query(phrase: tuple[str, ...], schema: Schema) -> Query:
    """Documents in which these tokens stand next to each other, in one part of the text."""
    if len(phrase) == 1:
        return Query.term_query(schema, fields.PHRASES, phrase[0], "freq")
    return Query.phrase_query(schema, fields.PHRASES, list(phrase))


def any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def unscored(query: Query) -> Query:
    """The same as a condition that adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


def _scored_beside(plan: TextPlan, schema: Schema) -> Query:
    """The word set as a condition, and beside it the score of each word, or of phrases where there are no others."""
    parts = [part for term in plan.terms for part in _with_presence(term, _term_query(term, schema))]
    phrases = [phrase_query(phrase, schema) for phrase in plan.phrases]
    return _needed_and_helpful(unscored(found_by_words(plan, schema)), parts or phrases)


def _needed_and_helpful(needed: Query, helpful: Sequence[Query]) -> Query:
    """One inside the other: what helps is looked up for each document then; side by side it would be read whole."""
    for query in helpful:
        needed = Query.boolean_query([(Occur.Must, needed), (Occur.Should, query)])
    return needed


def _with_presence(term: TextTerm, query: Query) -> list[Query]:
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
