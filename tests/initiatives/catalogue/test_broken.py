"""A broken catalogue: every problem named by file, record, field and reason, and nothing changed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from initiatives.catalogue import files as catalogue_files
from initiatives.catalogue.checking import check_catalogue
from initiatives.catalogue.files import read_catalogue
from initiatives.catalogue.loading import load_catalogue
from initiatives.catalogue.problems import BrokenCatalogueError, Problem
from initiatives.models import Area, Initiative, LoadedRecord, Theme
from tests.initiatives.catalogue.small_catalogue import write, write_catalogue


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def files(tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    return write_catalogue(tmp_path)


def problems_of(directory: Path) -> list[Problem]:
    with pytest.raises(BrokenCatalogueError) as caught:
        check_catalogue(read_catalogue(directory))
    return caught.value.problems


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"title": None}, "title", "must be text"),
        ({"title": ""}, "title", "must not be empty"),
        ({"title": "x" * 201}, "title", "is longer than 200"),
        ({"title": "a\x00b"}, "title", "holds a control character"),
        ({"colour": "red"}, "colour", "is not a field of the format"),
        ({"age_min": "6"}, "age_min", "must be a whole number"),
        ({"age_min": 30, "age_max": 20}, "", "the highest age is below the lowest age"),
        ({"period_start": "2023", "period_end": "2022"}, "", "the end lies before the start"),
        (
            {"state_as_of": "spring"},
            "state_as_of",
            "is not a year, quarter, month or day such as 2022, 2022-Q3, 2022-09 or 2022-09-18",
        ),
        ({"phase": "opgeleverd"}, "", "the phase is not on the chosen phase bar"),
        ({"themes": ["geld", "geld"]}, "themes", "names the same thing twice"),
        ({"themes": "geld"}, "themes", "must be a list"),
        ({"websites": [{"url": "javascript:alert(1)"}]}, "websites.0.url", "is not a web address that starts with http:// or https://"),  # noqa: E501 -- one case a line
        ({"objectives": [{"text": "Meer", "target": "veel"}]}, "objectives.0.target", "is not a number, or too large a number"),  # noqa: E501 -- one case a line
        ({"results": [{"label": "Deelnemers", "objective_code": "x"}]}, "", "a result names an objective code that this record does not have"),  # noqa: E501 -- one case a line
        ({"reach": ["atlantis"]}, "reach", "names an unknown record: atlantis"),
        ({"parent": "nergens"}, "parent", "names an unknown record: nergens"),
        ({"responsible_municipality": "parkstad"}, "responsible_municipality", "names an area that is not a municipality"),  # noqa: E501 -- one case a line
        ({"related": [{"initiative": "vitaal"}]}, "related", "an initiative cannot be related to itself"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(files, tmp_path, change, field, reason):
    files["initiatives.json"][1].update(change)
    write(tmp_path, files)

    assert problems_of(tmp_path) == [Problem("initiatives.json", "vitaal", field, reason)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'[{"slug": "geld", ]', "is not JSON: line 1, column 19: Expecting property name enclosed in double quotes"),
        ("[{\"slug\": \"caf\xe9\"}]".encode("latin-1"), "is not UTF-8 text (byte 14)"),
        (b'{"slug": "geld"}', "must be a list of records"),
        (b'[{"slug": "a", "name": "A", "name": "B"}]', "gives the field name twice in one record (a)"),
        (b'[{"slug": "a", "name": NaN}]', "holds NaN, which is not JSON"),
        (b"[" * 200_000, "is nested too deeply"),
        (b"[" + b"9" * 5000 + b"]", "holds a number that is too long"),
    ],
)  # fmt: skip
def test_an_unreadable_file_is_named(files, tmp_path, content, reason):
    (tmp_path / "themes.json").write_bytes(content)

    assert problems_of(tmp_path)[0] == Problem("themes.json", "", "", reason)


def test_a_missing_file_is_named(files, tmp_path):
    (tmp_path / "areas.json").unlink()

    assert problems_of(tmp_path) == [Problem("areas.json", "", "", "cannot be read: No such file or directory")]


def test_a_huge_file_is_not_read(files, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue_files, "MAX_FILE_BYTES", 100)

    assert Problem("initiatives.json", "", "", "is larger than 0 MB") in problems_of(tmp_path)


def test_too_many_records_are_refused(files, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue_files, "MAX_RECORDS", 1)

    assert problems_of(tmp_path)[0] == Problem("themes.json", "", "", "holds more than 1 records")


def test_a_record_without_a_slug_is_named_by_its_number(files, tmp_path):
    files["themes.json"][1] = {"name": "Geld"}
    files["themes.json"].append("geen record")  # type: ignore[arg-type]  # the mistake under test
    write(tmp_path, files)

    assert problems_of(tmp_path) == [
        Problem("themes.json", "record 2", "slug", "is missing"),
        Problem("themes.json", "record 3", "", "must be an object with fields"),
    ]


def test_every_problem_is_reported_at_once(files, tmp_path):
    files["themes.json"][0]["name"] = 3  # type: ignore[assignment]  # the mistake under test
    files["areas.json"][0]["cbs_code"] = "0928"
    write(tmp_path, files)

    assert [(problem.file, problem.record, problem.field) for problem in problems_of(tmp_path)] == [
        ("themes.json", "bewegen", "name"),
        ("areas.json", "kerkrade", "cbs_code"),
    ]


def test_repeated_slugs_and_loops_are_reported(files, tmp_path):
    files["themes.json"].append(files["themes.json"][0])
    files["initiatives.json"][1]["parent"] = "wandelen"
    write(tmp_path, files)

    assert [str(problem) for problem in problems_of(tmp_path)] == [
        "themes.json: bewegen: slug: stands in the file twice: bewegen",
        "initiatives.json: wandelen: parent: the parents form a loop or go too deep: wandelen > vitaal > wandelen",
        "initiatives.json: vitaal: parent: the parents form a loop or go too deep: vitaal > wandelen > vitaal",
    ]


@pytest.mark.django_db
def test_a_broken_file_changes_nothing(files, tmp_path):
    load_catalogue(tmp_path)
    before = list(LoadedRecord.objects.values_list("kind", "slug", "source_hash"))
    files["themes.json"][0]["name"] = "Anders"
    files["initiatives.json"][0]["reach"] = ["atlantis"]
    write(tmp_path, files)

    with pytest.raises(CommandError) as caught:
        call_command("load_catalogue", tmp_path, stdout=StringIO())

    assert "initiatives.json: wandelen: reach: names an unknown record: atlantis" in str(caught.value)
    assert Theme.objects.get(slug="bewegen").name == "Bewegen"
    assert list(LoadedRecord.objects.values_list("kind", "slug", "source_hash")) == before


@pytest.mark.django_db
def test_a_clash_with_the_database_rolls_everything_back(files, tmp_path):
    Area.objects.create(slug="ons-kerkrade", name="Kerkrade", kind="gemeente", cbs_code="GM0928")

    with pytest.raises(BrokenCatalogueError) as caught:
        load_catalogue(tmp_path)

    (problem,) = caught.value.problems
    assert (problem.file, problem.record, problem.field) == ("areas.json", "kerkrade", "cbs_code")
    assert (Initiative.objects.count(), Theme.objects.count(), LoadedRecord.objects.count()) == (0, 0, 0)


def test_the_schema_can_be_printed():
    out = StringIO()
    call_command("load_catalogue", schema=True, stdout=out)

    schema = json.loads(out.getvalue())
    assert schema["initiatives.json"]["$defs"]["InitiativeRecord"]["required"] == [
        "slug",
        "title",
        "kind",
        "summary",
        "phase",
    ]
    assert schema["themes.json"]["$defs"]["ThemeRecord"]["additionalProperties"] is False
