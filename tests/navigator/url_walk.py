"""Every address pattern of the site, found in the URL configuration itself: a new view cannot be forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize

UNKNOWN_SLUG = "bestaat-niet"
_CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?\w+>")
_SAMPLES = {
    "int": "1",
    "slug": UNKNOWN_SLUG,
    "str": "1",
    "path": "images/geen.png",
    "uuid": "00000000-0000-0000-0000-000000000000",
}
# Expressions whose simplest match would lead elsewhere.
_SAMPLES_OF_EXPRESSIONS = {
    r"^((?:[\w\-]+/)*)$": f"{UNKNOWN_SLUG}/",
    r"^(\d+)/(.*)$": "1/geen.pdf",
    r"^api(?:/.*)?$": "api/v9/iets",
}


@dataclass(frozen=True)
class View:
    """A named view and an address that leads to it; without a name of its own it goes by its function's."""

    name: str
    path: str
    names_no_object: bool = True

    @property
    def is_admin(self) -> bool:
        return self.path.startswith(f"/{settings.ADMIN_PATH}")


def all_views() -> list[View]:
    return list(_walk(get_resolver(), "", ""))


def public_views() -> list[View]:
    return [view for view in all_views() if not view.is_admin]


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[View]:
    for entry in resolver.url_patterns:
        here = route + _sample(entry)
        if isinstance(entry, URLPattern):
            function = getattr(entry.callback, "view_class", None) or getattr(entry.callback, "func", entry.callback)
            name = entry.name or f"{function.__module__}.{function.__qualname__}"
            yield View(f"{namespace}{name}", f"/{here}", names_no_object="1" not in here)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, here, inner)


def _sample(entry: URLPattern | URLResolver) -> str:
    text = str(entry.pattern)
    if isinstance(entry.pattern, RegexPattern):
        return _SAMPLES_OF_EXPRESSIONS.get(text) or _sample_of_expression(text)
    return _CONVERTER.sub(lambda match: _SAMPLES[match["kind"] or "str"], text)


def _sample_of_expression(expression: str) -> str:
    """One text the expression matches, with 1 for each of its groups."""
    template, names = normalize(expression)[0]
    return template % dict.fromkeys(names, "1")
