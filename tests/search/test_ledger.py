"""Every way a record changes reaches the ledger, by database triggers; what is rolled back does not."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from initiatives.models import Area, Initiative, Organisation, Party, Place, Reach, Theme
from search import ledger, registry
from search.checks import check_triggers
from search.models import LedgerEntry, PendingEntry
from search.triggers import create_triggers, drop_triggers, missing_triggers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative() -> Initiative:
    area = factories.AreaFactory(name="Heerlen", parent=factories.AreaFactory(name="Parkstad"))
    factories.AreaFactory(name="Heerlen-Noord", parent=area, district=True)
    made = factories.InitiativeFactory(full=True)
    factories.ReachFactory(initiative=made, area=area)
    made.target_groups.set([factories.TargetGroupFactory()])
    made.programme_line = factories.ProgrammeLineFactory()
    made.save()
    return Initiative.objects.get(pk=made.pk)


INDEX = "index-test"


@pytest.fixture(autouse=True)
def _registered(db: None) -> None:
    registry.register(INDEX, "embedded")


def settle_all() -> None:
    ledger.settle(INDEX, ledger.wanted_versions())


def dirty() -> list[int]:
    return sorted(entry.key for entry in ledger.dirty_keys(INDEX))


def rename(instance: object) -> None:
    instance.name = f"{instance.name} anders"  # type: ignore[attr-defined]
    instance.save()  # type: ignore[attr-defined]


CHANGES: dict[str, Callable[[Initiative], object]] = {
    "save": lambda made: made.save(),
    "update": lambda made: Initiative.objects.filter(pk=made.pk).update(title="anders"),
    "unpublish": lambda made: made.unpublish(),
    "publish": lambda made: made.save_revision().publish(),
    "delete": lambda made: made.delete(),
    "raw SQL": lambda made: connection.cursor().execute("UPDATE initiatives_initiative SET summary = 'x'"),
    "add theme": lambda made: (made.themes.add(factories.ThemeFactory()), made.save()),
    "through add": lambda made: Initiative.themes.through.objects.bulk_create(
        [Initiative.themes.through(initiative_id=made.pk, theme_id=factories.ThemeFactory().pk)], ignore_conflicts=True
    ),
    "rename theme": lambda made: rename(made.themes.get()),
    "update theme": lambda made: Theme.objects.update(synonyms=["sporten"]),
    "rename target group": lambda made: rename(made.target_groups.get()),
    "rename line": lambda made: rename(made.programme_line),
    "rename organisation": lambda made: rename(made.parties.get().organisation),
    "refuse organisation": lambda made: Organisation.objects.update(is_accepted=False),
    "refuse place": lambda made: Place.objects.update(is_accepted=False),
    "move place": lambda made: Place.objects.update(latitude=50.9),
    "rename area": lambda made: rename(_heerlen(made)),
    "rename area above": lambda made: rename(_heerlen(made).parent),
    "move area": lambda made: _move_area(_heerlen(made)),
    "new area inside": lambda made: factories.AreaFactory(parent=_heerlen(made)),
    "new area deeper inside": lambda made: factories.AreaFactory(parent=_area_inside(_heerlen(made))),
    "rename area inside": lambda made: rename(_area_inside(_heerlen(made))),
    "remove area inside": lambda made: _area_inside(_heerlen(made)).delete(),
    "move area out": lambda made: _move_area(_area_inside(_heerlen(made))),
    "add party": lambda made: Party.objects.bulk_create(
        [Party(initiative_id=made.pk, organisation=factories.OrganisationFactory())]
    ),
    "remove reach": lambda made: Reach.objects.all().delete(),
    "remove place": lambda made: made.initiative_places.model.objects.all().delete(),
    "change objective": lambda made: made.objectives.model.objects.update(text="anders"),
}


def _heerlen(made: Initiative) -> Area:
    return Reach.objects.get(initiative=made, area__name="Heerlen").area


def _area_inside(area: Area) -> Area:
    return Area.objects.get(parent=area)


def _move_area(area: Area) -> None:
    area.parent = factories.AreaFactory()
    area.save()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_marks_its_initiative_and_no_other(initiative: Initiative, change: str) -> None:
    if change != "raw SQL":
        factories.InitiativeFactory()
    settle_all()
    key = initiative.pk
    CHANGES[change](initiative)
    assert dirty() == [key]


def test_a_programme_that_changes_marks_its_parts_which_name_it() -> None:
    programme = factories.InitiativeFactory()
    part = factories.InitiativeFactory(parent=programme)
    factories.InitiativeFactory()
    settle_all()
    Initiative.objects.filter(pk=programme.pk).update(title="anders")
    assert dirty() == [programme.pk, part.pk]


def test_an_area_inside_the_region_marks_nothing_that_serves_the_region() -> None:
    factories.InitiativeFactory(region_wide=True)
    settle_all()
    factories.AreaFactory(parent=factories.region())
    assert dirty() == []


def test_bulk_create_marks_all() -> None:
    made = Initiative.objects.bulk_create(factories.InitiativeFactory.build_batch(3))
    assert dirty() == sorted(initiative.pk for initiative in made)


def test_a_rolled_back_change_leaves_no_mark(initiative: Initiative) -> None:
    settle_all()
    with transaction.atomic():
        initiative.save()
        transaction.set_rollback(True)
    assert dirty() == []


def test_a_mark_is_raised_by_every_change(initiative: Initiative) -> None:
    versions = []
    for _ in range(3):
        Initiative.objects.filter(pk=initiative.pk).update(title="anders")
        versions.append(ledger.wanted_versions()[initiative.pk])
    assert versions == sorted(set(versions))


def test_a_clock_that_steps_back_does_not_lower_a_version(initiative: Initiative) -> None:
    future = ledger.now_ms() + 1_000_000
    LedgerEntry.objects.filter(key=initiative.pk).update(want=future)
    initiative.save()
    assert ledger.wanted_versions()[initiative.pk] > future


def test_settling_an_older_version_leaves_the_entry_dirty(initiative: Initiative) -> None:
    seen = ledger.wanted_versions()
    initiative.save()
    ledger.settle(INDEX, seen)
    assert dirty() == [initiative.pk]


def test_a_settled_entry_is_gone_and_the_version_stays(initiative: Initiative) -> None:
    want = ledger.wanted_versions()[initiative.pk]
    ledger.settle(INDEX, {initiative.pk: want})
    assert (dirty(), ledger.wanted_versions()[initiative.pk]) == ([], want)


def test_each_index_follows_by_itself(initiative: Initiative) -> None:
    registry.register("vectors:test", "vectors")
    initiative.save()
    want = ledger.wanted_versions()
    ledger.settle(INDEX, want)
    assert (dirty(), ledger.dirty_keys("vectors:test")) == ([], [ledger.DirtyKey(initiative.pk, want[initiative.pk])])


def test_what_is_shown_again_is_not_hidden_any_more(initiative: Initiative) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(live=False)
    before = ledger.hidden_keys(INDEX, 10)
    Initiative.objects.filter(pk=initiative.pk).update(live=True)
    assert (before, ledger.hidden_keys(INDEX, 10)) == ([initiative.pk], [])


def test_hidden_keys_are_dirty_and_not_public() -> None:
    hidden, gone = factories.InitiativeFactory(), factories.InitiativeFactory()
    factories.InitiativeFactory()
    settle_all()
    Initiative.objects.filter(pk=hidden.pk).update(live=False)
    gone_key = gone.pk
    gone.delete()
    assert ledger.hidden_keys(INDEX, 10) == sorted([hidden.pk, gone_key])
    assert len(ledger.hidden_keys(INDEX, 1)) == 1


def test_a_postponed_entry_waits_but_is_kept(initiative: Initiative) -> None:
    ledger.postpone(INDEX, initiative.pk, 1, ValueError("broken"))
    entry = PendingEntry.objects.get(key=initiative.pk)
    assert (dirty(), entry.attempts, entry.last_error) == ([], 1, "ValueError: broken")
    assert ledger.has_dirty(INDEX) is False
    initiative.save()
    assert dirty() == [initiative.pk]


def test_what_was_not_pending_can_be_postponed(initiative: Initiative) -> None:
    settle_all()
    ledger.postpone(INDEX, initiative.pk, 5, ValueError("broken"))
    assert PendingEntry.objects.get(key=initiative.pk).want == 5


@pytest.mark.parametrize("read", [ledger.has_dirty, ledger.dirty_keys])
def test_what_is_asked_often_reads_an_index_of_the_table(read: Callable[[str], object]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    with CaptureQueriesContext(connection) as queries:
        read(INDEX)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "SEARCH" in plan
    assert "SCAN" not in plan


def test_a_missing_trigger_is_reported_and_made_again_by_migrate() -> None:
    drop_triggers(connection)
    assert [message.id for message in check_triggers(databases=["default"])] == ["search.W001"]
    call_command("migrate", verbosity=0)
    assert (missing_triggers(connection), check_triggers(databases=["default"])) == ([], [])


def test_triggers_can_be_made_twice() -> None:
    create_triggers(connection)
    create_triggers(connection)
    assert missing_triggers(connection) == []
