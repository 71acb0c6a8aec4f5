"""Parties: municipalities, care providers, associations, businesses."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.enums import OrganisationKind
from initiatives.name_lists import NameListField
from initiatives.querysets import AcceptedQuerySet


class Organisation(models.Model):
    """A party in one or more initiatives; public once accepted by a moderator."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    aliases = NameListField(_("also known as"), help_text=_("Other names and spellings, one per line."))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    municipality = models.ForeignKey(
        "initiatives.Area",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    description = models.TextField(_("description"), max_length=2000, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    is_accepted = models.BooleanField(
        _("accepted"), default=True, help_text=_("Only accepted organisations are shown to the public.")
    )

    objects = AcceptedQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation-detail", args=[self.slug])
