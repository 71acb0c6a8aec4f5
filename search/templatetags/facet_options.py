"""``{% facet_option parameter option %}``: one checkbox of a filter.

A page has a hundred of them, and most are the same from one question to the next: each is written once and kept.
"""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.presentation.facets import FacetOption

KEPT = 8192  # a few megabytes; the counts of a filter differ from question to question

register = template.Library()


@register.simple_tag
def facet_option(parameter: str, option: FacetOption) -> SafeString:
    """The checkbox with its label and how many there are."""
    return _option_html(parameter, option)


@lru_cache(maxsize=KEPT)
def _option_html(parameter: str, option: FacetOption) -> SafeString:
    return format_html(
        '<label class="facet__option{depth}{zero}"><input type="checkbox" id="f-{parameter}-{value}" '
        'name="{parameter}" value="{value}"{checked} autocomplete="off"><span class="facet__label">{label}</span> '
        '<span class="facet__count"><span class="visually-hidden">(</span>{count}'
        '<span class="visually-hidden">)</span></span></label>',
        depth=f" facet__option--depth-{option.depth}" if option.depth else "",
        zero="" if option.count else " facet__option--zero",
        parameter=parameter,
        value=option.value,
        checked=" checked" if option.is_selected else "",
        label=option.label,
        count=option.count,
    )
