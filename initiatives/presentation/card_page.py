"""One page of initiatives as cards, and where to narrow them down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from initiatives.presentation.card import InitiativeCard, cards_for
from initiatives.presentation.links import directory_url
from initiatives.presentation.paging import Page, paged
from initiatives.querysets import InitiativeQuerySet


@dataclass(frozen=True)
class CardPage:
    """``directory_url`` is the same set in the directory, with map and filters."""

    cards: tuple[InitiativeCard, ...]
    page: Page[Any]
    directory_url: str

    @property
    def total(self) -> int:
        return self.page.total


def card_page(
    initiatives: InitiativeQuerySet, number: int, kept: Mapping[str, str] | None = None, **selections: str
) -> CardPage:
    """The page's cards in the queryset's own order, in a constant number of queries.

    ``selections`` are the directory's facet values for the same set; ``kept`` parameters stay in the page's links.
    """
    page = paged(initiatives.with_classification(), number, kept)
    return CardPage(tuple(cards_for(page.items)), page, directory_url(**selections))
