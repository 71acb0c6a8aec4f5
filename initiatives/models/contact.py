"""How to reach a party about an initiative. Kept apart so that it enters no revision, index, export or API."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Visibility
from initiatives.models.initiative import Initiative
from initiatives.models.organisation import Organisation
from initiatives.querysets import ContactQuerySet


class Contact(models.Model):
    """An organisation and a role, never a person's name: persons come and go."""

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="contacts"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="contacts"
    )
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example reception desk."))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(
        _("phone"), max_length=20, blank=True, validators=[RegexValidator(r"^\+?[0-9 ()-]{6,20}$")]
    )
    visibility = models.CharField(
        _("visible to"), max_length=20, choices=Visibility.choices, default=Visibility.INTERNAL
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.role}" if self.role else str(self.organisation)

    def clean(self) -> None:
        if not self.email and not self.phone:
            raise ValidationError(_("Fill in an e-mail address or a phone number."))
