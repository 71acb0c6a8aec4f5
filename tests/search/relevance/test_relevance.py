"""What the search must reach on the whole judged sets, with the encoder an installation has by default."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from unittest.mock import patch

import pytest

from initiatives.models import Initiative
from search import visible
from search.document import documents_for
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.port import Change
from search.meaning.encoders import DEFAULT
from tests.elasticsearch_node.own_names import own_cluster
from tests.search.relevance.asking import Mode, ask_all
from tests.search.relevance.judged import Topic, whole
from tests.search.relevance.meaning_here import meaning_of
from tests.search.relevance.measures import Answer, figures_of, off_topic_figures_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.encoder,
]

Answers = dict[Topic, tuple[Answer, ...]]


@pytest.fixture(scope="module", params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def answers(request: pytest.FixtureRequest, catalogue: None) -> Answers:
    """The final answers to everything judged, by one engine or the other."""
    serving: AbstractContextManager[None] = nullcontext()
    if request.param == "elasticsearch":
        serving = elasticsearch_serving(request.getfixturevalue("elasticsearch_url"))
    with meaning_of(DEFAULT), serving:
        return {topic: ask_all(whole(topic), Mode.BOTH) for topic in Topic}


@contextmanager
def elasticsearch_serving(url: str) -> Iterator[None]:
    engine = ElasticsearchEngine(own_cluster(url))
    try:
        with engine.building() as building:
            published = Initiative.objects.published()
            building.write(Change(document.key, 1, document) for document in documents_for(published))
        with patch.object(visible, "get_engine", lambda: engine):
            yield
    finally:
        engine.remove_all()


def test_dutch_questions_are_answered(answers: Answers) -> None:
    found = figures_of(answers[Topic.DUTCH])
    assert found.queries >= 120
    assert found.success >= 0.97


def test_dutch_answers_are_in_a_good_order(answers: Answers) -> None:
    found = figures_of(answers[Topic.DUTCH])
    assert found.ndcg >= 0.88


def test_no_sensible_question_is_left_without_results(answers: Answers) -> None:
    found = figures_of(answers[Topic.DUTCH] + answers[Topic.FOREIGN])  # figures only: some are frozen
    assert found.empty == 0


def test_questions_in_other_languages_are_answered(answers: Answers) -> None:
    found = figures_of(answers[Topic.FOREIGN])
    assert found.queries >= 60
    assert found.success >= 0.93


def test_what_the_directory_does_not_have_finds_little(answers: Answers) -> None:
    found = off_topic_figures_of(answers[Topic.OFF_TOPIC])
    assert found.queries >= 20
    assert found.few >= 0.75
