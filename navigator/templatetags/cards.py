"""``{% initiative_card card %}``: one initiative in a list, written here because a page has twenty of them.

Every value goes through :func:`html.escape` where it is put in; what is put together is marked safe as a whole.
"""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from initiatives.presentation.card import InitiativeCard
from navigator.templatetags.icons import icon

LEADS_NAMED = 3
_SHAPES = {
    "runs": '<circle cx="6" cy="6" r="5.5"></circle>',
    "prepares": '<circle cx="6" cy="6" r="4.5" fill="none" stroke-width="2.4"></circle>',
    "ended": '<rect x="1.5" y="1.5" width="9" height="9" rx="1.5"></rect>',
}

register = template.Library()


@register.simple_tag
def initiative_card(
    card: InitiativeCard,
    summary_html: SafeString | None = None,
    distance_label: str = "",
    reach_label: str = "",
    is_by_meaning: bool = False,
    heading_level: int | str | None = 3,
) -> SafeString:
    """The card as an <article>. ``summary_html`` (found words marked) takes the place of the summary; ``reach_label``
    says that it serves all of an area around the one chosen; ``is_by_meaning`` that meaning found it, not words.
    """
    level = int(heading_level or 3)
    return SafeString(
        f'<article class="card initiative-card" data-initiative="{card.id:d}">'
        f'<span class="icon-tile">{icon(card.theme_icon)}</span><div>'
        f'<h{level} class="initiative-card__title"><a href="{escape(card.url)}">{escape(card.title)}</a></h{level}>'
        f"{lead_names(card.lead_names)}{_paragraph('summary', summary_html or escape(card.summary))}"
        f'<ul class="facts">{_facts(card, distance_label)}{_fact("area", "", reach_label)}</ul>'
        f"{_remark(get_language()) if is_by_meaning else ''}{_paragraph('freshness', escape(card.freshness_label))}"
        "</div></article>"
    )


@register.simple_tag
def lead_names(names: tuple[str, ...]) -> SafeString:
    """Who leads, in one line: at most three names, then how many more."""
    line = ", ".join(names[:LEADS_NAMED])
    more = len(names) - LEADS_NAMED
    if more > 0:
        line += " " + ngettext("and %(extra)s other", "and %(extra)s others", more) % {"extra": more}
    return SafeString(_paragraph("lead", escape(line)))


@register.simple_tag
def phase_state(state: str, label: str) -> SafeString:
    """The phase in word, shape and colour: filled disc = runs, open ring = prepares, square = ended."""
    return _phase_state(state, str(label), get_language())


@lru_cache(maxsize=256)
def _phase_state(state: str, label: str, _language: str | None) -> SafeString:
    spoken = escape(_("Phase:"))
    return SafeString(
        f'<span class="phase-state phase-state--{escape(state)}"><svg class="phase-state__shape" viewBox="0 0 12 12" '
        f'aria-hidden="true" focusable="false">{_SHAPES.get(state, _SHAPES["ended"])}</svg>'
        f'<span class="visually-hidden">{spoken} </span>{escape(label)}</span>'
    )


def _paragraph(name: str, html: str) -> str:
    return f'<p class="initiative-card__{name}">{html}</p>' if html else ""


def _facts(card: InitiativeCard, distance_label: str) -> str:
    where_spoken, audience_spoken = _spoken(get_language())
    phase = phase_state(card.phase_state, card.phase_label) if card.phase_label else ""
    distance = f" ({distance_label})" if distance_label else ""
    return (
        (f'<li class="facts__item">{phase}</li>' if phase else "")
        + _fact("pin", where_spoken, f"{card.where_label}{distance}" if card.where_label else "")
        + _fact("people", audience_spoken, card.audience_label)
    )


@lru_cache(maxsize=16)
def _spoken(_language: str | None) -> tuple[str, str]:
    """What only a screen reader hears before where and for whom."""
    where, audience = (
        f'<span class="visually-hidden">{escape(text)} </span>' for text in (_("Where:"), _("For whom:"))
    )
    return where, audience


def _fact(icon_name: str, spoken_html: str, label: str) -> str:
    return f'<li class="facts__item">{icon(icon_name)}<span>{spoken_html}{escape(label)}</span></li>' if label else ""


@lru_cache(maxsize=16)
def _remark(_language: str | None) -> str:
    label = escape(_("Fits your question"))
    return f'<p class="initiative-card__remark"><span class="badge badge--sun">{label}</span></p>'
