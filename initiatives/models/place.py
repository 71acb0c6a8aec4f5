"""Physical places: one place can house many initiatives, one initiative can be at many places."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.enums import APPROXIMATE_PRECISIONS, AreaKind, PlacePrecision
from initiatives.geo.types import Point
from initiatives.models.area import LATITUDE_VALIDATORS, LONGITUDE_VALIDATORS, Area
from initiatives.name_lists import NameListField
from initiatives.querysets import AcceptedQuerySet


class Place(models.Model):
    """A building, route, park or desk; public once accepted by a moderator.

    ``precision`` says how far the coordinates may be trusted; a home is never shown more precisely than its
    municipality (:meth:`public_point`).
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    aliases = NameListField(_("also known as"))
    kind = models.CharField(_("kind"), max_length=80, blank=True, help_text=_("For example school or park."))
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^\d{4} ?[A-Z]{2}$", _("For example 6461 AB."))],
    )
    town = models.CharField(_("town"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, validators=LATITUDE_VALIDATORS)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, validators=LONGITUDE_VALIDATORS)
    precision = models.CharField(
        _("precision"), max_length=20, choices=PlacePrecision.choices, default=PlacePrecision.MUNICIPALITY
    )
    coordinate_source = models.CharField(_("source of the coordinates"), max_length=200, blank=True)
    is_home = models.BooleanField(
        _("somebody's home"), default=False, help_text=_("A home is shown no more precisely than its municipality.")
    )
    accessibility = models.TextField(_("accessibility"), max_length=1000, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    is_accepted = models.BooleanField(
        _("accepted"), default=True, help_text=_("Only accepted places are shown to the public.")
    )

    objects = AcceptedQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place-detail", args=[self.slug])

    def clean(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("Fill in both latitude and longitude, or neither."))

    def municipality(self) -> Area | None:
        """The municipality this place lies in, when its area says so."""
        if self.area is None:
            return None
        chain = [self.area, *self.area.ancestors()]
        return next((area for area in chain if area.kind == AreaKind.MUNICIPALITY), None)

    def public_point(self) -> Point | None:
        """Where the public may see this place: its own point, or its area's; its municipality's for a home."""
        if self.is_home:
            municipality = self.municipality()
            return municipality.located_point() if municipality else None
        if self.latitude is not None and self.longitude is not None:
            return Point(self.latitude, self.longitude)
        return self.area.located_point() if self.area else None

    @property
    def public_address(self) -> str:
        """Street, postcode and town on one line; nothing but the municipality for a home."""
        if self.is_home:
            municipality = self.municipality()
            return municipality.name if municipality else ""
        return ", ".join(part for part in (self.street_address, f"{self.postcode} {self.town}".strip()) if part)

    @property
    def is_approximate(self) -> bool:
        """Whether the map must draw this place as "somewhere around here"."""
        return self.is_home or self.latitude is None or self.precision in APPROXIMATE_PRECISIONS
