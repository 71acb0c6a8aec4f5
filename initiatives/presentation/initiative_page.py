"""One initiative as its public page shows it; made from a stored row or, for the preview, from an unsaved revision."""

import datetime
from dataclasses import dataclass
from typing import Any

from initiatives.enums import InitiativeKind
from initiatives.models import Initiative
from initiatives.page_queries import links_around, public_contacts_of, sub_programmes_of
from initiatives.presentation.card import main_theme, theme_icon
from initiatives.presentation.freshness import Freshness, freshness_of
from initiatives.presentation.goals import Goal, ResultLine, goals_of, results_of
from initiatives.presentation.links import Link, directory_url
from initiatives.presentation.parties import ContactLine, PartyGroup, contact_lines, leads_of, other_parties_of
from initiatives.presentation.phase_bar import PhaseBarView, phase_bar_of
from initiatives.presentation.practical import (
    Evidence,
    MoneyLine,
    Practical,
    evidence_of,
    practical_of,
    public_money_of,
)
from initiatives.presentation.timeline import TimelineEntry, timeline_of
from initiatives.presentation.whereabouts import Whereabouts, whereabouts_of
from initiatives.presentation.wording import ages


@dataclass(frozen=True)
class Audience:
    """For whom: the editor's words, the ages in words, and the target groups as links into the directory."""

    note: str
    ages: str
    groups: tuple[Link, ...]

    def __bool__(self) -> bool:
        return bool(self.note or self.ages or self.groups)


@dataclass(frozen=True)
class Texts:
    """The editor's own texts, each empty when there is none."""

    lead: str
    description: str
    intended_result: str
    monitoring: str


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page says, in the active language. Empty values mean: leave that section out."""

    title: str
    url: str
    theme_icon: str
    kind: str
    aliases: tuple[str, ...]
    programme_line: Link | None
    parent: Link | None
    themes: tuple[Link, ...]
    texts: Texts
    image: Any  # a Wagtail image: the template asks it for renditions
    audience: Audience
    phase_bar: PhaseBarView
    goals: tuple[Goal, ...]
    results: tuple[ResultLine, ...]
    timeline: tuple[TimelineEntry, ...]
    leads: tuple[Link, ...]
    parties: tuple[PartyGroup, ...]
    contacts: tuple[ContactLine, ...]
    where: Whereabouts
    sub_programmes: tuple[Link, ...]
    related: tuple[Link, ...]
    websites: tuple[Link, ...]
    practical: Practical
    money: tuple[MoneyLine, ...]
    evidence: Evidence
    sources: tuple[Link, ...]
    freshness: Freshness

    @property
    def has_measurable_goals(self) -> bool:
        return any(goal.is_measurable for goal in self.goals)


def initiative_page(initiative: Initiative, today: datetime.date) -> InitiativePage:
    """Build the page's values; ``today`` decides what of the timeline is still to come."""
    return InitiativePage(
        title=initiative.title,
        url=initiative.get_absolute_url(),
        theme_icon=theme_icon(main_theme(initiative)),
        kind=str(InitiativeKind(initiative.kind).label),
        aliases=tuple(initiative.aliases),
        programme_line=_programme_line(initiative),
        parent=_parent(initiative),
        themes=tuple(Link(theme.name, theme.get_absolute_url()) for theme in initiative.themes.all()),
        texts=_texts(initiative),
        image=initiative.image,
        audience=_audience(initiative),
        phase_bar=phase_bar_of(initiative),
        goals=goals_of(initiative),
        results=results_of(initiative),
        timeline=timeline_of(initiative, today),
        leads=leads_of(initiative),
        parties=other_parties_of(initiative),
        contacts=contact_lines(public_contacts_of(initiative)),
        where=whereabouts_of(initiative),
        sub_programmes=tuple(_initiative_link(child) for child in sub_programmes_of(initiative)),
        related=_related(initiative),
        websites=tuple(Link(website.label or website.url, website.url) for website in initiative.websites.all()),
        practical=practical_of(initiative),
        money=public_money_of(initiative),
        evidence=evidence_of(initiative),
        sources=tuple(Link(source.title, "", source.location) for source in initiative.sources.all()),
        freshness=freshness_of(initiative),
    )


def _texts(initiative: Initiative) -> Texts:
    return Texts(initiative.summary, initiative.description, initiative.intended_result, initiative.monitoring)


def _audience(initiative: Initiative) -> Audience:
    groups = (Link(group.name, directory_url(doelgroep=group.slug)) for group in initiative.target_groups.all())
    return Audience(initiative.target_group_note, ages(initiative.age_min, initiative.age_max), tuple(groups))


def _programme_line(initiative: Initiative) -> Link | None:
    line = initiative.programme_line
    return Link(line.name, directory_url(lijn=line.slug)) if line else None


def _parent(initiative: Initiative) -> Link | None:
    parent = initiative.parent
    return _initiative_link(parent) if parent and parent.live else None


def _initiative_link(initiative: Initiative, note: str = "") -> Link:
    return Link(initiative.title, initiative.get_absolute_url(), note or initiative.summary)


def _related(initiative: Initiative) -> tuple[Link, ...]:
    """The other end of each link, once, whichever side it was made from."""
    others: dict[int, Link] = {}
    for link in links_around(initiative):
        other = link.related if link.initiative_id == initiative.pk else link.initiative
        others.setdefault(other.pk, _initiative_link(other, link.note))
    return tuple(others.values())
