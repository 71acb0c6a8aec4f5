"""A change to what initiatives share reaches also those that were linked to it while it was not committed yet."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from initiatives.facts import facts_to_json
from initiatives.models import Initiative, Theme
from search import indexing, ledger, shared_changes
from search.asking import question_of
from search.engines import embedded_engine
from search.models import PublicRecord, SharedChange
from search.query import SearchQuery
from search.records import facts_for
from tests import factories

NEW = "Kraaienest"


@dataclass(frozen=True)
class Shared:
    """Something initiatives share: how it is made, how one is linked to it, and where its name stands."""

    make: Callable[[], Model]
    link: Callable[[Initiative, Model], object]
    column: str = "name"


def _programme_of(made: Initiative, programme: Model) -> None:
    Initiative.objects.filter(pk=made.pk).update(parent_id=programme.pk)


def _line_of(made: Initiative, line: Model) -> None:
    Initiative.objects.filter(pk=made.pk).update(programme_line_id=line.pk)


def _happens_in(made: Initiative, area: Model) -> None:
    made.initiative_places.model.objects.create(initiative=made, place=factories.PlaceFactory(area=area))


SHARED = {
    "theme": Shared(factories.ThemeFactory, lambda made, theme: made.themes.through.objects.create(
        initiative=made, theme=theme)),
    "target group": Shared(factories.TargetGroupFactory, lambda made, group: made.target_groups.through.objects.create(
        initiative=made, targetgroup=group)),
    "line": Shared(factories.ProgrammeLineFactory, _line_of),
    "organisation": Shared(factories.OrganisationFactory, lambda made, found: factories.PartyFactory(
        initiative=made, organisation=found)),
    "place": Shared(factories.PlaceFactory, lambda made, place: made.initiative_places.model.objects.create(
        initiative=made, place=place)),
    "area served": Shared(factories.AreaFactory, lambda made, area: factories.ReachFactory(initiative=made, area=area)),
    "area of a place": Shared(factories.AreaFactory, _happens_in),
    "programme": Shared(factories.InitiativeFactory, _programme_of, column="title"),
}  # fmt: skip


@pytest.fixture
def other_session() -> Iterator[BaseDatabaseWrapper]:
    """A second connection to the same database, in a transaction."""
    other = connection.copy()
    other.set_autocommit(False)
    yield other
    other.close()


def rename(session: BaseDatabaseWrapper, thing: Model, column: str) -> None:
    with session.cursor() as cursor:
        cursor.execute(f"UPDATE {thing._meta.db_table} SET {column} = %s WHERE id = %s", [NEW, thing.pk])  # noqa: S608


def is_kept_with_new_name(key: int) -> bool:
    record = PublicRecord.objects.get(key=key)
    assert json.loads(record.content) == json.loads(facts_to_json(facts_for([key])[0]))
    return record.version == ledger.wanted_versions([key])[key] and NEW in record.content


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("is_followed", [True, False])
def test_what_is_linked_while_a_rename_is_not_committed_gets_the_new_name(
    kind: str, is_followed: bool, other_session: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And does not without the note that the rename leaves."""
    shared, made = SHARED[kind], factories.InitiativeFactory()
    thing = shared.make()
    indexing.drain()
    if not is_followed:
        monkeypatch.setattr(shared_changes, "follow", lambda: None)
    rename(other_session, thing, shared.column)
    shared.link(made, thing)
    indexing.drain()
    assert not is_kept_with_new_name(made.pk)
    other_session.commit()
    indexing.drain()
    assert is_kept_with_new_name(made.pk) is is_followed
    assert SharedChange.objects.exists() is not is_followed


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["move", "new", "gone"])
@pytest.mark.parametrize("is_followed", [True, False])
def test_areas_that_change_under_what_is_served_are_followed_too(
    change: str, is_followed: bool, other_session: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who serves all of a municipality is found for each area in it, and no longer for one that left it."""
    made, town, other_town = factories.InitiativeFactory(), factories.AreaFactory(), factories.AreaFactory()
    inside = factories.AreaFactory(district=True, parent=town)
    indexing.drain()
    if not is_followed:
        monkeypatch.setattr(shared_changes, "follow", lambda: None)
    with other_session.cursor() as cursor:
        cursor.execute(*_area_change(change, inside, town, other_town))
    factories.ReachFactory(initiative=made, area=town)
    indexing.drain()
    other_session.commit()
    indexing.drain()
    counts = embedded_engine().search(question_of(SearchQuery())).facet_counts["gebied"]
    found = counts.get("nieuw" if change == "new" else inside.slug, 0)
    assert (found == (1 if change == "new" else 0)) is is_followed


def _area_change(change: str, inside: Model, town: Model, other_town: Model) -> tuple[str, list[int]]:
    table = town._meta.db_table
    if change == "move":
        return f"UPDATE {table} SET parent_id = %s WHERE id = %s", [other_town.pk, inside.pk]  # noqa: S608
    if change == "gone":
        return f"DELETE FROM {table} WHERE id = %s", [inside.pk]  # noqa: S608
    return (
        f"INSERT INTO {table} (name, slug, aliases, kind, coordinate_source, boundary_source, note, parent_id) "  # noqa: S608
        f"SELECT 'nieuw', 'nieuw', aliases, kind, '', '', '', %s FROM {table} WHERE id = %s",
        [town.pk, inside.pk],
    )


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_note_that_another_process_works_on_is_left_to_it(other_session: BaseDatabaseWrapper) -> None:
    theme = factories.ThemeFactory()
    rename(connection, theme, "name")
    with other_session.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {SharedChange._meta.db_table} FOR UPDATE")  # noqa: S608
    shared_changes.follow()
    assert SharedChange.objects.exists()
    other_session.rollback()
    shared_changes.follow()
    assert not SharedChange.objects.exists()


@pytest.fixture
def linked(db: None) -> tuple[Theme, list[int]]:
    """A theme, and the keys of the five initiatives that have it."""
    theme = factories.ThemeFactory()
    made = [factories.InitiativeFactory() for _ in range(5)]
    for initiative in made:
        initiative.themes.set([theme])
        initiative.save()
    shared_changes.follow()
    return theme, [initiative.pk for initiative in made]


def test_what_is_rolled_back_leaves_no_note(linked: tuple[Theme, list[int]]) -> None:
    with transaction.atomic():
        rename(connection, linked[0], "name")
        transaction.set_rollback(True)
    assert not shared_changes.has_any()


def test_what_breaks_off_goes_on_where_it_was(linked: tuple[Theme, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    theme, keys = linked
    monkeypatch.setattr(shared_changes, "KEYS_AT_ONCE", 2)
    rename(connection, theme, "name")
    before, mark = ledger.wanted_versions(), ledger.mark

    def mark_and_fail(marked: list[int]) -> None:
        mark(marked)
        if keys[2] in marked:
            raise OSError("the machine stops")

    monkeypatch.setattr(ledger, "mark", mark_and_fail)
    with pytest.raises(OSError, match="stops"):
        shared_changes.follow()
    halfway = ledger.wanted_versions()
    assert [halfway[key] > before[key] for key in keys] == [True, True, False, False, False]
    assert SharedChange.objects.get().done_up_to == keys[1]
    monkeypatch.setattr(ledger, "mark", mark)
    shared_changes.follow()
    after = ledger.wanted_versions()
    assert [after[key] > halfway[key] for key in keys] == [False, False, True, True, True]
    assert not shared_changes.has_any()


def test_a_note_that_comes_in_between_starts_from_the_beginning(
    linked: tuple[Theme, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, keys = linked
    monkeypatch.setattr(shared_changes, "KEYS_AT_ONCE", 2)
    rename(connection, theme, "name")
    shared_changes._follow_some(SharedChange.objects.get().pk)
    rename(connection, theme, "name")
    before = ledger.wanted_versions()
    shared_changes.follow()
    after = ledger.wanted_versions()
    assert all(after[key] > before[key] for key in keys)
    assert not shared_changes.has_any()


def test_it_ends_though_changes_go_on(linked: tuple[Theme, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    theme, mark = linked[0], ledger.mark
    rename(connection, theme, "name")
    monkeypatch.setattr(ledger, "mark", lambda keys: (mark(keys), rename(connection, theme, "name")))
    shared_changes.follow()
    assert SharedChange.objects.count() == 1


def test_many_changes_of_one_kind_are_one_step(linked: tuple[Theme, list[int]]) -> None:
    theme, keys = linked
    for _ in range(3):
        rename(connection, theme, "name")
    before = ledger.wanted_versions()
    last = SharedChange.objects.order_by("pk").last()
    assert last is not None
    assert [shared_changes._follow_some(last.pk) for _ in range(2)] == [True, False]
    assert sorted(key for key, want in ledger.wanted_versions().items() if want > before[key]) == sorted(keys)


def test_a_note_about_a_table_that_is_not_watched_any_more_is_dropped(linked: tuple[Theme, list[int]]) -> None:
    SharedChange.objects.create(kind="initiatives_gone", thing=1)
    before = ledger.wanted_versions()
    shared_changes.follow()
    assert (ledger.wanted_versions(), shared_changes.has_any()) == (before, False)


@pytest.mark.django_db
def test_only_what_parts_of_a_programme_say_of_it_leaves_a_note() -> None:
    programme = factories.InitiativeFactory()
    part = factories.InitiativeFactory(parent=programme)
    before = ledger.wanted_versions()[part.pk]
    Initiative.objects.filter(pk=programme.pk).update(summary="Anders.")
    assert not shared_changes.has_any()
    Initiative.objects.filter(pk=programme.pk).update(live=False)
    versions = ledger.wanted_versions()
    shared_changes.follow()
    after = ledger.wanted_versions()
    assert (after[programme.pk], after[part.pk] > versions[part.pk] > before) == (versions[programme.pk], True)
