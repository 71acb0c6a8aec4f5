"""The phase bar: how far an initiative is, with the dates at which it got there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from initiatives.enums import PHASE_STEPS, FactBasis, Phase, PhaseBar
from initiatives.models import Initiative, PhaseRecord

StepState = Literal["done", "current", "coming", "stopped"]


@dataclass(frozen=True)
class PhaseStep:
    """``since`` is a date in words or empty; ``is_inferred`` says that step or date was concluded, not stated."""

    number: int
    label: str
    state: StepState
    since: str
    is_inferred: bool


@dataclass(frozen=True)
class PhaseBarView:
    steps: tuple[PhaseStep, ...]
    note: str

    @property
    def current(self) -> PhaseStep:
        return next(step for step in self.steps if step.state in ("current", "stopped"))


def phase_bar_of(initiative: Initiative) -> PhaseBarView:
    """The five steps of the initiative's bar; a stopped one ends its bar where it stopped."""
    phase = Phase(initiative.phase)
    history = {Phase(record.phase): record for record in initiative.phase_history.all()}
    planned = PHASE_STEPS[PhaseBar(initiative.phase_bar)]
    if phase == Phase.STOPPED:
        reached = max((rank_of(known) for known in history if known != Phase.STOPPED), default=-1)
        phases: Sequence[Phase] = (*planned[: reached + 1], Phase.STOPPED)
    else:
        phases = tuple(phase if rank == rank_of(phase) else step for rank, step in enumerate(planned))
    is_inferred = initiative.phase_basis == FactBasis.INFERRED
    steps = _steps(phases, phase, history, is_inferred)
    return PhaseBarView(steps, initiative.phase_note)


def rank_of(phase: Phase) -> int:
    """Position of a phase on whichever bar has it: both bars have five steps in the same order."""
    ranks = (steps.index(phase) for steps in PHASE_STEPS.values() if phase in steps)
    return next(ranks, -1)


def _steps(
    phases: Sequence[Phase], current: Phase, history: dict[Phase, PhaseRecord], is_inferred: bool
) -> tuple[PhaseStep, ...]:
    position = phases.index(current)
    return tuple(
        _step(number, phase, _state(number - 1, position, current), history.get(phase), is_inferred)
        for number, phase in enumerate(phases, start=1)
    )


def _step(number: int, phase: Phase, state: StepState, record: PhaseRecord | None, is_inferred: bool) -> PhaseStep:
    known_inferred = record is not None and record.basis == FactBasis.INFERRED
    return PhaseStep(
        number=number,
        label=str(phase.label),
        state=state,
        since=record.started.label if record and record.started else "",
        is_inferred=known_inferred or (is_inferred and state in ("current", "stopped")),
    )


def _state(index: int, position: int, current: Phase) -> StepState:
    if index == position:
        return "stopped" if current == Phase.STOPPED else "current"
    return "done" if index < position else "coming"
