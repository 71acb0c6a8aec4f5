"""Goals with their target and latest figure; a chart only where both are linked and share a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from initiatives.enums import ValueBound
from initiatives.models import Initiative, Objective, Result
from initiatives.partial_dates import PartialDate
from initiatives.presentation.wording import bounded_figure, figure

PERCENT_UNITS = ("%", "procent")
HEADROOM = Decimal("1.08")  # so that a target that is the largest figure still shows its mark


@dataclass(frozen=True)
class GoalChart:
    """Positions along one bar, in percent of its length (0 to 100); ``baseline`` and ``target`` may be unknown."""

    latest: float
    target: float | None
    baseline: float | None


@dataclass(frozen=True)
class Figure:
    """A figure in words and the date it holds for; both empty when unknown."""

    text: str
    date: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Goal:
    """``is_measurable`` is false for a goal in words only: it has no bar, not even an empty one."""

    text: str
    indicator: str
    baseline: Figure
    target: Figure
    latest: Figure
    is_measurable: bool
    chart: GoalChart | None


@dataclass(frozen=True)
class ResultLine:
    label: str
    figure: Figure


def goals_of(initiative: Initiative) -> tuple[Goal, ...]:
    """Goals in the editors' order."""
    results = list(initiative.results.all())
    return tuple(_goal(objective, _latest(objective, results)) for objective in initiative.objectives.all())


def results_of(initiative: Initiative) -> tuple[ResultLine, ...]:
    """All dated results, newest first, undated ones last."""
    newest_first = sorted(initiative.results.all(), key=_recency, reverse=True)
    return tuple(ResultLine(result.label, _result_figure(result)) for result in newest_first)


def _recency(result: Result) -> tuple[bool, PartialDate]:
    return result.date is not None, result.date or PartialDate(1900)


def _latest(objective: Objective, results: Iterable[Result]) -> Result | None:
    linked = [result for result in results if objective.code and result.objective_code == objective.code]
    return max(linked, key=_recency, default=None)


def _goal(objective: Objective, latest: Result | None) -> Goal:
    return Goal(
        text=objective.text,
        indicator=objective.indicator,
        baseline=_number_figure(objective.baseline, ValueBound.EXACT, objective.unit, objective.baseline_date),
        target=_target_figure(objective),
        latest=_result_figure(latest) if latest else Figure("", ""),
        is_measurable=bool(objective.indicator or objective.target is not None or objective.target_text),
        chart=_chart(objective, latest),
    )


def _target_figure(objective: Objective) -> Figure:
    if objective.target_text:
        return Figure(objective.target_text, _date(objective.target_date))
    if objective.target is not None and objective.target_high is not None:
        ends = {"low": figure(objective.target), "high": figure(objective.target_high)}
        reach = gettext("%(low)s to %(high)s") % ends
        return Figure(_with_unit(reach, objective.unit), _date(objective.target_date))
    return _number_figure(objective.target, objective.target_bound, objective.unit, objective.target_date)


def _result_figure(result: Result) -> Figure:
    if result.value_text:
        return Figure(result.value_text, _date(result.date))
    return _number_figure(result.value, result.value_bound, result.unit, result.date)


def _number_figure(value: Decimal | None, bound: str, unit: str, date: PartialDate | None) -> Figure:
    if value is None:
        return Figure("", _date(date))
    return Figure(_with_unit(bounded_figure(value, bound), unit), _date(date))


def _with_unit(number: str, unit: str) -> str:
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def _date(date: PartialDate | None) -> str:
    return date.label if date else ""


def _chart(objective: Objective, latest: Result | None) -> GoalChart | None:
    if latest is None or latest.value is None or objective.target is None:
        return None
    if objective.unit.strip().casefold() != latest.unit.strip().casefold():
        return None
    known = [number for number in (latest.value, objective.target, objective.baseline) if number is not None]
    length = _scale(known, objective.target_high, objective.unit)
    if min(known) < 0 or length <= 0:
        return None
    baseline = None if objective.baseline is None else _percent(objective.baseline, length)
    return GoalChart(_percent(latest.value, length), _percent(objective.target, length), baseline)


def _scale(known: Sequence[Decimal], target_high: Decimal | None, unit: str) -> Decimal:
    """The figure at the bar's end: 100 for percentages, else a little more than the largest figure."""
    largest = max([*known, target_high] if target_high is not None else known)
    return Decimal(100) if unit.strip() in PERCENT_UNITS and largest <= 100 else largest * HEADROOM


def _percent(value: Decimal, length: Decimal) -> float:
    return round(float(100 * value / length), 1)
