"""From a question to tantivy queries: which documents meet its conditions, and which of those its words find."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tantivy import Occur, Query, Schema

from search.covers import Cover, circle_cover, cover_of
from search.engines.embedded import schema as fields
from search.engines.embedded.text_queries import any_of, found_by_words, scored_by_words
from search.engines.fusion import words_weight
from search.engines.port import Question
from search.query import MapStanding, SearchQuery
from search.words.plan import TextPlan

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
    def words_weight(self) -> float:
        return words_weight(self.plan) if self.plan else 1.0

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

    @cached_property
    def words(self) -> Query | None:
        """The word set; ``None`` when no text was asked."""
        return found_by_words(self.plan, self.schema) if self.plan else None

    @cached_property
    def all_by_words(self) -> Query:
        """What the words find, whatever the other conditions, scored; nothing when no text was asked."""
        return scored_by_words(self.plan, self.schema) if self.plan else Query.empty_query()

    def base(self) -> Query:
        """All conditions."""
        conditions = [*self._text(), *self.filters()] or [Query.all_query()]
        return Query.boolean_query([*((Occur.Must, query) for query in conditions), *self._refused()])

    def filters(self) -> list[Query]:
        """All conditions but the text."""
        return [*([] if self.box is None else [self.box]), *self.others, *self.facets.values()]

    def _text(self) -> list[Query]:
        if self.words is None:
            return []
        return [any_of([self.words, keys_in(self.schema, self.meaning)])] if self.meaning else [self.words]

    def _refused(self) -> list[tuple[Occur, Query]]:
        return [(Occur.MustNot, keys_in(self.schema, self.excluded))] if self.excluded else []


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
