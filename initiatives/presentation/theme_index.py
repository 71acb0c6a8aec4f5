"""The overview of programmatic aspects: themes, programme lines with their programmes, and target groups."""

from dataclasses import dataclass

from initiatives.models import Initiative, Theme
from initiatives.presentation.card import theme_icon
from initiatives.presentation.links import directory_url
from initiatives.presentation.tally import Tally, as_bars, group_bars
from initiatives.tallies import programme_lines_of, themes_of


@dataclass(frozen=True)
class ThemeTile:
    name: str
    url: str
    icon: str
    count: int


@dataclass(frozen=True)
class ThemeIndex:
    themes: tuple[ThemeTile, ...]
    programme_lines: tuple[Tally, ...]
    target_groups: tuple[Tally, ...]


def theme_index() -> ThemeIndex:
    """All themes in the editors' order, also those without initiatives."""
    published = Initiative.objects.published()
    counts = {row.slug: row.count for row in themes_of(published)}
    lines = programme_lines_of(published)
    return ThemeIndex(
        themes=tuple(
            ThemeTile(theme.name, theme.get_absolute_url(), theme_icon(theme), counts.get(theme.slug, 0))
            for theme in Theme.objects.all()
        ),
        programme_lines=as_bars(lines, lambda line: directory_url(lijn=line.slug)),
        target_groups=group_bars(published),
    )
