"""An organisation: what it leads, what it joins, and with whom."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from initiatives.enums import OrganisationKind, PartyRole
from initiatives.models import Organisation, Party
from initiatives.presentation.card import InitiativeCard
from initiatives.presentation.card_page import CardPage, card_page
from initiatives.presentation.links import Link
from initiatives.presentation.tally import Tally, party_bars, theme_bars
from initiatives.tallies import initiatives_of, parties_of


@dataclass(frozen=True)
class OrganisationPage:
    """``led`` and ``joined`` are the cards of this page, ``initiatives`` both with the pages around them."""

    name: str
    url: str
    kind: str
    aliases: tuple[str, ...]
    description: str
    website: str
    municipality: Link | None
    summary: str
    initiatives: CardPage
    led: tuple[InitiativeCard, ...]
    joined: tuple[InitiativeCard, ...]
    themes: tuple[Tally, ...]
    partners: tuple[Tally, ...]


def organisation_page(organisation: Organisation, number: int) -> OrganisationPage:
    """The page of an accepted organisation loaded with its municipality."""
    initiatives = initiatives_of(organisation)
    leading = Party.objects.filter(organisation=organisation, role=PartyRole.LEAD, initiative=OuterRef("pk"))
    led_first = initiatives.annotate(is_led=Exists(leading)).order_by("-is_led", "title", "pk")
    cards = card_page(led_first, number, organisatie=organisation.slug)
    led = initiatives.filter(Exists(leading)).count()
    led_here = sum(initiative.is_led for initiative in cards.page.items)
    area = organisation.municipality
    return OrganisationPage(
        name=organisation.name,
        url=organisation.get_absolute_url(),
        kind=str(OrganisationKind(organisation.kind).label),
        aliases=tuple(organisation.aliases),
        description=organisation.description,
        website=organisation.website,
        municipality=Link(area.name, area.get_absolute_url()) if area else None,
        summary=_summary(organisation.name, led, cards.total - led),
        initiatives=cards,
        led=cards.cards[:led_here],
        joined=cards.cards[led_here:],
        themes=theme_bars(initiatives),
        partners=party_bars(parties_of(initiatives, without=organisation)),
    )


def _summary(name: str, led: int, joined: int) -> str:
    """For example "Impuls leads 12 initiatives and takes part in 8 others."."""
    leads = ngettext("%(name)s leads %(count)s initiative", "%(name)s leads %(count)s initiatives", led)
    joins = ngettext("takes part in %(count)s other", "takes part in %(count)s others", joined)
    only = ngettext(
        "%(name)s takes part in %(count)s initiative.", "%(name)s takes part in %(count)s initiatives.", joined
    )
    if not led:
        return only % {"name": name, "count": joined}
    led_part = leads % {"name": name, "count": led}
    if not joined:
        return gettext("%(sentence)s.") % {"sentence": led_part}
    return gettext("%(first)s and %(last)s") % {"first": led_part, "last": joins % {"count": joined}} + "."
