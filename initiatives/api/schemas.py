"""What the API gives of an initiative: an allow-list, field by field. What isn't here is never given.

Attribute names are English, the JSON keys (aliases) Dutch, as in the site's addresses. Dates that are known to the
year or month only are given as such: "2023", "2023-Q3", "2023-05", "2023-05-17".
"""

import datetime
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict, PlainSerializer

Figure = Annotated[Decimal, PlainSerializer(float, return_type=float)]


class Record(Schema):
    """Base of all: immutable, filled by English name, written out under the Dutch one."""

    model_config = ConfigDict(frozen=True)


class Term(Record):
    slug: str
    name: str = Field(serialization_alias="naam")


class AreaTerm(Term):
    kind: str = Field(serialization_alias="soort")


class PartyEntry(Term):
    role: str = Field(serialization_alias="rol")


class Link(Record):
    slug: str
    title: str = Field(serialization_alias="titel")
    url: str


class PlaceEntry(Term):
    """A public place; ``is_approximate`` says that the coordinates mean "somewhere around here"."""

    address: str = Field(serialization_alias="adres")
    latitude: float | None = Field(serialization_alias="breedtegraad")
    longitude: float | None = Field(serialization_alias="lengtegraad")
    precision: str = Field(serialization_alias="precisie")
    is_approximate: bool = Field(serialization_alias="bijBenadering")
    url: str


class Period(Record):
    start: str | None = Field(serialization_alias="van")
    end: str | None = Field(serialization_alias="tot")
    is_inferred: bool = Field(serialization_alias="afgeleid")


class InitiativeEntry(Record):
    """One initiative in a list."""

    slug: str
    title: str = Field(serialization_alias="titel")
    aliases: list[str] = Field(serialization_alias="ookBekendAls")
    url: str
    kind: str = Field(serialization_alias="soort")
    summary: str = Field(serialization_alias="samenvatting")
    phase: str = Field(serialization_alias="fase")
    phase_is_inferred: bool = Field(serialization_alias="faseAfgeleid")
    currency: str = Field(serialization_alias="actueel")
    period: Period = Field(serialization_alias="periode")
    programme_line: Term | None = Field(serialization_alias="lijn")
    parent: Link | None = Field(serialization_alias="onderdeelVan")
    themes: list[Term] = Field(serialization_alias="themas")
    target_groups: list[Term] = Field(serialization_alias="doelgroepen")
    age_min: int | None = Field(serialization_alias="leeftijdVan")
    age_max: int | None = Field(serialization_alias="leeftijdTotEnMet")
    areas: list[AreaTerm] = Field(serialization_alias="gebieden")
    parties: list[PartyEntry] = Field(serialization_alias="partijen")
    places: list[PlaceEntry] = Field(serialization_alias="locaties")
    state_as_of: str | None = Field(serialization_alias="standPer")
    last_confirmed_on: datetime.date | None = Field(serialization_alias="laatstBevestigdOp")
    distance_m: int | None = Field(default=None, serialization_alias="afstandMeter")


class ObjectiveEntry(Record):
    text: str = Field(serialization_alias="tekst")
    code: str
    indicator: str
    unit: str = Field(serialization_alias="eenheid")
    baseline: Figure | None = Field(serialization_alias="nulmeting")
    baseline_date: str | None = Field(serialization_alias="nulmetingPer")
    target: Figure | None = Field(serialization_alias="streefwaarde")
    target_high: Figure | None = Field(serialization_alias="streefwaardeTot")
    target_bound: str = Field(serialization_alias="streefwaardeIs")
    target_text: str = Field(serialization_alias="streefwaardeTekst")
    target_date: str | None = Field(serialization_alias="streefwaardePer")


class ResultEntry(Record):
    label: str = Field(serialization_alias="omschrijving")
    objective_code: str = Field(serialization_alias="doelCode")
    date: str | None = Field(serialization_alias="per")
    value: Figure | None = Field(serialization_alias="waarde")
    value_bound: str = Field(serialization_alias="waardeIs")
    value_text: str = Field(serialization_alias="waardeTekst")
    unit: str = Field(serialization_alias="eenheid")


class PhaseEntry(Record):
    phase: str = Field(serialization_alias="fase")
    started: str | None = Field(serialization_alias="sinds")
    is_inferred: bool = Field(serialization_alias="afgeleid")
    note: str = Field(serialization_alias="toelichting")


class MilestoneEntry(Record):
    date: str | None = Field(serialization_alias="per")
    label: str = Field(serialization_alias="omschrijving")


class FinanceEntry(Record):
    """A public finance line."""

    year: int = Field(serialization_alias="jaar")
    kind: str = Field(serialization_alias="soort")
    amount_eur: Figure | None = Field(serialization_alias="bedragEuro")
    note: str = Field(serialization_alias="toelichting")


class WebsiteEntry(Record):
    url: str
    label: str = Field(serialization_alias="naam")


class SourceEntry(Record):
    title: str = Field(serialization_alias="titel")
    location: str = Field(serialization_alias="vindplaats")


class ImageEntry(Record):
    alternative_text: str = Field(serialization_alias="beschrijving")
    credit: str = Field(serialization_alias="maker")
    rights: str = Field(serialization_alias="rechten")


class RecordRest(Record):
    """What the record of one initiative says beyond its entry in a list."""

    target_group_note: str = Field(serialization_alias="doelgroepToelichting")
    description: str = Field(serialization_alias="beschrijving")
    intended_result: str = Field(serialization_alias="beoogdResultaat")
    monitoring: str
    phase_bar: str = Field(serialization_alias="fasebalk")
    phase_note: str = Field(serialization_alias="faseToelichting")
    phase_history: list[PhaseEntry] = Field(serialization_alias="fasen")
    objectives: list[ObjectiveEntry] = Field(serialization_alias="doelen")
    results: list[ResultEntry] = Field(serialization_alias="resultaten")
    milestones: list[MilestoneEntry] = Field(serialization_alias="mijlpalen")
    finance: list[FinanceEntry] = Field(serialization_alias="financien")
    sub_programmes: list[Link] = Field(serialization_alias="onderdelen")
    related: list[Link] = Field(serialization_alias="verwant")
    websites: list[WebsiteEntry]
    joining: str = Field(serialization_alias="meedoen")
    costs: str = Field(serialization_alias="kosten")
    is_free: bool | None = Field(serialization_alias="gratis")
    referral: str = Field(serialization_alias="verwijzing")
    accessibility: str = Field(serialization_alias="toegankelijkheid")
    evidence_base: str = Field(serialization_alias="bewijs")
    evidence_note: str = Field(serialization_alias="bewijsToelichting")
    image: ImageEntry | None = Field(serialization_alias="afbeelding")
    last_confirmed_by: Term | None = Field(serialization_alias="laatstBevestigdDoor")
    sources: list[SourceEntry] = Field(serialization_alias="bronnen")


class InitiativeRecord(RecordRest, InitiativeEntry):
    """Everything the public may know of one initiative."""
