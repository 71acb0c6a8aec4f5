"""``{% kept "footer" site_name %}…{% endkept %}``: a part of every page that is the same from one page to the next.

It is rendered once for each language and each value of what it is made from (all of which must be named), and kept in
memory by the process, a bounded number of them. Nothing of a visitor may stand in it.
"""

from collections import OrderedDict
from collections.abc import Hashable

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 512

register = template.Library()
_kept: OrderedDict[Hashable, SafeString] = OrderedDict()


class KeptNode(template.Node):
    """The part, rendered or remembered."""

    def __init__(self, nodelist: NodeList, name: str, made_from: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.made_from = made_from

    def render(self, context: Context) -> SafeString:
        key = (self.name, get_language(), *(str(value.resolve(context)) for value in self.made_from))
        html = _kept.get(key)
        if html is None:
            html = self.nodelist.render(context)
            _kept[key] = html
            if len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
        return html


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    _tag, name, *made_from = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(value) for value in made_from])
