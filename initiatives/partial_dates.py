"""Dates that are known to the year, quarter, month or day.

Source documents say "2022", "third quarter of 2022" or "18 September 2022"; storing a made-up day would claim
more than is known. The stored text is ISO 8601 ("2022", "2022-09", "2022-09-18") with "2022-Q3" for a quarter.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_TEXT_LENGTH = 10
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ISO = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_DUTCH = re.compile(r"(?:(?P<day>\d{1,2})-)?(?P<month>\d{1,2})-(?P<year>\d{4})", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date of a known precision; ``quarter`` and ``month`` exclude each other, ``day`` needs ``month``."""

    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2022", "2022-Q3", "2022-09", "2022-09-18", "09-2022" or "18-09-2022"; else ``ValueError``."""
        match = _ISO.fullmatch(text.strip()) or _DUTCH.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date: {text[:40]!r}")
        parts = {name: int(value) for name, value in match.groupdict().items() if value}
        return cls(**parts)._checked()

    @classmethod
    def from_date(cls, day: datetime.date) -> Self:
        return cls(day.year, day.month, day.day)

    def _checked(self) -> Self:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year outside {FIRST_YEAR}-{LAST_YEAR}: {self.year}")
        datetime.date(self.year, self.month or 1, self.day or 1)
        return self

    @property
    def first_day(self) -> datetime.date:
        """The earliest day this date can mean."""
        return datetime.date(self.year, self._first_month, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day this date can mean."""
        month = self.month or (self.quarter * 3 if self.quarter else 12)
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def _first_month(self) -> int:
        return self.month or (self.quarter * 3 - 2 if self.quarter else 1)

    @property
    def label(self) -> str:
        """The date in words, in the active language: "2022", "3rd quarter of 2022", "September 2022"."""
        if self.quarter:
            return gettext("quarter %(quarter)s of %(year)s") % {"quarter": self.quarter, "year": self.year}
        if not self.month:
            return str(self.year)
        month = str(MONTHS[self.month])
        return f"{self.day} {month} {self.year}" if self.day else f"{month} {self.year}"

    def __str__(self) -> str:
        if self.quarter:
            return f"{self.year:04}-Q{self.quarter}"
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)


def _parse_or_invalid(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        message = _("Write a year, a month or a day, for example 2023, 05-2023 or 17-05-2023.")
        raise ValidationError(message, code="invalid") from error


class PartialDateFormField(forms.CharField):
    """One text field for a date of any precision."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MAX_TEXT_LENGTH, **kwargs})

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]  # a field may give a value, not text
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        return _parse_or_invalid(text) if text else None

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value else "")


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # the stubs' type arguments don't exist at run time
    """Stores a :class:`PartialDate` as text; nothing known is the empty string in SQL and ``None`` in Python."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=MAX_TEXT_LENGTH, default="", blank=kwargs.get("blank", True))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "default"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        return _parse_or_invalid(str(value))

    def get_default(self) -> None:
        return None

    def get_prep_value(self, value: Any) -> str:
        return str(self.to_python(value) or "")

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value: Any, model_instance: models.Model | None) -> PartialDate | None:
        parsed = self.to_python(value)
        if parsed is None and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return parsed

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})
