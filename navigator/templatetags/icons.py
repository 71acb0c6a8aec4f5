"""``{% icon "pin" %}``: a list shows a hundred icons, and an include with a look-up of the sprite for each is felt."""

from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

GENERAL_ICON = "theme"

register = template.Library()


@register.simple_tag
def icon(name: str, label: str | None = None, extra_class: str | None = None) -> SafeString:
    """One icon of the sprite, by its id there; with a ``label`` it is spoken, else it is decoration beside a word."""
    return _icon(str(name), label and str(label), extra_class)


@lru_cache(maxsize=512)
def _icon(name: str, label: str | None, extra_class: str | None) -> SafeString:
    return format_html(
        '<svg class="icon{}"{} focusable="false"><use href="{}#{}"></use></svg>',
        f" {extra_class}" if extra_class else "",
        format_html(' role="img" aria-label="{}"', label) if label else _UNSPOKEN,
        sprite_address(),
        name or GENERAL_ICON,
    )


_UNSPOKEN = format_html(' aria-hidden="{}"', "true")


@cache
def sprite_address() -> str:
    """Where the sprite is; static files do not move while a process runs."""
    return static("icons/sprite.svg")
