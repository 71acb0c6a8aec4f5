"""The hits of one page: cards with the words that were found marked, and how far away they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.facts import InitiativeFacts
from initiatives.presentation.card import InitiativeCard, card_of
from search.highlight import highlighted

METRES_PER_KM = 1000


@dataclass(frozen=True)
class DirectoryHit:
    """A card; ``summary_html`` is its summary with the words found in <mark>, ``None`` when nothing is marked."""

    card: InitiativeCard
    summary_html: SafeString | None
    distance_label: str


def directory_hits(
    found: Sequence[InitiativeFacts], text: str, distances_m: Mapping[int, float]
) -> tuple[DirectoryHit, ...]:
    """Hits in the given order."""
    return tuple(
        DirectoryHit(card, highlighted(card.summary, text), _distance_label(distances_m.get(card.id)))
        for card in map(card_of, found)
    )


def _distance_label(distance_m: float | None) -> str:
    """In whole kilometres: the visitor's own position is known no better."""
    if distance_m is None:
        return ""
    kilometres = round(distance_m / METRES_PER_KM)
    if kilometres < 1:
        return _("less than 1 km away")
    return _("about %(km)s km away") % {"km": kilometres}
