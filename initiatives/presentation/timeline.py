"""What happened and what is planned, in order of time, each date as precise as it is known."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from initiatives.enums import FactBasis, Phase
from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate

EntryKind = Literal["period", "phase", "milestone"]


@dataclass(frozen=True)
class TimelineEntry:
    """``iso`` is the date in ISO 8601 for machines (empty for a quarter or no date), ``date`` in words."""

    label: str
    date: str
    iso: str
    kind: EntryKind
    is_inferred: bool
    is_future: bool


@dataclass(frozen=True)
class _Moment:
    at: PartialDate | None
    label: str
    kind: EntryKind
    is_inferred: bool = False


def timeline_of(initiative: Initiative, today: datetime.date) -> tuple[TimelineEntry, ...]:
    """Period, phases and milestones, oldest first; what has no date stands last."""
    moments = [*_period(initiative), *_phases(initiative), *_milestones(initiative)]
    moments.sort(key=lambda moment: (moment.at is None, moment.at or PartialDate(1900)))
    return tuple(_entry(moment, today) for moment in moments)


def _entry(moment: _Moment, today: datetime.date) -> TimelineEntry:
    at = moment.at
    return TimelineEntry(
        label=moment.label,
        date=at.label if at else "",
        iso=str(at) if at and not at.quarter else "",
        kind=moment.kind,
        is_inferred=moment.is_inferred,
        is_future=at is not None and at.first_day > today,
    )


def _period(initiative: Initiative) -> list[_Moment]:
    inferred = initiative.period_basis == FactBasis.INFERRED
    ends = ((initiative.period_start, gettext("Start")), (initiative.period_end, gettext("End")))
    return [_Moment(at, label, "period", inferred) for at, label in ends if at]


def _phases(initiative: Initiative) -> list[_Moment]:
    return [
        _Moment(
            record.started,
            f"{Phase(record.phase).label}: {record.note}" if record.note else str(Phase(record.phase).label),
            "phase",
            record.basis == FactBasis.INFERRED,
        )
        for record in initiative.phase_history.all()
        if record.started
    ]


def _milestones(initiative: Initiative) -> list[_Moment]:
    return [_Moment(milestone.date, milestone.label, "milestone") for milestone in initiative.milestones.all()]
