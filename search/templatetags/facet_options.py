"""``{% facet_group group %}``: one filter with all its checkboxes.

A page has a hundred of them, and most are the same from one question to the next: each is written once and kept.
Every value goes through :func:`html.escape` where it is put in; what is put together is marked safe as a whole.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from search.presentation.facets import FacetBranch, FacetGroup, FacetOption

KEPT = 8192  # a few megabytes; the counts of a filter differ from question to question

register = template.Library()


@register.simple_tag
def facet_group(group: FacetGroup) -> SafeString:
    """The filter as a <details> that stands open when something in it is chosen."""
    label = escape(group.label)
    return SafeString(
        f'<details class="facet" id="facet-{group.parameter}"{_open(group.is_open)}><summary class="facet__summary">'
        f'<h3 class="facet__title">{label}</h3>{_chosen(group.selected_count)}</summary>'
        f'<fieldset class="facet__values">'
        f'<legend class="visually-hidden">{label}</legend>{_branches(group.parameter, group.branches)}{_more(group)}'
        "</fieldset></details>"
    )


def _open(is_open: bool) -> str:
    return " open" if is_open else ""


def _chosen(count: int) -> str:
    if not count:
        return ""
    chosen = escape(_("chosen"))
    return f'<span class="facet__chosen">{count:d}<span class="visually-hidden"> {chosen}</span></span>'


def _more(group: FacetGroup) -> str:
    if not group.more:
        return ""
    return (
        f'<details class="facet__more" id="facet-{group.parameter}-more"><summary>{escape(group.more_label)}</summary>'
        f"{_branches(group.parameter, group.more)}</details>"
    )


def _branches(parameter: str, branches: Iterable[FacetBranch]) -> str:
    return "\n".join(
        _branch(parameter, branch) if branch.below else option_html(parameter, branch.option) for branch in branches
    )


def _branch(parameter: str, branch: FacetBranch) -> str:
    """An area, and folded under it the areas inside it."""
    inside = _("Within %(area)s") % {"area": branch.option.label}
    below = "\n".join(option_html(parameter, option) for option in branch.below)
    return (
        f'{option_html(parameter, branch.option)}<details class="facet__below" id="below-{escape(branch.option.value)}"'
        f"{_open(branch.is_open)}><summary>{escape(inside)}</summary>{below}</details>"
    )


@lru_cache(maxsize=KEPT)
def option_html(parameter: str, option: FacetOption) -> str:
    """The checkbox with its label and how many there are."""
    depth = f" facet__option--depth-{option.depth:d}" if option.depth else ""
    zero, checked = "" if option.count else " facet__option--zero", " checked" if option.is_selected else ""
    value = escape(option.value)
    return (
        f'<label class="facet__option{depth}{zero}"><input type="checkbox" id="f-{parameter}-{value}" '
        f'name="{parameter}" value="{value}"{checked} autocomplete="off"><span class="facet__label">'
        f'{escape(option.label)}</span> <span class="facet__count"><span class="visually-hidden">(</span>'
        f'{option.count:d}<span class="visually-hidden">)</span></span></label>'
    )
