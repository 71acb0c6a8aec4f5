"""What the front page shows of the directory: true numbers, themes, and what people lately added or confirmed."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.enums import AreaKind
from initiatives.models import Area, Initiative, Organisation, Theme
from initiatives.presentation.card import InitiativeCard, cards_for, theme_icon
from navigator.cms.models.news import NewsPage

RECENT_PERIOD = datetime.timedelta(days=90)
RECENT_SHOWN = 6
NEWS_SHOWN = 3


@dataclass(frozen=True)
class ThemeTile:
    """``count`` is the number of published initiatives; ``icon`` a symbol of the icon sprite."""

    name: str
    url: str
    icon: str
    count: int


@dataclass(frozen=True)
class NewsTile:
    title: str
    url: str
    date: datetime.date
    intro: str


@dataclass(frozen=True)
class HomeOverview:
    """``recent`` is empty, and its heading too, when nobody confirmed or published anything of late."""

    initiative_count: int
    organisation_count: int
    municipality_count: int
    themes: tuple[ThemeTile, ...]
    recent: tuple[InitiativeCard, ...]
    recent_heading: str
    news: tuple[NewsTile, ...]


def home_overview() -> HomeOverview:
    recent = _recent_cards(timezone.now())
    return HomeOverview(
        initiative_count=Initiative.objects.published().count(),
        organisation_count=Organisation.objects.accepted().count(),
        municipality_count=_municipality_count(),
        themes=_theme_tiles(),
        recent=recent,
        recent_heading=_("New or recently confirmed") if recent else "",
        news=_latest_news(),
    )


def _municipality_count() -> int:
    region = settings.NAVIGATOR_REGION
    return Area.objects.filter(kind=AreaKind.MUNICIPALITY, parent__slug=region).count()


def _theme_tiles() -> tuple[ThemeTile, ...]:
    """Themes in the editors' order; one without initiatives is left out, because it leads nowhere."""
    counted = Theme.objects.annotate(count=Count("initiatives", filter=Q(initiatives__live=True)))
    return tuple(
        ThemeTile(name=theme.name, url=theme.get_absolute_url(), icon=theme_icon(theme), count=theme.count)
        for theme in counted
        if theme.count
    )


def _recent_cards(now: datetime.datetime) -> tuple[InitiativeCard, ...]:
    """What people published or confirmed in the past 90 days, latest first. Loading a catalogue is neither.

    A loaded row has no revision by a person; so publishing counts only when its live revision has a user.
    """
    since = now - RECENT_PERIOD
    public = Initiative.objects.published()
    confirmed = public.filter(last_confirmed_on__gte=since.date()).order_by("-last_confirmed_on")
    published = public.filter(live_revision__user__isnull=False, last_published_at__gte=since)
    when: dict[int, datetime.date] = dict(confirmed.values_list("pk", "last_confirmed_on")[:RECENT_SHOWN])
    latest = published.order_by("-last_published_at").values_list("pk", "last_published_at")[:RECENT_SHOWN]
    for key, published_at in latest:
        day = timezone.localdate(published_at)
        when[key] = max(day, when.get(key, day))
    keys = sorted(when, key=lambda key: (when[key], key), reverse=True)[:RECENT_SHOWN]
    found = {initiative.pk: initiative for initiative in public.filter(pk__in=keys).with_classification()}
    return tuple(cards_for(found[key] for key in keys if key in found))


def _latest_news() -> tuple[NewsTile, ...]:
    latest = NewsPage.objects.live().public().order_by("-date", "-pk")[:NEWS_SHOWN]
    return tuple(NewsTile(title=page.title, url=page.url, date=page.date, intro=page.intro) for page in latest)
