"""``{% counted_links links %}``: a list of places or areas with how many there are; a page has up to forty.

Every value goes through :func:`html.escape` where it is put in; what is put together is marked safe as a whole.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from search.presentation.map_summary import CountedLink

register = template.Library()


@register.simple_tag
def counted_links(links: Iterable[CountedLink], rel: str = "") -> SafeString:
    """The links as a <ul>."""
    attribute = f' rel="{escape(rel)}"' if rel else ""
    items = (
        f'<li><a href="{escape(link.url)}"{attribute}>{escape(link.label)}</a> '
        f'<span class="soft">{link.count:d}</span></li>'
        for link in links
    )
    return SafeString(f"<ul>{''.join(items)}</ul>")
