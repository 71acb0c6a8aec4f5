"""The timeline keeps each date as precise as it is known."""

import datetime

import pytest
from django.utils import translation

from initiatives.enums import FactBasis, Phase
from initiatives.partial_dates import PartialDate
from initiatives.presentation.timeline import timeline_of
from tests.factories import InitiativeFactory, MilestoneFactory, PhaseRecordFactory


@pytest.mark.django_db
def test_entries_stand_in_order_of_time_and_say_what_is_inferred_or_to_come() -> None:
    initiative = InitiativeFactory(
        period_start=PartialDate(2021), period_end=PartialDate(2027), period_basis=FactBasis.INFERRED
    )
    MilestoneFactory(initiative=initiative, label="Opening", date=PartialDate(2022, 9, 5))
    MilestoneFactory(initiative=initiative, label="Meting", date=PartialDate(2022, quarter=4))
    MilestoneFactory(initiative=initiative, label="Ooit", date=None)
    PhaseRecordFactory(initiative=initiative, phase=Phase.EXECUTION, started=PartialDate(2022, 3), note="stap twee")
    with translation.override("nl"):
        entries = timeline_of(initiative, datetime.date(2026, 1, 1))
    assert [(entry.label, entry.date, entry.iso, entry.is_inferred, entry.is_future) for entry in entries] == [
        ("Begin", "2021", "2021", True, False),
        ("Uitvoering: stap twee", "maart 2022", "2022-03", False, False),
        ("Opening", "5 september 2022", "2022-09-05", False, False),
        ("Meting", "kwartaal 4 van 2022", "", False, False),
        ("Einde", "2027", "2027", True, True),
        ("Ooit", "", "", False, False),
    ]
