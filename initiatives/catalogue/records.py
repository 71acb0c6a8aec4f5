"""One class per catalogue file: what a record may hold. docs/catalogue-format.md explains the fields."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from initiatives.catalogue.record_types import (
    CHOICE,
    Age,
    Latitude,
    Longitude,
    Names,
    Reason,
    Record,
    ShortSlug,
    Slug,
    Text,
    WebAddress,
)
from initiatives.enums import AreaKind, OrganisationKind, PlacePrecision


class ThemeRecord(Record):
    slug: ShortSlug
    name: Annotated[str, Text(120, required=True)]
    description: Annotated[str, Text(2000)] = ""
    synonyms: Names = []
    icon: Annotated[str, Text(40)] = ""


class TargetGroupRecord(Record):
    slug: ShortSlug
    name: Annotated[str, Text(120, required=True)]
    age_min: Age | None = None
    age_max: Age | None = None
    synonyms: Names = []

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError(Reason.AGES_REVERSED)
        return self


class ProgrammeLineRecord(Record):
    slug: ShortSlug
    name: Annotated[str, Text(120, required=True)]
    description: Annotated[str, Text(2000)] = ""


class _LocatedRecord(Record):
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    coordinate_source: Annotated[str, Text(200)] = ""

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(Reason.HALF_A_POINT)
        return self


class AreaRecord(_LocatedRecord):
    slug: ShortSlug
    name: Annotated[str, Text(120, required=True)]
    aliases: Names = []
    kind: Annotated[AreaKind, CHOICE]
    parent: ShortSlug | None = None
    cbs_code: str | None = Field(default=None, pattern=r"^(GM\d{4}|WK\d{6}|BU\d{8}|PV\d{2})$")
    note: Annotated[str, Text(1000)] = ""


class OrganisationRecord(Record):
    slug: Slug
    name: Annotated[str, Text(200, required=True)]
    aliases: Names = []
    kind: Annotated[OrganisationKind, CHOICE] = OrganisationKind.OTHER
    municipality: ShortSlug | None = None
    description: Annotated[str, Text(2000)] = ""
    website: WebAddress = ""


class PlaceRecord(_LocatedRecord):
    slug: Slug
    name: Annotated[str, Text(200, required=True)]
    aliases: Names = []
    kind: Annotated[str, Text(80)] = ""
    street_address: Annotated[str, Text(200)] = ""
    postcode: str = Field(default="", pattern=r"^(\d{4} ?[A-Z]{2})?$")
    town: Annotated[str, Text(120)] = ""
    area: ShortSlug | None = None
    precision: Annotated[PlacePrecision, CHOICE] = PlacePrecision.MUNICIPALITY
    is_home: bool = False
    accessibility: Annotated[str, Text(1000)] = ""
    website: WebAddress = ""
