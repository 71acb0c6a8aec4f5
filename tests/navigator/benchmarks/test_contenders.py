"""Who is compared must answer the same question: counts of the raw index are those of ours."""

import random
from pathlib import Path

import pytest

from initiatives.synthetic.loading import load_synthetic
from navigator.benchmarks.contenders.embedded import OurEmbedded
from navigator.benchmarks.contenders.raw_tantivy import RawTantivy
from navigator.benchmarks.contenders.wagtail_search import WagtailSearch
from navigator.benchmarks.engines import measure_engines as measured
from navigator.benchmarks.engines import public_changes, table
from navigator.benchmarks.questions import QUESTIONS, QuestionMaker
from search.engines.port import Question
from search.words.planning import plan_text
from search.words.synonyms import load_synonyms

pytestmark = pytest.mark.django_db
COUNT = 250


@pytest.fixture(autouse=True)
def _made_up(db: None) -> None:
    load_synthetic(COUNT, seed=1)


@pytest.fixture
def questions() -> list[Question]:
    """Queries of every kind; the same ones each time."""
    maker = QuestionMaker.from_database(random.Random(7))
    queries = [make(maker) for make in QUESTIONS.values() for _ in range(8)]
    return [Question(query) for query in queries]


def test_the_raw_index_counts_what_ours_counts(tmp_path: Path, questions: list[Question]) -> None:
    changes = public_changes()
    ours, raw = OurEmbedded(tmp_path / "ours", changes), RawTantivy(tmp_path / "raw", changes)
    assert ours.build().index_bytes
    assert raw.build().index_bytes
    lexicon, synonyms = ours.engine.lexicon(), load_synonyms()
    planned = [
        Question(asked.query, plan_text(asked.query.text, lexicon, synonyms) if asked.query.text else None)
        for asked in questions
    ]
    totals = []
    for own, other in zip(ours.prepared(planned), raw.prepared(planned), strict=True):
        answer, counted = own(), other()
        totals.append(answer.total)
        assert int(counted["total"]["value"]) == answer.total
        assert len(counted["keys"]) == min(20, answer.total)
        assert {name: dict(values) for name, values in counted["facets"].items()} == answer.facet_counts
    assert sum(total > 0 for total in totals) > len(totals) // 2


def test_wagtails_search_finds_and_counts_too(questions: list[Question]) -> None:
    contender = WagtailSearch("here")
    contender.build()
    answers = [action() for action in contender.prepared(questions)]
    assert sum(answer["total"] > 0 for answer in answers) > len(answers) // 2


def test_the_table_names_every_contender_and_ratio(tmp_path: Path) -> None:
    text = table(list(measured(tmp_path, rounds=2, servers="", with_wagtail=True)), COUNT)
    assert text.count("| raw tantivy |") == len(QUESTIONS)
    assert text.count("embedded / raw tantivy:") == len(QUESTIONS)
