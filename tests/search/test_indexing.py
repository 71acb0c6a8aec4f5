"""From the database to the index: what is public is found, nothing else, and nothing is lost on the way."""

import datetime
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from initiatives.content import InitiativeContent
from initiatives.models import Initiative
from search import changes, indexing, ledger, rebuilding, registry, worker
from search.asking import question_of
from search.document import document_for
from search.engines import embedded_engine, get_engine
from search.engines.port import Change
from search.models import PendingEntry, SearchIndex
from search.query import SearchQuery
from search.records import facts_for
from search.verify import repair, verify_indexes
from search.visible import answer_visible, search_visible
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(search_index: Callable[[], None]) -> None:
    search_index()


def serving() -> str:
    return get_engine().generation() or ""


def found(text: str = "") -> list[int]:
    return sorted(get_engine().search(question_of(SearchQuery(text=text))).ids)


def test_publishing_unpublishing_and_deleting_reach_the_index() -> None:
    initiative = factories.InitiativeFactory(draft=True, title="Moestuin")
    indexing.drain()
    seen = [found("moestuin")]
    initiative.save_revision().publish()
    indexing.drain()
    seen.append(found("moestuin"))
    key = initiative.pk
    initiative.refresh_from_db()
    initiative.unpublish()
    indexing.drain()
    seen.append(found("moestuin"))
    assert seen == [[], [key], []]


def test_deleting_reaches_the_index() -> None:
    initiative = factories.InitiativeFactory()
    indexing.drain()
    before = found()
    initiative.delete()
    indexing.drain()
    assert (len(before), found()) == (1, [])


def test_the_index_holds_the_live_text_and_never_a_draft() -> None:
    initiative = factories.InitiativeFactory(title="Moestuin")
    initiative.title = "Geheimplan"
    initiative.save_revision()
    indexing.drain()
    assert (found("geheimplan"), found("moestuin")) == ([], [initiative.pk])


def test_a_renamed_organisation_and_theme_are_found_by_their_new_names() -> None:
    initiative = factories.InitiativeFactory(themes=[factories.ThemeFactory(name="Oudethema")])
    party = factories.PartyFactory(initiative=initiative)
    indexing.drain()
    theme = initiative.themes.get()
    theme.name = "Zwemles"
    theme.save()
    party.organisation.name = "Zonnebloem"
    party.organisation.save()
    indexing.drain()
    assert [found(text) for text in ("zwemles", "zonnebloem", "oudethema")] == [[initiative.pk], [initiative.pk], []]


def test_an_organisation_that_is_not_accepted_is_not_searchable() -> None:
    organisation = factories.OrganisationFactory(name="Zonnebloem", unaccepted=True)
    factories.PartyFactory(organisation=organisation)
    indexing.drain()
    assert found("zonnebloem") == []


def test_what_was_rolled_back_is_never_indexed() -> None:
    with transaction.atomic():
        factories.InitiativeFactory(title="Spookbeeld")
        transaction.set_rollback(True)
    indexing.drain()
    assert found("spookbeeld") == []


def test_a_change_during_indexing_is_indexed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    initiative = factories.InitiativeFactory(title="Eerst")
    engine, changed = get_engine(), []
    apply = engine.apply

    def apply_while_someone_edits(changes: list[Change]) -> None:
        apply(changes)
        if not changed:
            changed.append(Initiative.objects.filter(pk=initiative.pk).update(title="Daarna"))

    monkeypatch.setattr(engine, "apply", apply_while_someone_edits)
    indexing.drain()
    assert (found("eerst"), found("daarna")) == ([], [initiative.pk])


def test_one_broken_initiative_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = factories.InitiativeFactory(title="Kapot"), factories.InitiativeFactory(title="Heel")
    document_of = changes.document_of

    def fail_for_one(content: InitiativeContent, **about: Any) -> object:
        if content.pk == broken.pk:
            raise ValueError("cannot be read")
        return document_of(content, **about)

    monkeypatch.setattr(changes, "document_of", fail_for_one)
    indexing.drain()
    entry = PendingEntry.objects.get()
    assert (found(), entry.key, entry.last_error) == ([whole.pk], broken.pk, "ValueError: cannot be read")


def test_what_the_engine_refuses_is_isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [factories.InitiativeFactory() for _ in range(5)]
    engine = get_engine()
    apply = engine.apply

    def refuse_one(changes: list[Change]) -> None:
        if any(change.key == made[2].pk for change in changes):
            raise ValueError("refused")
        apply(changes)

    monkeypatch.setattr(engine, "apply", refuse_one)
    indexing.drain()
    assert found() == sorted(initiative.pk for initiative in made if initiative is not made[2])


def test_the_date_changes_what_runs() -> None:
    with time_machine.travel(datetime.date(2024, 6, 1), tick=False):
        initiative = factories.InitiativeFactory(last_confirmed_on=datetime.date(2024, 1, 1))
        factories.InitiativeFactory()
        indexing.drain()
        before = search_visible(SearchQuery()).facet_counts["actueel"]
    with time_machine.travel(datetime.date(2025, 6, 1), tick=False):
        assert indexing.has_work(get_engine())
        indexing.mark_changed_currency()
        marked = [entry.key for entry in ledger.dirty_keys(serving())]
        indexing.drain()
        after = search_visible(SearchQuery()).facet_counts["actueel"]
    assert (before, marked, after) == ({"loopt": 1, "onbekend": 1}, [initiative.pk], {"onbekend": 2})


