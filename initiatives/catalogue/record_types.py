"""The kinds of value a catalogue record is made of, each with the reason it gives when it refuses one."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import core_schema

from initiatives.models.taxonomy import MAX_AGE_YEARS
from initiatives.name_lists import MAX_NAME_LENGTH, MAX_NAMES
from initiatives.partial_dates import PartialDate

MAX_PARTS = 200
# Line breaks and tabs are text; other control characters are damage, and PostgreSQL refuses NUL.
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LARGEST_FIGURE = Decimal(10) ** 13


class Reason(StrEnum):
    """Own refusals; ``reasons.py`` has the words for each."""

    CONTROL_CHARACTER = "control_character"
    NOT_A_DATE = "not_a_date"
    NOT_A_FIGURE = "not_a_figure"
    NOT_A_URL = "not_a_url"
    REPEATED = "repeated"
    AGES_REVERSED = "ages_reversed"
    PERIOD_REVERSED = "period_reversed"
    PHASE_NOT_ON_BAR = "phase_not_on_bar"
    HALF_A_POINT = "half_a_point"
    RANGE_REVERSED = "range_reversed"
    UNKNOWN_CODE = "unknown_code"


def _plain_text(text: str) -> str:
    if _CONTROL_CHARACTER.search(text):
        raise ValueError(Reason.CONTROL_CHARACTER)
    return text


def _partial_date(text: str) -> str:
    try:
        return str(PartialDate.parse(text)) if text else ""
    except ValueError as error:
        raise ValueError(Reason.NOT_A_DATE) from error


def _figure(value: Any) -> Any:
    """Turn a JSON number into a decimal without binary noise (580.62 stays 580.62)."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(Reason.NOT_A_FIGURE)
    figure = Decimal(str(value))
    if abs(figure) >= _LARGEST_FIGURE:
        raise ValueError(Reason.NOT_A_FIGURE)
    return figure


def _coordinate(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _web_address(url: str) -> str:
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as error:
            raise ValueError(Reason.NOT_A_URL) from error
    return url


def _without_repeats(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise ValueError(Reason.REPEATED)
    return values


@dataclass(frozen=True)
class Text:
    """Marks a text of at most ``max_length`` characters; ``required`` refuses the empty text."""

    max_length: int
    required: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        bounded = core_schema.str_schema(
            strict=True, strip_whitespace=True, min_length=1 if self.required else 0, max_length=self.max_length
        )
        return core_schema.no_info_after_validator_function(_plain_text, bounded)


# A word of a fixed vocabulary: the stored word of the enumeration it stands before.
CHOICE = Field(strict=False)
_SLUG_PATTERN = r"^[a-zA-Z0-9_-]+$"

Slug = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_SLUG_PATTERN)]
ShortSlug = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_SLUG_PATTERN)]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-zA-Z0-9_-]*$")]
Name = Annotated[str, Text(MAX_NAME_LENGTH, required=True)]
Names = Annotated[list[Name], Field(max_length=MAX_NAMES), AfterValidator(_without_repeats)]
Slugs = Annotated[list[Slug], Field(max_length=MAX_PARTS), AfterValidator(_without_repeats)]
Date = Annotated[str, AfterValidator(_partial_date)]
WebAddress = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]
Age = Annotated[int, Field(ge=0, le=MAX_AGE_YEARS)]
Latitude = Annotated[float, BeforeValidator(_coordinate), Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, BeforeValidator(_coordinate), Field(ge=-180, le=180, allow_inf_nan=False)]
Figure = Annotated[
    Decimal | None,
    BeforeValidator(_figure),
    Field(max_digits=16, decimal_places=3),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]}),
]
Amount = Annotated[
    Decimal | None,
    BeforeValidator(_figure),
    Field(max_digits=14, decimal_places=2),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]}),
]


class Record(BaseModel):
    """Base of every record: nothing unknown, nothing converted silently."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
