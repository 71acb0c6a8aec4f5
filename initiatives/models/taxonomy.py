"""The terms initiatives are classified by: themes, target groups, programme lines."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.name_lists import NameListField

MAX_AGE_YEARS = 120


class Theme(models.Model):
    """A subject such as loneliness or debts; synonyms are the words people use for it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    synonyms = NameListField(_("synonyms"), help_text=_("Words people use for this theme, one per line."))
    icon = models.SlugField(_("icon"), max_length=40, blank=True, help_text=_("Name of the icon in the icon sprite."))
    sort_order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme-detail", args=[self.slug])


class TargetGroup(models.Model):
    """Whom an initiative is for; without ages it says nothing about age."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(MAX_AGE_YEARS)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("up to and including age"), null=True, blank=True, validators=[MaxValueValidator(MAX_AGE_YEARS)]
    )
    synonyms = NameListField(_("synonyms"), help_text=_("Words people use for this group, one per line."))
    sort_order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValidationError({"age_max": _("The highest age is below the lowest age.")})


class ProgrammeLine(models.Model):
    """A line of programmes, such as "Gezonde jeugd"."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("sort order"), default=0)

    class Meta:
        verbose_name = _("programme line")
        verbose_name_plural = _("programme lines")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name
