"""From a question to its conditions: which documents match, and how well. The plan is translated, nothing is added.

The servers' BM25 gives the same numbers as the embedded engine's, the factor (k1 + 1) included, so that what a word
adds by being there at all (``presence``) weighs as much.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.cells import numbers_of
from search.covers import Cover, circle_cover, cover_of
from search.engines.elasticsearch import mapping as fields
from search.engines.fusion import words_weight
from search.engines.port import Question
from search.query import MapStanding, SearchQuery
from search.words.plan import Alternative, TextPlan, TextTerm

NO_PLACE_STANDINGS = (MapStanding.AREA, MapStanding.REGION)
REGION = Q("term", **{fields.STANDING: MapStanding.REGION.value})


@dataclass(frozen=True)
class Conditions:
    """The parts of one question. ``words`` (the word set, unscored) is ``None`` when no text was asked;
    ``words_weight`` is that of a rank among what they find.

    ``query`` is what the servers look for: everything but the facets, and with a bounding box the region-wide
    initiatives too, which lie in no box but are counted apart. ``narrowing`` are the conditions that leave these out.
    """

    query: Query
    words: Query | None
    meaning: tuple[int, ...]
    words_weight: float
    facets: dict[str, Query]
    narrowing: tuple[Query, ...]
    cover: Cover | None

    def selected(self, *, without_facet: str | None = None) -> Query:
        """All that ``query`` leaves out, or all but one facet."""
        chosen = [query for parameter, query in self.facets.items() if parameter != without_facet]
        return every([*self.narrowing, *chosen])

    def region_wide(self) -> Query:
        return every([REGION, *self.facets.values()])


def conditions_of(question: Question, excluded_keys: Collection[int]) -> Conditions:
    query, plan = question.query, question.plan
    cover = cover_of(query.bbox) if query.bbox else None
    words = None if plan is None else word_set(plan)
    meaning = () if plan is None else question.meaning
    text = [] if plan is None or words is None else [_text(plan, words, meaning)]
    others = [*([Q("bool", should=[in_cover(cover), REGION])] if cover else []), *_other_conditions(query)]
    return Conditions(
        query=_all_of(text, others, excluded_keys, names_keys=bool(meaning)),
        words=words,
        meaning=meaning,
        words_weight=words_weight(plan) if plan else 1.0,
        facets={
            parameter: Q("terms", **{fields.facet_field(parameter): list(values)})
            for parameter, values in query.selections.items()
            if values
        },
        narrowing=(Q("bool", must_not=[REGION]),) if cover else (),
        cover=cover,
    )


def _all_of(text: list[Query], others: list[Query], excluded_keys: Collection[int], *, names_keys: bool) -> Query:
    """No condition at all, or one that names keys, would find the notes of what is gone; any other finds none."""
    refused = [keys_in(sorted(excluded_keys))] if excluded_keys else []
    if not others and (names_keys or not text):
        refused.append(Q("term", **{fields.GONE: True}))
    return Q("bool", must=text, filter=others, must_not=refused)


def _other_conditions(query: SearchQuery) -> Iterable[Query]:
    if query.near is not None and query.radius_km is not None:
        yield in_cover(circle_cover(query.near, query.radius_km))
    if query.standing is not None:
        no_place = query.standing is MapStanding.NO_PLACE
        standings = NO_PLACE_STANDINGS if no_place else (query.standing,)
        yield Q("terms", **{fields.STANDING: [standing.value for standing in standings]})
    if query.bubble:
        yield Q("term", **{fields.BUBBLE: query.bubble})


def keys_in(keys: Iterable[int]) -> Query:
    return Q("ids", values=[str(key) for key in keys])


def in_cover(cover: Cover) -> Query:
    """Documents with a place or a bubble in one of the cells."""
    return Q("terms", **{fields.CELLS: [str(number) for number in numbers_of(cover.cells)]})


def every(conditions: Sequence[Query]) -> Query:
    return Q("bool", filter=list(conditions)) if conditions else Q("match_all")


def word_set(plan: TextPlan) -> Query:
    """The condition of a text's words, unscored; one that nothing meets when the plan is empty."""
    answered = [_answered(term) for term in plan.terms]
    conditions = [*([_half_of_the_weight(plan, answered)] if answered else []), *map(_phrase, plan.phrases)]
    return every(conditions) if conditions else Q("match_none")


def _text(plan: TextPlan, words: Query, meaning: tuple[int, ...]) -> Query:
    """What the words find scores above nought, what only meaning finds scores nought."""
    scores = [score for term in plan.terms for score in _scores(term)] or [_phrase(phrase) for phrase in plan.phrases]
    found = Q("bool", filter=[words], should=scores)
    if not meaning:
        return found
    near = Q("constant_score", filter=keys_in(meaning), boost=0.0)
    return Q("bool", should=[found, near], minimum_should_match=1)


def _scores(term: TextTerm) -> list[Query]:
    """The best of its alternatives, and its presence."""
    best = [_alternative(alternative, scored=True) for alternative in term.alternatives]
    scores = best if len(best) == 1 else [Q("dis_max", queries=best)]
    if term.presence:
        scores.append(Q("constant_score", filter=_answered(term), boost=term.presence))
    return scores


def _answered(term: TextTerm) -> Query:
    queries = [_alternative(alternative, scored=False) for alternative in term.alternatives]
    return queries[0] if len(queries) == 1 else Q("bool", should=queries)


def _alternative(alternative: Alternative, *, scored: bool) -> Query:
    boost = {"boost": alternative.boost} if scored else {}
    if len(alternative.tokens) == 1:
        return Q("term", **{fields.TOKENS: {"value": alternative.tokens[0], **boost}})
    held = [Q("term", **{fields.TOKENS: {"value": token}}) for token in alternative.tokens]
    return Q("bool", must=held, **boost) if scored else Q("bool", filter=held)


def _phrase(phrase: tuple[str, ...]) -> Query:
    if len(phrase) == 1:
        return Q("term", **{fields.PHRASES: {"value": phrase[0]}})
    return Q("match_phrase", **{fields.PHRASES: {"query": " ".join(phrase)}})


def _half_of_the_weight(plan: TextPlan, answered: Sequence[Query]) -> Query:
    if not plan.sufficient_sets:
        repeated = [query for term, query in zip(plan.terms, answered, strict=True) for _ in range(term.steps)]
        return Q("bool", should=repeated, minimum_should_match=plan.steps_needed)
    sets = [every([answered[index] for index in chosen]) for chosen in plan.sufficient_sets]
    return sets[0] if len(sets) == 1 else Q("bool", should=sets)
