"""Who is behind an initiative, and how to reach them. Only accepted organisations and public contacts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from initiatives.enums import PartyRole
from initiatives.models import Contact, Initiative, Organisation
from initiatives.presentation.links import Link


@dataclass(frozen=True)
class PartyGroup:
    """The organisations of one role, in the editors' order."""

    role: str
    organisations: tuple[Link, ...]


@dataclass(frozen=True)
class ContactLine:
    organisation: Link
    role: str
    email: str
    phone: str

    @property
    def dialled(self) -> str:
        """The number as a ``tel:`` address takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def leads_of(initiative: Initiative) -> tuple[Link, ...]:
    """The organisations that lead."""
    return _organisations(initiative, PartyRole.LEAD)


def other_parties_of(initiative: Initiative) -> tuple[PartyGroup, ...]:
    """Everyone else, a group for each role that somebody has; who leads is not named again as a mere partner."""
    leads = {lead.url for lead in leads_of(initiative)}
    roles = (role for role in PartyRole if role != PartyRole.LEAD)
    groups = (PartyGroup(str(role.label), _organisations(initiative, role, leads)) for role in roles)
    return tuple(group for group in groups if group.organisations)


def contact_lines(contacts: Iterable[Contact]) -> tuple[ContactLine, ...]:
    """Contacts from ``ContactQuerySet.public()``."""
    return tuple(
        ContactLine(organisation_link(contact.organisation), contact.role, contact.email, contact.phone)
        for contact in contacts
    )


def organisation_link(organisation: Organisation, note: str = "") -> Link:
    return Link(organisation.name, organisation.get_absolute_url(), note)


def _organisations(initiative: Initiative, role: PartyRole, leads: Collection[str] = ()) -> tuple[Link, ...]:
    links = (
        organisation_link(party.organisation, party.note)
        for party in initiative.parties.all()
        if party.role == role and party.organisation.is_accepted
    )
    return tuple(link for link in links if role != PartyRole.PARTNER or link.url not in leads)
