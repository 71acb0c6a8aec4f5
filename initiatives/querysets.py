"""Reads that are used in more than one place. Visibility to the public is decided here and nowhere else."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Prefetch

from initiatives.enums import Visibility


class AcceptedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # serves two models
    """Organisations and places: public once accepted."""

    def accepted(self) -> Self:
        return self.filter(is_accepted=True)


class InitiativeQuerySet(models.QuerySet):  # type: ignore[type-arg]  # the manager supplies the model
    def published(self) -> Self:
        """What the public may see. Every public page, export and index takes initiatives from here."""
        return self.filter(live=True)

    def not_from_catalogue(self) -> Self:
        """Leave out what ``load_catalogue`` brought in: loading is no news."""
        loaded = apps.get_model("initiatives", "LoadedRecord").objects.filter(kind="initiative")
        return self.exclude(slug__in=loaded.values("slug"))

    def with_classification(self) -> Self:
        """Load what a card or an entry of a list shows (``facts_of``), in a constant number of queries."""
        link, party, reach = (apps.get_model("initiatives", name) for name in ("InitiativePlace", "Party", "Reach"))
        places = link.objects.select_related(_AREA_CHAIN).defer(*_unread_of_areas(_AREA_CHAIN))
        reached = reach.objects.select_related("area").defer(*_unread_of_areas("area"))
        return self.select_related("programme_line", "parent").prefetch_related(
            "themes",
            "target_groups",
            Prefetch("parties", queryset=party.objects.select_related("organisation")),
            Prefetch("reach", queryset=reached),
            Prefetch("initiative_places", queryset=places),
        )


_AREA_CHAIN = "place__area__parent__parent__parent__parent__parent"  # province to neighbourhood


def _unread_of_areas(chain: str) -> list[str]:
    """The large outlines of each area in the chain, which no list shows."""
    parts = chain.split("__")
    first = parts.index("area") + 1
    return ["__".join([*parts[:depth], "boundary"]) for depth in range(first, len(parts) + 1)]


class ContactQuerySet(models.QuerySet):  # type: ignore[type-arg]  # the manager supplies the model
    """Contacts: what the public may see is what was declared public."""

    def public(self) -> Self:
        return self.filter(visibility=Visibility.PUBLIC)
