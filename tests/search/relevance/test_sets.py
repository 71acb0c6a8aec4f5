"""The judged sets are large enough, well formed, about this catalogue, and frozen by the rule."""

import json
from collections import Counter

import pytest

from initiatives.catalogue.loading import PARKSTAD
from tests.search.relevance.judged import (
    FIFTH,
    FIRST,
    FOURTH,
    OFF_TOPIC,
    SECOND,
    THIRD,
    JudgedQuery,
    Part,
    Topic,
    frozen_by_rule,
    judged,
    whole,
)

DUTCH_KINDS = {
    *("stem", "typo", "sentence", "compound", "synonym", "abbreviation"),
    *("diacritics", "alias", "place", "organisation", "jargon", "dialect"),
}
LANGUAGES = {"de", "en", "pl", "tr", "ar", "uk"}


def all_queries() -> list[JudgedQuery]:
    return [query for topic in Topic for query in whole(topic, Part)]


def test_dutch_covers_every_kind() -> None:
    queries = whole(Topic.DUTCH)
    per_kind = Counter(query.kind for query in queries)
    assert len(queries) >= 130
    assert per_kind.keys() == DUTCH_KINDS
    assert min(per_kind.values()) >= 9
    assert {query.language for query in queries} == {"nl"}
    assert {query.kind for query in whole(Topic.DUTCH, SECOND)} == DUTCH_KINDS


def test_every_other_language_is_asked_in() -> None:
    per_language = Counter(query.language for query in whole(Topic.FOREIGN))
    assert per_language.keys() == LANGUAGES
    assert min(per_language.values()) >= 12
    assert {query.language for query in whole(Topic.FOREIGN, SECOND)} == LANGUAGES


def test_off_topic_has_no_answers() -> None:
    assert len(whole(Topic.OFF_TOPIC)) >= 24
    queries = whole(Topic.OFF_TOPIC, Part)
    assert {query.kind for query in queries} == {OFF_TOPIC}
    assert not any(query.grades for query in queries)


def test_ids_and_texts_occur_once() -> None:
    queries = all_queries()
    assert len({query.id for query in queries}) == len(queries)
    assert len({query.text.casefold() for query in queries}) == len(queries)


def test_grades_are_of_initiatives_in_the_catalogue() -> None:
    known = {row["slug"] for row in json.loads((PARKSTAD / "initiatives.json").read_text(encoding="utf-8"))}
    graded = {slug for query in all_queries() for slug in query.grades}
    assert graded - known == set()
    assert {grade for query in all_queries() for grade in query.grades.values()} == {1, 2}


@pytest.mark.parametrize("topic", [Topic.DUTCH, Topic.FOREIGN])
def test_every_query_has_something_clearly_meant(topic: Topic) -> None:
    assert [query.id for query in whole(topic, Part) if 2 not in query.grades.values()] == []


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize(
    ("parts", "frozen"),
    [
        (FIRST, Part.FROZEN),
        (SECOND, Part.SECOND_FROZEN),
        (THIRD, Part.THIRD_FROZEN),
        (FOURTH, Part.FOURTH_FROZEN),
        (FIFTH, Part.FIFTH_FROZEN),
    ],
)
def test_a_third_is_frozen_by_the_rule(topic: Topic, parts: tuple[Part, ...], frozen: Part) -> None:
    assert {query.id for query in judged(topic, frozen)} == frozen_by_rule(whole(topic, parts))
