"""The judged sets are large enough, well formed, about this catalogue, and frozen by the rule."""

import json
from collections import Counter

import pytest

from initiatives.catalogue.loading import PARKSTAD
from tests.search.relevance.judged import OFF_TOPIC, JudgedQuery, Part, Topic, frozen_by_rule, judged, whole

DUTCH_KINDS = {
    *("stem", "typo", "sentence", "compound", "synonym", "abbreviation"),
    *("diacritics", "alias", "place", "organisation", "jargon", "dialect"),
}
LANGUAGES = {"de", "en", "pl", "tr", "ar", "uk"}


def all_queries() -> list[JudgedQuery]:
    return [query for topic in Topic for query in whole(topic)]


def test_dutch_covers_every_kind() -> None:
    queries = whole(Topic.DUTCH)
    per_kind = Counter(query.kind for query in queries)
    assert len(queries) >= 130
    assert per_kind.keys() == DUTCH_KINDS
    assert min(per_kind.values()) >= 9
    assert {query.language for query in queries} == {"nl"}


def test_every_other_language_is_asked_in() -> None:
    per_language = Counter(query.language for query in whole(Topic.FOREIGN))
    assert per_language.keys() == LANGUAGES
    assert min(per_language.values()) >= 12


def test_off_topic_has_no_answers() -> None:
    queries = whole(Topic.OFF_TOPIC)
    assert len(queries) >= 24
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
    assert [query.id for query in whole(topic) if 2 not in query.grades.values()] == []


@pytest.mark.parametrize("topic", Topic)
def test_a_third_is_frozen_by_the_rule(topic: Topic) -> None:
    assert {query.id for query in judged(topic, Part.FROZEN)} == frozen_by_rule(whole(topic))
