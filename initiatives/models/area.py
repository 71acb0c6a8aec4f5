"""Areas from province to neighbourhood: a forest, with several roots, some of them outside the region."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.enums import AreaKind
from initiatives.geo.types import Point
from initiatives.name_lists import NameListField

MAX_DEPTH = 10
LATITUDE_VALIDATORS = [MinValueValidator(-90.0), MaxValueValidator(90.0)]
LONGITUDE_VALIDATORS = [MinValueValidator(-180.0), MaxValueValidator(180.0)]


class Area(models.Model):
    """A province, region, municipality, district, neighbourhood or village.

    ``boundary`` is a GeoJSON geometry (Polygon or MultiPolygon, WGS 84), simplified for the web by ``load_areas``.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    aliases = NameListField(_("also known as"))
    kind = models.CharField(_("kind"), max_length=20, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    cbs_code = models.CharField(
        _("CBS code"),
        max_length=10,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^(GM\d{4}|WK\d{6}|BU\d{8}|PV\d{2})$", _("For example GM0928."))],
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, validators=LATITUDE_VALIDATORS)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, validators=LONGITUDE_VALIDATORS)
    coordinate_source = models.CharField(_("source of the coordinates"), max_length=200, blank=True)
    boundary = models.JSONField(_("boundary"), null=True, blank=True, editable=False)
    boundary_source = models.CharField(_("source of the boundary"), max_length=200, blank=True, editable=False)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area-detail", args=[self.slug])

    def clean(self) -> None:
        self.cbs_code = self.cbs_code or None
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("Fill in both latitude and longitude, or neither."))
        if self.pk and any(area.pk == self.pk for area in self.ancestors()):
            raise ValidationError({"parent": _("An area cannot be part of itself.")})

    @property
    def point(self) -> Point | None:
        """The area's own centroid, or ``None`` when it has none."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    def ancestors(self) -> list["Area"]:
        """The areas this one lies in, nearest first; stops at a loop or after ten steps."""
        found: list[Area] = []
        area = self.parent
        while area is not None and area not in found and len(found) < MAX_DEPTH:
            found.append(area)
            area = area.parent
        return found

    def located_point(self) -> Point | None:
        """The area's point, else that of its nearest ancestor that has one."""
        return next((area.point for area in [self, *self.ancestors()] if area.point), None)

    @property
    def is_region(self) -> bool:
        """Whether this is the region the whole directory is about (setting ``NAVIGATOR_REGION``)."""
        return bool(self.slug == settings.NAVIGATOR_REGION)
