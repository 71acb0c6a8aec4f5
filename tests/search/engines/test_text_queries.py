"""The word set as a condition and scored: the same documents, and one order however few are asked for."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tantivy import Query

from search.engines.embedded import schema as fields
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.row_sets import RowSet
from search.engines.embedded.schema import build_schema
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.text_queries import found_by_words, scored_by_words
from search.engines.embedded.word_scores import WordScores
from search.words.plan import Alternative, TextPlan, TextTerm
from tests.search.contract.asking import fill
from tests.search.documents import make_document

SCHEMA = build_schema()
LEVEL = 0.02  # of the highest score: more than what is rounded off
WORDS = ("boom", "tuin", "park", "bank")
TITLES = [
    " ".join(word for at, word in enumerate(WORDS) for _ in range(number // 3**at % 3)) for number in range(1, 81)
]
ALTERNATIVES = st.builds(
    Alternative,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from([1.0, 0.7]),
)
TERMS = st.lists(
    st.builds(
        TextTerm,
        word=st.just("woord"),
        alternatives=st.lists(ALTERNATIVES, min_size=1, max_size=3, unique=True).map(tuple),
        steps=st.integers(0, 6),
        presence=st.sampled_from([0.0, 0.25, 1.5]),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    directory: Path = tmp_path_factory.mktemp("texts")
    engine = EmbeddedEngine(directory)
    fill(engine, (make_document(key, title) for key, title in enumerate(TITLES, start=1)))
    return engine._store.snapshot()


@st.composite
def plans(draw: st.DrawFn) -> TextPlan:
    """Any terms, with any sets of them enough, or so many that they are counted."""
    terms = tuple(draw(TERMS))
    positions = st.sets(st.integers(0, len(terms) - 1), min_size=1).map(lambda chosen: tuple(sorted(chosen)))
    enough = tuple(sorted(draw(st.sets(positions, max_size=3))))
    phrases = draw(st.sampled_from([(), (("tuin", "park"),), (("bank",),)]))
    assume(enough or any(term.steps for term in terms))  # the weightiest word of a plan always counts
    return TextPlan(terms, enough, phrases)


def keys_of(query: Query, snapshot: Snapshot) -> list[int]:
    """In the order of their scores, ties by key."""
    hits = snapshot.searcher.search(query, len(TITLES), count=False).hits
    keys = snapshot.searcher.fast_field_values(fields.KEY, [address for _, address in hits])
    return [key for _, key in sorted(zip([-score for score, _ in hits], map(int, filter(None, keys)), strict=True))]


@settings(max_examples=200)
@given(plan=plans())
def test_what_is_scored_is_what_is_found(snapshot: Snapshot, plan: TextPlan) -> None:
    found = keys_of(found_by_words(plan, SCHEMA), snapshot)
    assert sorted(keys_of(scored_by_words(plan, SCHEMA), snapshot)) == sorted(found)


@settings(max_examples=200)
@given(plan=plans())
def test_summed_up_from_impacts_the_same_are_found_in_the_same_order(snapshot: Snapshot, plan: TextPlan) -> None:
    rows, listed = snapshot.scored(scored_by_words(plan, SCHEMA))
    ranking = WordScores(plan, SCHEMA, snapshot).ranking()
    assert RowSet(ranking.bits, snapshot.end).rows.tolist() == sorted(rows.tolist())
    is_of_each_row = len(ranking.scores) == snapshot.end
    summed = ranking.scores.take(rows if is_of_each_row else RowSet(ranking.bits, snapshot.end).places_of(rows))
    is_clearly_better = listed[:, np.newaxis] > listed + LEVEL * listed.max(initial=0)
    is_higher = summed[:, np.newaxis] > summed
    assert np.all(is_higher[is_clearly_better])


def test_nothing_is_found_by_no_words(snapshot: Snapshot) -> None:
    assert keys_of(scored_by_words(TextPlan(), SCHEMA), snapshot) == []
    assert keys_of(found_by_words(TextPlan(), SCHEMA), snapshot) == []
