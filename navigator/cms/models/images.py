"""Images with what a public body must record of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CreditedImage(AbstractImage):
    """An image with alternative text, maker and the right to use it. Wagtail's ``description`` is the alt text."""

    credit = models.CharField(_("made by"), max_length=200, blank=True)
    rights = models.CharField(_("right to use"), max_length=200, blank=True, help_text=_("For example CC BY 4.0."))

    admin_form_fields = (*Image.admin_form_fields, "credit", "rights")


class CreditedRendition(AbstractRendition):
    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
