"""The spreadsheet of initiatives, its filters, and what never leaves."""

import csv
import datetime
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Revision

from initiatives.cms.exports import neutralised
from initiatives.cms.filters import InitiativeFilterSet
from initiatives.enums import Currency
from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate
from tests.factories import AreaFactory, ContactFactory, FinanceLineFactory, InitiativeFactory, ReachFactory

LIST = "wagtailsnippets_initiatives_initiative:list"


def exported(client, **parameters: str) -> list[dict[str, str]]:
    answer = client.get(reverse(LIST), {"export": "csv", **parameters})
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))


@pytest.mark.django_db
def test_export_has_a_row_for_each_initiative_and_no_contact(moderator_client):
    initiative = InitiativeFactory(title="=1+1", full=True)
    ContactFactory(initiative=initiative, email="geheim@voorbeeld.test", phone="045 1234567")
    FinanceLineFactory(initiative=initiative, note="interne begroting")

    rows = exported(moderator_client)

    assert rows[0]["Titel"] == "'=1+1"
    assert "geheim@voorbeeld.test" not in str(rows)
    assert "interne begroting" not in str(rows)


@pytest.mark.django_db
def test_the_workbook_holds_texts_not_formulas(moderator_client):
    InitiativeFactory(title='=HYPERLINK("http://voorbeeld.test")')

    answer = moderator_client.get(reverse(LIST), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    assert (sheet["A1"].value, sheet["A2"].value[:2], sheet["A2"].data_type) == ("Titel", "'=", "s")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_neutralised(start):
    assert neutralised(f"{start}cmd") == f"'{start}cmd"


def test_other_values_stay_as_they_are():
    day = datetime.date(2026, 1, 2)
    assert [neutralised(value) for value in ("Samen eten", "", day, None)] == ["Samen eten", "", day, None]


@pytest.mark.django_db
def test_contacts_are_in_no_revision():
    initiative = InitiativeFactory()
    ContactFactory(initiative=initiative, email="geheim@voorbeeld.test")

    initiative.save_revision()

    assert "geheim@voorbeeld.test" not in str(list(Revision.objects.values_list("content", flat=True)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"period_start": PartialDate(2020), "period_end": PartialDate(2021, quarter=3)},
        {"period_start": PartialDate(2020), "period_end": PartialDate(2100)},
        {"period_start": PartialDate(2099, 5), "period_end": PartialDate(2100)},
        {"period_start": PartialDate(2020, 5, 1)},
        {"ended": True},
        {"confirmed": True},
        {"last_confirmed_on": datetime.date(2015, 1, 1)},
        {
            "period_start": PartialDate(2020, quarter=1),
            "period_end": PartialDate.from_date(datetime.date(2020, 12, 31)),
        },
    ],
)
def test_the_filter_on_currency_follows_the_rule(values):
    initiative = InitiativeFactory(**values)
    expected = initiative.currency(timezone.localdate())

    found = [
        value
        for value in Currency.values
        if initiative in InitiativeFilterSet({"currency": value}, Initiative.objects.all()).qs
    ]

    assert found == [expected.value]


@pytest.mark.django_db
def test_the_filter_on_area_includes_what_lies_in_it():
    region = AreaFactory(region=True)
    neighbourhood = AreaFactory(neighbourhood=True, parent=AreaFactory(parent=region))
    inside, outside = InitiativeFactory(), InitiativeFactory()
    ReachFactory(initiative=inside, area=neighbourhood)

    rows = InitiativeFilterSet({"area": region.pk}, Initiative.objects.all()).qs

    assert list(rows) == [inside]
    assert outside not in rows


@pytest.mark.django_db
@pytest.mark.parametrize("question", ['"', "a\x00b", "'; --", "😀" * 300, "\\"])
def test_no_question_breaks_the_list(moderator_client, question):
    assert moderator_client.get(reverse(LIST), {"q": question}).status_code in (200, 400)
