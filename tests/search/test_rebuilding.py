"""Making an index anew: what was broken off is discarded, what serves is known, what is spoilt is made again."""

import datetime
import logging
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from initiatives.models import Initiative
from search import indexing, ledger, rebuilding, registry
from search.asking import question_of
from search.engines import embedded_engine
from search.models import PendingEntry, SearchIndex
from search.query import SearchQuery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(search_index: Callable[[], None]) -> None:
    search_index()


def found(text: str = "") -> list[int]:
    return sorted(embedded_engine().search(question_of(SearchQuery(text=text))).ids)


def registered() -> list[tuple[str, str]]:
    return list(SearchIndex.objects.order_by("made_at").values_list("name", "state"))


def test_what_a_killed_builder_left_is_discarded_at_the_next_start() -> None:
    registry.register("index-never-finished", "embedded")
    factories.InitiativeFactory()
    indexing.rebuild()
    assert registered() == [(embedded_engine().generation(), registry.LIVE)]
    assert not PendingEntry.objects.filter(index_name="index-never-finished").exists()


def test_an_index_that_serves_counts_though_its_builder_was_killed_before_saying_so() -> None:
    former = embedded_engine().generation()
    with embedded_engine().building() as building:
        registry.register(building.name, "embedded", replaces=former or "")
    before = (registered(), rebuilding.needs_rebuild(embedded_engine()))
    initiative = factories.InitiativeFactory()
    indexing.drain()
    assert before == ([(former, registry.LIVE), (building.name, registry.BUILDING)], False)
    assert (registered(), found()) == ([(building.name, registry.LIVE)], [initiative.pk])


def test_a_rebuild_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = registered()

    def fail(self: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(rebuilding._Rebuild, "fill", fail)
    with pytest.raises(OSError, match="No space left"):
        indexing.rebuild()
    assert (registered(), embedded_engine().generation()) == (before, before[0][0])


def test_an_index_that_was_struck_off_while_it_was_made_never_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    before = embedded_engine().generation()
    factories.InitiativeFactory()
    keep = registry.keep
    monkeypatch.setattr(registry, "keep", lambda name: (registry.forget(name), keep(name)))
    with pytest.raises(registry.IndexLostError):
        indexing.rebuild()
    assert embedded_engine().generation() == before


@pytest.mark.parametrize("spoilt", ["meta.json", "current"])
def test_a_spoilt_directory_is_made_anew(spoilt: str) -> None:
    initiative = factories.InitiativeFactory()
    indexing.drain()
    directory = Path(settings.SEARCH_INDEX_DIR)
    path = directory / "current" if spoilt == "current" else directory / (embedded_engine().generation() or "") / spoilt
    path.write_bytes(b"\xff not an index")
    embedded_engine.cache_clear()
    assert indexing.is_unbuilt()
    indexing.drain()
    assert found() == [initiative.pk]


def test_an_index_nobody_looks_after_is_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    registry.register("index-elsewhere", "embedded")
    SearchIndex.objects.update(seen_at=timezone.now() - datetime.timedelta(days=8))
    factories.InitiativeFactory()
    with caplog.at_level(logging.WARNING):
        indexing.drain()
    assert [name for name, _ in registered()] == [embedded_engine().generation()]
    assert "nobody looked after index index-elsewhere" in caplog.text


def test_scheduled_publishing_and_raw_sql_reach_the_index() -> None:
    draft = factories.InitiativeFactory(draft=True, title="Later")
    draft.go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    other = factories.InitiativeFactory(title="Eerst")
    indexing.drain()
    seen = [found("later"), found("eerst")]
    draft.latest_revision.approved_go_live_at = draft.go_live_at
    draft.latest_revision.save()
    call_command("publish_scheduled", stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_initiative SET title = 'Daarna' WHERE id = %s", [other.pk])
    indexing.drain()
    assert seen == [[], [other.pk]]
    assert [found(text) for text in ("later", "eerst", "daarna")] == [[draft.pk], [], [other.pk]]


def test_the_command_tells_how_far_it_is() -> None:
    for _ in range(3):
        factories.InitiativeFactory()
    told: list[tuple[int, int]] = []
    indexing.rebuild(progress=lambda done, total: told.append((done, total)))
    out = StringIO()
    call_command("search_rebuild", stdout=out)
    assert (told[0], told[-1]) == ((0, 3), (3, 3))
    assert "3 initiatives" in out.getvalue()


def test_a_rebuild_leaves_nothing_pending() -> None:
    Initiative.objects.bulk_create(factories.InitiativeFactory.build_batch(3))
    indexing.rebuild()
    assert ledger.has_dirty(embedded_engine().generation() or "") is False
