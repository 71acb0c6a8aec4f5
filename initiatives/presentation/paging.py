"""A long list in pages of twenty, each with an address of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

PAGE_PARAMETER = "pagina"
PAGE_SIZE = 20
MAX_DIGITS = 6
_NEIGHBOURS, _ENDS = 1, 1

Item = TypeVar("Item")


@dataclass(frozen=True)
class PageNumber:
    """``number`` is ``None`` for a gap."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list of ``total`` items; addresses are relative queries, ``None`` at the ends.

    ``own_query`` is this page's own query string, empty for the first page of the whole list.
    """

    items: Sequence[Item]
    total: int
    number: int
    page_count: int
    previous_url: str | None
    next_url: str | None
    numbers: tuple[PageNumber, ...]
    own_query: str


def page_number(text: str | None) -> int:
    """The number of the page asked for, 1 without one; ``Http404`` for anything that is no page number."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS and int(text) >= 1):
        raise Http404(gettext("There is no such page."))
    return int(text)


def paged(items: QuerySet[Any], number: int, kept: Mapping[str, str] | None = None) -> Page[Any]:
    """The page of an ordered queryset, in two queries; ``kept`` parameters stay in the links.

    Raises ``Http404`` beyond the last page; an empty list has one empty page.
    """
    paginator = Paginator(items, PAGE_SIZE)
    if number > paginator.num_pages:
        raise Http404(gettext("There is no such page."))
    page = paginator.page(number)
    return Page(
        items=list(page.object_list),
        total=paginator.count,
        number=number,
        page_count=paginator.num_pages,
        previous_url=_url(number - 1, kept) if page.has_previous() else None,
        next_url=_url(number + 1, kept) if page.has_next() else None,
        numbers=_numbers(paginator, number, kept),
        own_query=_query(number, kept),
    )


def _numbers(paginator: "Paginator[Any]", current: int, kept: Mapping[str, str] | None) -> tuple[PageNumber, ...]:
    shown = paginator.get_elided_page_range(current, on_each_side=_NEIGHBOURS, on_ends=_ENDS)
    return tuple(
        PageNumber(number, _url(number, kept), number == current) if isinstance(number, int) else PageNumber(None)
        for number in shown
    )


def _url(number: int, kept: Mapping[str, str] | None) -> str:
    return _query(number, kept) or "."


def _query(number: int, kept: Mapping[str, str] | None) -> str:
    """The first page carries no number: one list, one address."""
    parameters = {**(kept or {}), **({PAGE_PARAMETER: str(number)} if number > 1 else {})}
    return f"?{urlencode(parameters)}" if parameters else ""
