"""Goals, targets and figures; a chart only where they belong together."""

from decimal import Decimal

import pytest
from django.utils import translation

from initiatives.partial_dates import PartialDate
from initiatives.presentation.goals import GoalChart, goals_of, results_of
from tests.factories import InitiativeFactory, ObjectiveFactory, ResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def goal_with(objective: dict, *results: dict):
    initiative = InitiativeFactory()
    ObjectiveFactory(initiative=initiative, code="doel", **objective)
    for result in results:
        ResultFactory(initiative=initiative, **{"objective_code": "doel", **result})
    return goals_of(initiative)[0]


PERCENT = {"unit": "%", "target": Decimal(80), "baseline": Decimal("40.5"), "target_date": PartialDate(2025)}


def test_the_latest_figure_of_the_goal_is_drawn() -> None:
    goal = goal_with(
        PERCENT,
        {"unit": "%", "value": Decimal(50), "date": PartialDate(2021)},
        {"unit": "%", "value": Decimal(62), "date": PartialDate(2023)},
    )
    assert goal.chart == GoalChart(latest=62.0, target=80.0, baseline=40.5)
    assert (goal.latest.text, goal.latest.date) == ("62%", "2023")
    assert (goal.target.text, goal.baseline.text) == ("80%", "40,5%")


@pytest.mark.parametrize(
    "result",
    [
        {"unit": "mensen", "value": Decimal(50)},
        {"unit": "%", "value": Decimal(50), "objective_code": "ander"},
        {"unit": "%", "value": None, "value_text": "veel beter"},
        {"unit": "%", "value": Decimal(-3)},
    ],
)
def test_no_chart_where_target_and_figure_do_not_belong_together(result: dict) -> None:
    assert goal_with(PERCENT, result).chart is None


def test_figures_other_than_percentages_leave_room_for_the_target() -> None:
    goal = goal_with(
        {"unit": "mensen", "target": Decimal(100), "baseline": None}, {"unit": "Mensen", "value": Decimal(54)}
    )
    assert goal.chart == GoalChart(latest=50.0, target=92.6, baseline=None)


def test_a_range_and_a_bound_are_said_in_words() -> None:
    assert goal_with({"unit": "mensen", "target": Decimal(450), "target_high": Decimal(1650)}).target.text == (
        "450 tot 1.650 mensen"
    )
    assert goal_with({"unit": "mensen", "target": Decimal(30), "target_bound": "minimum"}).target.text == (
        "ten minste 30 mensen"
    )


def test_a_goal_in_words_only_is_not_called_unmeasured() -> None:
    goal = goal_with({"unit": "", "indicator": "", "target": None, "baseline": None})
    assert (goal.is_measurable, goal.chart, goal.latest.text) == (False, None, "")


def test_results_stand_newest_first_and_undated_last() -> None:
    initiative = InitiativeFactory()
    for label, date in (("oud", PartialDate(2020)), ("zonder", None), ("nieuw", PartialDate(2022, 5))):
        ResultFactory(initiative=initiative, label=label, date=date)
    assert [line.label for line in results_of(initiative)] == ["nieuw", "oud", "zonder"]