def test_an_index_this_database_does_not_know_is_made_anew() -> None:
    initiative = factories.InitiativeFactory()
    with get_engine().building() as building:
        building.write([])
    assert (found(), indexing.is_unbuilt()) == ([], True)
    indexing.drain()
    assert (found(), indexing.has_work(get_engine())) == ([initiative.pk], False)


def test_a_rebuild_misses_nothing_that_changes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    edited, removed = factories.InitiativeFactory(title="Eerst"), factories.InitiativeFactory(title="Weg")
    batches = rebuilding.published_batches

    def edit_after_the_last_batch() -> object:
        yield from batches()
        Initiative.objects.filter(pk=edited.pk).update(title="Daarna")
        Initiative.objects.filter(pk=removed.pk).update(live=False)
        factories.InitiativeFactory(title="Erbij")

    monkeypatch.setattr(rebuilding, "published_batches", edit_after_the_last_batch)
    indexing.rebuild()
    assert [len(found(text)) for text in ("eerst", "daarna", "weg", "erbij")] == [0, 1, 0, 1]
    assert ledger.has_dirty(serving()) is False


def test_what_stopped_being_public_counts_nowhere_before_the_index_knows() -> None:
    hidden, shown = (factories.InitiativeFactory(themes=[factories.ThemeFactory(slug=slug)]) for slug in ("a", "b"))
    indexing.drain()
    Initiative.objects.filter(pk=hidden.pk).update(live=False)
    results = search_visible(SearchQuery())
    assert (results.ids, results.total, results.facet_counts["thema"]) == ((shown.pk,), 1, {"b": 1})


def test_a_stale_index_cannot_leak() -> None:
    hidden = factories.InitiativeFactory()
    indexing.drain()
    Initiative.objects.filter(pk=hidden.pk).update(live=False)
    ledger.settle(serving(), ledger.wanted_versions())
    assert facts_for(get_engine().search(question_of(SearchQuery())).ids) == []


def test_an_answer_without_an_index_says_so(settings, tmp_path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "none"
    embedded_engine.cache_clear()
    assert answer_visible(SearchQuery()).is_catching_up is True


def test_hits_come_in_the_order_of_the_answer() -> None:
    made = [factories.InitiativeFactory() for _ in range(3)]
    wanted = [made[2].pk, made[0].pk, 10**9, made[1].pk]
    assert [facts.id for facts in facts_for(wanted)] == [made[2].pk, made[0].pk, made[1].pk]


@pytest.mark.parametrize("count", [1, 3])
def test_loading_documents_takes_a_constant_number_of_queries(
    count: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    keys = [factories.InitiativeFactory(full=True).pk for _ in range(count)]
    with django_assert_max_num_queries(13):
        assert len(changes.changes_for(dict.fromkeys(keys, 1), index="none").records) == count


def test_verify_names_every_kind_of_difference_and_repair_removes_them() -> None:
    missing, stale, leaked, whole = (factories.InitiativeFactory() for _ in range(4))
    indexing.drain()
    Initiative.objects.filter(pk=leaked.pk).update(live=False)
    Initiative.objects.filter(pk=stale.pk).update(title="Nieuwer")
    versions = ledger.wanted_versions()
    document = replace(document_for(whole), key=10**6)
    get_engine().apply([Change(missing.pk, versions[missing.pk], None), Change(10**6, 1, document)])
    ledger.settle(serving(), versions)
    (report,) = verify_indexes()
    assert (report.missing, report.stale, report.leaked, report.orphaned, report.checked) == (
        (missing.pk,),
        (stale.pk,),
        (leaked.pk,),
        (10**6,),
        5,
    )
    repair([report])
    assert verify_indexes()[0].differences == ()


def test_what_still_waits_is_no_difference() -> None:
    factories.InitiativeFactory()
    (report,) = verify_indexes()
    assert (report.differences, report.waiting) == ((), 1)


@pytest.mark.django_db(transaction=True)
def test_the_thread_indexes_a_commit_within_two_seconds() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=_run_and_close, args=(stop,))
    thread.start()
    try:
        initiative = factories.InitiativeFactory(title="Moestuin")
        started = time.monotonic()
        while found("moestuin") != [initiative.pk] and time.monotonic() - started < 20:
            time.sleep(0.05)
        assert found("moestuin") == [initiative.pk]
    finally:
        stop.set()
        worker.wake_indexer()
        thread.join(timeout=20)


def _run_and_close(stop: threading.Event) -> None:
    try:
        worker.run_forever(stop)
    finally:
        connection.close()


def test_no_thread_starts_where_none_is_wanted() -> None:
    assert worker.start_indexer_thread() == ()


def test_a_rebuilt_index_is_the_one_the_database_names() -> None:
    indexing.rebuild()
    assert [(row.name, row.state) for row in SearchIndex.objects.all()] == [(serving(), registry.LIVE)]
