"""One initiative as a card: the same in the directory, on an area's page and in an overview."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from django.urls import reverse

from initiatives.enums import ENDED_PHASES, PREPARING_PHASES, PartyRole, Phase
from initiatives.facts import InitiativeFacts, ThemeFacts, facts_of
from initiatives.models import Initiative, Theme
from initiatives.partial_dates import PartialDate
from initiatives.presentation.coverage import coverage_label
from initiatives.presentation.freshness import short_freshness
from initiatives.presentation.wording import ages, joined_up_to

PhaseState = Literal["prepares", "runs", "ended"]
AnyTheme = TypeVar("AnyTheme", Theme, ThemeFacts)
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
    return [card_of(facts_of(initiative)) for initiative in initiatives]


def card_of(facts: InitiativeFacts) -> InitiativeCard:
    theme = first_theme(facts.themes)
    phase = Phase(facts.phase)
    return InitiativeCard(
        id=facts.id,
        title=facts.title,
        url=_initiative_url(facts.slug),
        theme_icon=theme_icon(theme),
        theme_name=theme.name if theme else "",
        lead_names=tuple(party.name for party in facts.parties if party.role == PartyRole.LEAD),
        summary=facts.summary,
        phase_label=str(phase.label),
        phase_state=phase_state(phase),
        where_label=coverage_label(facts),
        audience_label=audience_label(facts),
        freshness_label=_freshness_label(facts),
    )


@lru_cache(maxsize=8192)
def _initiative_url(slug: str) -> str:
    return reverse("initiative-detail", args=[slug])


def main_theme(initiative: Initiative) -> Theme | None:
    """The theme that stands for the initiative: the first in the editors' order."""
    return first_theme(initiative.themes.all())


def first_theme(themes: Iterable[AnyTheme]) -> AnyTheme | None:
    return min(themes, key=lambda theme: (theme.sort_order, theme.name), default=None)


def theme_icon(theme: Theme | ThemeFacts | None) -> str:
    """The symbol an editor chose for the theme, else the one named after it."""
    if theme is None:
        return GENERAL_ICON
    return theme.icon or f"theme-{theme.slug}"


def phase_state(phase: Phase) -> PhaseState:
    """The phase as one of three states, for colour and shape."""
    if phase in PREPARING_PHASES:
        return "prepares"
    return "ended" if phase in ENDED_PHASES else "runs"


def audience_label(facts: InitiativeFacts) -> str:
    """Its target groups, else its ages, else nothing."""
    groups = sorted(facts.target_groups, key=lambda group: (group.sort_order, group.name))
    names = [group.name for group in groups]
    return joined_up_to(names, GROUPS_SHOWN) or ages(facts.age_min, facts.age_max)


def _freshness_label(facts: InitiativeFacts) -> str:
    confirmed_on = datetime.date.fromisoformat(facts.last_confirmed_on) if facts.last_confirmed_on else None
    return short_freshness(confirmed_on, PartialDate.parse(facts.state_as_of) if facts.state_as_of else None)
