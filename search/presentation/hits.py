"""The hits of one page: cards with the words that were found marked, and how far away they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.facts import InitiativeFacts
from initiatives.presentation.card import InitiativeCard, card_of
from search.highlight import highlighted
from search.query import SearchQuery
from search.reach import serves_all_of
from search.visible import VisibleAnswer
from search.vocabulary import Vocabulary

METRES_PER_KM = 1000


@dataclass(frozen=True)
class DirectoryHit:
    """A card; ``summary_html`` is its summary with the words found in <mark>, ``None`` when nothing is marked.

    ``reach_label`` says that it was found because it serves all of an area around a chosen one; ``is_by_meaning`` that
    it has none of the words enough. Empty labels are not shown.
    """

    card: InitiativeCard
    summary_html: SafeString | None
    distance_label: str = ""
    reach_label: str = ""
    is_by_meaning: bool = False


def directory_hits(
    found: Sequence[InitiativeFacts], answer: VisibleAnswer, vocabulary: Vocabulary
) -> tuple[DirectoryHit, ...]:
    """Hits in the given order; what answered the words of the question is marked in them."""
    return tuple(_hit(facts, answer, vocabulary) for facts in found)


def _hit(facts: InitiativeFacts, answer: VisibleAnswer, vocabulary: Vocabulary) -> DirectoryHit:
    card = card_of(facts)
    return DirectoryHit(
        card,
        highlighted(card.summary, answer.plan),
        _distance_label(answer.results.distances_m.get(facts.id)),
        _reach_label(facts, answer.query, vocabulary),
        facts.id in answer.results.meaning_only,
    )


def _reach_label(facts: InitiativeFacts, query: SearchQuery, vocabulary: Vocabulary) -> str:
    chosen = query.selected("gebied")
    area = serves_all_of(facts, chosen, vocabulary) if chosen else None
    return _("For all of %(area)s") % {"area": area.name} if area else ""


def _distance_label(distance_m: float | None) -> str:
    """In whole kilometres: the visitor's own position is known no better."""
    if distance_m is None:
        return ""
    kilometres = round(distance_m / METRES_PER_KM)
    if kilometres < 1:
        return _("less than 1 km away")
    return _("about %(km)s km away") % {"km": kilometres}
