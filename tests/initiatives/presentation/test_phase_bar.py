"""How far an initiative is, on either of the two bars."""

import pytest
from django.utils import translation

from initiatives.enums import FactBasis, Phase
from initiatives.partial_dates import PartialDate
from initiatives.presentation.phase_bar import phase_bar_of, rank_of
from tests.factories import InitiativeFactory, PhaseRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def states(initiative) -> list[tuple[str, str]]:
    return [(step.label, step.state) for step in phase_bar_of(initiative).steps]


def test_a_programme_has_five_steps_with_the_date_of_each() -> None:
    initiative = InitiativeFactory(phase=Phase.EXECUTION, phase_basis=FactBasis.INFERRED)
    PhaseRecordFactory(initiative=initiative, phase=Phase.EXECUTION, started=PartialDate(2021, 3))
    assert states(initiative) == [
        ("Oriëntatie", "done"),
        ("Voorbereiding", "done"),
        ("Implementatie", "done"),
        ("Uitvoering", "current"),
        ("Evaluatie", "coming"),
    ]
    bar = phase_bar_of(initiative)
    assert (bar.current.number, bar.current.since, bar.current.is_inferred) == (4, "maart 2021", True)
    assert [step.is_inferred for step in bar.steps] == [False, False, False, True, False]


def test_a_product_follows_the_hubs_bar() -> None:
    assert states(InitiativeFactory(product=True)) == [
        ("Onderzoek", "done"),
        ("Voorbereiding", "done"),
        ("Implementatie", "done"),
        ("Uitvoering", "done"),
        ("Opgeleverd", "current"),
    ]


def test_a_stopped_one_ends_where_it_stopped() -> None:
    initiative = InitiativeFactory(phase=Phase.STOPPED)
    PhaseRecordFactory(initiative=initiative, phase=Phase.PREPARATION, started=PartialDate(2020))
    assert states(initiative) == [("Oriëntatie", "done"), ("Voorbereiding", "done"), ("Gestopt", "stopped")]
    assert states(InitiativeFactory(phase=Phase.STOPPED)) == [("Gestopt", "stopped")]


@pytest.mark.parametrize("bar", ["programma", "product"])
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.STOPPED])
def test_every_phase_is_the_current_step_of_either_bar(phase: Phase, bar: str) -> None:
    view = phase_bar_of(InitiativeFactory.build(phase=phase, phase_bar=bar))
    assert (view.current.label, view.current.number, len(view.steps)) == (str(phase.label), rank_of(phase) + 1, 5)
