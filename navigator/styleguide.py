"""The style guide: every component in every state, with made-up content that nobody can take for a real initiative."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Theme
from initiatives.presentation.card import InitiativeCard, theme_icon
from initiatives.presentation.paging import PageNumber
from initiatives.presentation.tally import Tally
from navigator.cms.home import ThemeTile

LONG_TITLE_LENGTH = 200
MANY_ORGANISATIONS = 30
SWATCHES = (
    "paper",
    "surface",
    "ink",
    "ink-soft",
    "line",
    "control",
    "action",
    "action-strong",
    "action-tint",
    "band",
    "footer",
    "overlap",
    "overlap-tint",
    "sun",
    "sun-tint",
    "runs",
    "prepares",
    "error",
    "error-tint",
)
INTERFACE_ICONS = (
    "search",
    "pin",
    "people",
    "check",
    "close",
    "chevron",
    "menu",
    "filter",
    "map",
    "list",
    "link",
    "calendar",
    "euro",
    "phone",
    "mail",
    "share",
    "print",
    "clock",
    "building",
    "area",
    "info",
    "warning",
    "external",
    "phase",
    "plus",
    "minus",
    "target",
    "locate",
    "sort",
    "news",
    "initiative",
    "theme",
)


@dataclass(frozen=True)
class Example:
    """A label with what may hang on it; the components read the fields they know."""

    label: str
    url: str = ""
    count: int | None = None
    value: str = ""


@dataclass(frozen=True)
class Pages:
    """What the pagination reads."""

    previous_url: str | None
    next_url: str | None
    numbers: tuple[PageNumber, ...]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """For designers and developers; it is not in the menu, and search engines are asked to leave it out."""
    context = {
        "swatches": SWATCHES,
        "interface_icons": INTERFACE_ICONS,
        "cards": _cards(),
        "tiles": _tiles(),
        "crumbs": (Example(_("Search"), "/zoeken/"), Example(_("Example initiative"))),
        "bars": _bars(),
        "page": _page(),
        "definitions": (Example(_("Kind"), value=_("Project")), Example(_("Area"), "#lists", value=_("Example town"))),
        "links": (Example(_("Only this theme"), "#states", 12), Example(_("The whole region"), "#states", 38)),
        "errors": (Example(_("Fill in a name of at most 200 characters."), "#example-name"),),
    }
    return render(request, "styleguide.html", context)


def _cards() -> tuple[InitiativeCard, ...]:
    plain = InitiativeCard(
        id=1,
        title=_("Example initiative"),
        url="#cards",
        theme_icon="theme-eenzaamheid-en-ontmoeting",
        theme_name=_("Example theme"),
        lead_names=(_("Example organisation"),),
        summary=_("Neighbours meet every week and do something together. Whoever wants to can help."),
        phase_label=_("Execution"),
        phase_state="runs",
        where_label=_("Example town"),
        audience_label=_("Everyone in the neighbourhood"),
        freshness_label=_("As of January 2023, not confirmed yet"),
    )
    title = (_("An initiative with a very long name that goes on and on") + " ") * LONG_TITLE_LENGTH
    many = tuple(f"{_('Example organisation')} {number}" for number in range(1, MANY_ORGANISATIONS + 1))
    return (
        plain,
        replace(plain, id=2, phase_label=_("Preparation"), phase_state="prepares", freshness_label=""),
        replace(plain, id=3, title=title[:LONG_TITLE_LENGTH], lead_names=many, summary=plain.summary * 5),
        replace(
            plain,
            id=4,
            title="A",
            lead_names=(),
            summary="",
            phase_label=_("Delivered"),
            phase_state="ended",
            where_label="",
            audience_label="",
            freshness_label="",
            theme_icon="initiative",
        ),
    )


def _tiles() -> tuple[ThemeTile, ...]:
    """The site's own themes, so that a theme whose icon is missing is seen at once."""
    return tuple(ThemeTile(theme.name, "#tiles", theme_icon(theme), 12) for theme in Theme.objects.all()[:40])


def _bars() -> tuple[Tally, ...]:
    counts = (24, 11, 3, 0)
    return tuple(Tally(_("Example theme"), "#lists", count, 100 * count / max(counts)) for count in counts)


def _page() -> Pages:
    """The fifth of twelve pages."""
    shown = (1, None, 4, 5, 6, None, 12)
    numbers = tuple(PageNumber(number, f"?pagina={number}" if number else "", number == 5) for number in shown)
    return Pages("?pagina=4", "?pagina=6", numbers)
