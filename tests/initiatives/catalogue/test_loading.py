"""Loading: everything arrives, a second time changes nothing, and editors' work is never overwritten."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from wagtail.signals import published

from initiatives import lifecycle
from initiatives.catalogue.loading import PARKSTAD, load_catalogue
from initiatives.catalogue.report import Kept, LeftOut
from initiatives.models import Area, Initiative, LoadedRecord, Organisation, Theme
from initiatives.partial_dates import PartialDate
from tests.initiatives.catalogue.small_catalogue import write, write_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    return write_catalogue(tmp_path)


def snapshot() -> dict[str, Any]:
    return {initiative.slug: initiative.serializable_data() for initiative in Initiative.objects.all()}


def test_every_record_arrives_published_and_linked(files, tmp_path):
    report = load_catalogue(tmp_path)

    walk = Initiative.objects.get(slug="wandelen")
    assert report.totals == {"new": 10}
    assert Initiative.objects.published().count() == 2
    assert walk.parent == Initiative.objects.get(slug="vitaal")
    assert [theme.slug for theme in walk.themes.all()] == ["bewegen"]
    assert [(party.organisation.slug, party.role) for party in walk.parties.all()] == [
        ("impuls", "regie"),
        ("impuls", "partner"),
    ]
    assert [reach.area.slug for reach in walk.reach.all()] == ["kerkrade"]
    assert [use.place.slug for use in walk.initiative_places.all()] == ["flexiforum"]
    assert [(link.related.slug, link.note) for link in walk.related_links.all()] == [("vitaal", "Zelfde groep")]
    objective, result = walk.objectives.get(), walk.results.get()
    assert (objective.target, objective.target_high) == (Decimal("450.5"), Decimal(650))
    assert (result.value, result.objective_code, result.date) == (
        Decimal("580.62"),
        "doel-1",
        PartialDate(2022, quarter=3),
    )
    assert walk.sources.get().location == "bladzijde 3"


def test_loading_confirms_nothing_and_is_no_news(files, tmp_path):
    load_catalogue(tmp_path)
    own = lifecycle.create_draft(
        content=lifecycle.InitiativeContent(
            {"title": "Nieuw", "slug": "nieuw", "kind": "project", "summary": "Nieuw.", "phase": "uitvoering"}
        )
    )
    lifecycle.publish(initiative=own)

    assert not Initiative.objects.exclude(last_confirmed_on=None).exists()
    assert [found.slug for found in Initiative.objects.published().not_from_catalogue()] == ["nieuw"]


def test_a_second_time_changes_nothing(files, tmp_path):
    load_catalogue(tmp_path)
    before, loaded = snapshot(), list(LoadedRecord.objects.values_list("slug", "state_hash", "loaded_at"))

    report = load_catalogue(tmp_path)

    assert report.totals == {"unchanged": 10}
    assert report.kept == []
    assert snapshot() == before
    assert list(LoadedRecord.objects.values_list("slug", "state_hash", "loaded_at")) == loaded


def test_untouched_records_follow_their_source(files, tmp_path):
    load_catalogue(tmp_path)
    files["initiatives.json"][0]["parties"] = [{"organisation": "impuls", "role": "uitvoerder"}]
    files["organisations.json"][0]["name"] = "Impuls Welzijn"
    write(tmp_path, files)

    report = load_catalogue(tmp_path)

    assert (report.totals["changed"], report.totals["unchanged"]) == (2, 8)
    assert [party.role for party in Initiative.objects.get(slug="wandelen").parties.all()] == ["uitvoerder"]
    assert Organisation.objects.get().name == "Impuls Welzijn"
    assert load_catalogue(tmp_path).totals == {"unchanged": 10}


def test_what_editors_touched_is_kept_and_reported(files, tmp_path):
    load_catalogue(tmp_path)
    edited = Initiative.objects.get(slug="wandelen")
    edited.title = "Samen fietsen"
    edited.save_revision().publish()
    lifecycle.unpublish(initiative=Initiative.objects.get(slug="vitaal"))
    Theme.objects.filter(slug="bewegen").update(name="Beweging")
    for record in (*files["initiatives.json"], *files["themes.json"]):
        record["summary" if "summary" in record else "description"] = "Anders."
    write(tmp_path, files)

    report = load_catalogue(tmp_path)

    assert report.kept == [
        Kept("theme", "bewegen", "edited"),
        Kept("initiative", "vitaal", "unpublished"),
        Kept("initiative", "wandelen", "edited"),
    ]
    assert Initiative.objects.get(slug="wandelen").title == "Samen fietsen"
    assert not Initiative.objects.get(slug="vitaal").live
    assert Theme.objects.get(slug="bewegen").name == "Beweging"
    assert Theme.objects.get(slug="geld").description == "Anders."


def test_an_unpublished_draft_counts_as_work_of_an_editor(files, tmp_path):
    load_catalogue(tmp_path)
    draft = Initiative.objects.get(slug="wandelen")
    draft.title = "Nog niet klaar"
    draft.save_revision()

    assert load_catalogue(tmp_path).kept == [Kept("initiative", "wandelen", "edited")]


def test_what_editors_deleted_stays_deleted(files, tmp_path):
    load_catalogue(tmp_path)
    Initiative.objects.get(slug="vitaal").delete()
    files["initiatives.json"].append(
        {**files["initiatives.json"][1], "slug": "nieuw", "related": [{"initiative": "vitaal"}]}
    )
    write(tmp_path, files)

    report = load_catalogue(tmp_path)

    assert Kept("initiative", "vitaal", "deleted") in report.kept
    assert report.left_out == [LeftOut("initiative", "nieuw", "related", "initiative/vitaal")]
    assert sorted(Initiative.objects.values_list("slug", flat=True)) == ["nieuw", "wandelen"]


def test_a_record_that_was_there_before_is_not_taken_over(files, tmp_path):
    Theme.objects.create(slug="geld", name="Van onszelf")

    report = load_catalogue(tmp_path)

    assert report.kept == [Kept("theme", "geld", "own")]
    assert Theme.objects.get(slug="geld").name == "Van onszelf"


def test_a_record_that_left_the_catalogue_is_kept_and_reported(files, tmp_path):
    load_catalogue(tmp_path)
    del files["themes.json"][1]
    write(tmp_path, files)

    assert load_catalogue(tmp_path).kept == [Kept("theme", "geld", "withdrawn")]
    assert Theme.objects.filter(slug="geld").exists()


def test_outlines_of_areas_are_no_editing(files, tmp_path):
    load_catalogue(tmp_path)
    Area.objects.filter(slug="kerkrade").update(boundary={"type": "Polygon", "coordinates": []}, boundary_source="CBS")

    assert load_catalogue(tmp_path).totals == {"unchanged": 10}


def test_each_initiative_is_published_once_through_wagtail(files, tmp_path):
    heard: list[str] = []

    def hear(instance: Initiative, **_: object) -> None:
        heard.append(instance.slug)

    published.connect(hear, sender=Initiative)
    try:
        load_catalogue(tmp_path)
    finally:
        published.disconnect(hear, sender=Initiative)
    assert sorted(heard) == ["vitaal", "wandelen"]


def test_the_parkstad_catalogue_is_complete_and_loads_twice_without_difference():
    first, second = load_catalogue(PARKSTAD), load_catalogue(PARKSTAD)

    assert {kind: counts["new"] for kind, counts in first.counts.items()} == {
        "theme": 20,
        "target_group": 28,
        "programme_line": 5,
        "area": 36,
        "organisation": 171,
        "place": 18,
        "initiative": 108,
    }
    assert (first.kept, first.left_out) == ([], [])
    assert second.totals == {"unchanged": 386}
    assert not Initiative.objects.filter(state_as_of="").exists()
