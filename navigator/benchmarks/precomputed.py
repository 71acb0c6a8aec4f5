"""The same views with the engine's answers at hand: what is left is the work of page and API themselves.

Served as ``navigator.benchmarks.precomputed:application()``: every answer is worked out once and then remembered.
"""

from collections.abc import Callable, Hashable
from typing import Any

from navigator.wsgi import application as site
from search import api, views
from search.query import SearchQuery
from search.visible import VisibleAnswer, answer_visible

_remembered: dict[Hashable, VisibleAnswer] = {}


def remembering(query: SearchQuery, **options: Any) -> VisibleAnswer:
    """As :func:`search.visible.answer_visible`, asked once for each question."""
    key = (repr(query), options.get("map_zoom"))
    if key not in _remembered:
        _remembered[key] = answer_visible(query, **options)
    return _remembered[key]


def application() -> Callable[..., Any]:
    """The site, remembering from now on."""
    for module in (views, api):
        vars(module)["answer_visible"] = remembering
    return site
