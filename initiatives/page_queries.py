"""What a whole initiative page needs, in a constant number of queries."""

from django.db.models import Prefetch, Q, QuerySet

from initiatives.models import Contact, Initiative, InitiativePlace, Party, Reach, RelatedInitiative
from initiatives.querysets import InitiativeQuerySet

# A neighbourhood's chain up to its province; whoever lies deeper costs a query for each further level.
_AREA_CHAIN = "area__parent__parent__parent__parent__parent__parent"
RELATED_SHOWN = 30


def with_whole_page(initiatives: InitiativeQuerySet) -> InitiativeQuerySet:
    """Load everything that belongs to the initiatives themselves."""
    return initiatives.select_related(
        "programme_line", "parent", "last_confirmed_by", "image", "responsible_municipality"
    ).prefetch_related(
        "themes",
        "target_groups",
        "objectives",
        "results",
        "phase_history",
        "milestones",
        "finance_lines",
        "websites",
        "sources",
        Prefetch("parties", Party.objects.select_related("organisation")),
        Prefetch("reach", Reach.objects.select_related(_AREA_CHAIN)),
        Prefetch("initiative_places", InitiativePlace.objects.select_related(f"place__{_AREA_CHAIN}")),
    )


def sub_programmes_of(initiative: Initiative) -> QuerySet[Initiative]:
    """Published initiatives that are part of this one."""
    published: QuerySet[Initiative] = Initiative.objects.published()
    return published.filter(parent=initiative.pk).order_by("title")[:RELATED_SHOWN]


def links_around(initiative: Initiative) -> QuerySet[RelatedInitiative]:
    """Stored links between this initiative and others, in either direction, where both are published."""
    touching = Q(initiative=initiative.pk) | Q(related=initiative.pk)
    links: QuerySet[RelatedInitiative] = RelatedInitiative.objects.filter(
        touching, initiative__live=True, related__live=True
    )
    return links.select_related("initiative", "related").order_by("sort_order", "pk")[: 2 * RELATED_SHOWN]


def public_contacts_of(initiative: Initiative) -> QuerySet[Contact]:
    """Contacts that were declared public, of organisations the public may see."""
    contacts: QuerySet[Contact] = Contact.objects.public()
    return contacts.filter(initiative=initiative.pk, organisation__is_accepted=True).select_related("organisation")
