"""A theme: what runs on it, for whom and where."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from initiatives.models import Initiative, Theme
from initiatives.presentation.card import theme_icon
from initiatives.presentation.card_page import CardPage, card_page
from initiatives.presentation.tally import Tally, all_parties_bars, area_bars, group_bars
from initiatives.querysets import InitiativeQuerySet


@dataclass(frozen=True)
class ThemePage:
    name: str
    url: str
    icon: str
    description: str
    summary: str
    synonyms: tuple[str, ...]
    initiatives: CardPage
    target_groups: tuple[Tally, ...]
    areas: tuple[Tally, ...]
    parties: tuple[Tally, ...]


def theme_page(theme: Theme, number: int) -> ThemePage:
    """The theme's page."""
    initiatives: InitiativeQuerySet = Initiative.objects.published().filter(themes=theme)
    cards = card_page(initiatives, number, thema=theme.slug)
    return ThemePage(
        name=theme.name,
        url=theme.get_absolute_url(),
        icon=theme_icon(theme),
        description=theme.description,
        summary=_summary(cards.total),
        synonyms=tuple(theme.synonyms),
        initiatives=cards,
        target_groups=group_bars(initiatives, thema=theme.slug),
        areas=area_bars(initiatives, thema=theme.slug),
        parties=all_parties_bars(initiatives),
    )


def _summary(total: int) -> str:
    sentence = ngettext("%(count)s initiative works on this", "%(count)s initiatives work on this", total)
    return sentence % {"count": total}
