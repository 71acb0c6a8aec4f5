"""A short list of names or words (aliases, synonyms): JSON in the database, one per line in a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_NAMES = 100
MAX_NAME_LENGTH = 200


def validate_names(value: Any) -> None:
    """Accept a list of at most 100 non-empty texts of at most 200 characters."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValidationError(_("Write one name per line."), code="invalid")
    if len(value) > MAX_NAMES:
        raise ValidationError(_("Write at most %(limit)s names."), code="too_many", params={"limit": MAX_NAMES})
    if any(len(name) > MAX_NAME_LENGTH for name in value):
        raise ValidationError(
            _("A name is at most %(limit)s characters long."), code="too_long", params={"limit": MAX_NAME_LENGTH}
        )


class NameListFormField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a field may give a value, not text
        if isinstance(value, list):
            return value
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class NameListField(models.JSONField):
    """JSON list of names; the empty list when there are none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(default=list, blank=True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_names]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("blank", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": NameListFormField, **kwargs})
