"""One initiative as a card: the same in the directory, on an area's page and in an overview."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from initiatives.enums import ENDED_PHASES, PREPARING_PHASES, PartyRole, Phase
from initiatives.models import Initiative, Theme
from initiatives.presentation.coverage import coverage_label
from initiatives.presentation.freshness import short_freshness
from initiatives.presentation.wording import ages, joined_up_to

PhaseState = Literal["prepares", "runs", "ended"]
GENERAL_ICON = "initiative"
GROUPS_SHOWN = 3


@dataclass(frozen=True)
class InitiativeCard:
    """All texts are in the active language; an empty text means nothing is known and its line is left out.

    ``theme_icon`` names a symbol of the icon sprite; ``lead_names`` are those of accepted organisations only.
    """

    id: int
    title: str
    url: str
    theme_icon: str
    theme_name: str
    lead_names: tuple[str, ...]
    summary: str
    phase_label: str
    phase_state: PhaseState
    where_label: str
    audience_label: str
    freshness_label: str


def cards_for(initiatives: Iterable[Initiative]) -> list[InitiativeCard]:
    """Cards in the given order; rows from ``published().with_classification()`` need no further query."""
    return [_card(initiative) for initiative in initiatives]


def _card(initiative: Initiative) -> InitiativeCard:
    theme = main_theme(initiative)
    return InitiativeCard(
        id=initiative.pk,
        title=initiative.title,
        url=initiative.get_absolute_url(),
        theme_icon=theme_icon(theme),
        theme_name=theme.name if theme else "",
        lead_names=lead_names(initiative),
        summary=initiative.summary,
        phase_label=str(Phase(initiative.phase).label),
        phase_state=phase_state(Phase(initiative.phase)),
        where_label=coverage_label(initiative),
        audience_label=audience_label(initiative),
        freshness_label=short_freshness(initiative),
    )


def main_theme(initiative: Initiative) -> Theme | None:
    """The theme that stands for the initiative: the first in the editors' order."""
    return min(initiative.themes.all(), key=lambda theme: (theme.sort_order, theme.name), default=None)


def theme_icon(theme: Theme | None) -> str:
    """The symbol an editor chose for the theme, else the one named after it."""
    if theme is None:
        return GENERAL_ICON
    return theme.icon or f"theme-{theme.slug}"


def lead_names(initiative: Initiative) -> tuple[str, ...]:
    """Who leads, in the editors' order."""
    leads = (party.organisation for party in initiative.parties.all() if party.role == PartyRole.LEAD)
    return tuple(organisation.name for organisation in leads if organisation.is_accepted)


def phase_state(phase: Phase) -> PhaseState:
    """The phase as one of three states, for colour and shape."""
    if phase in PREPARING_PHASES:
        return "prepares"
    return "ended" if phase in ENDED_PHASES else "runs"


def audience_label(initiative: Initiative) -> str:
    """Its target groups, else its ages, else nothing."""
    groups = sorted(initiative.target_groups.all(), key=lambda group: (group.sort_order, group.name))
    names = [group.name for group in groups]
    return joined_up_to(names, GROUPS_SHOWN) or ages(initiative.age_min, initiative.age_max)
