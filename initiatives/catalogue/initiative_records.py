"""What a record of ``initiatives.json`` may hold, with the parts that belong to it."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from initiatives.catalogue.record_types import (
    CHOICE,
    MAX_PARTS,
    Age,
    Amount,
    Code,
    Date,
    Figure,
    Names,
    Reason,
    Record,
    ShortSlug,
    Slug,
    Slugs,
    Text,
    WebAddress,
)
from initiatives.enums import (
    PHASE_STEPS,
    EvidenceBase,
    FactBasis,
    FinanceKind,
    InitiativeKind,
    PartyRole,
    Phase,
    PhaseBar,
    ReferralNeed,
    ValueBound,
    Visibility,
)
from initiatives.partial_dates import PartialDate

Year = Annotated[int, Field(ge=1900, le=2100)]


class ObjectiveRecord(Record):
    text: Annotated[str, Text(500, required=True)]
    code: Code = ""
    indicator: Annotated[str, Text(200)] = ""
    unit: Annotated[str, Text(80)] = ""
    baseline: Figure = None
    baseline_date: Date = ""
    target: Figure = None
    target_high: Figure = None
    target_bound: Annotated[ValueBound, CHOICE] = ValueBound.EXACT
    target_text: Annotated[str, Text(200)] = ""
    target_date: Date = ""

    @model_validator(mode="after")
    def _range_in_order(self) -> Self:
        if self.target_high is not None and (self.target is None or self.target_high <= self.target):
            raise ValueError(Reason.RANGE_REVERSED)
        return self


class ResultRecord(Record):
    label: Annotated[str, Text(300, required=True)]
    objective_code: Code = ""
    date: Date = ""
    value: Figure = None
    value_bound: Annotated[ValueBound, CHOICE] = ValueBound.EXACT
    value_text: Annotated[str, Text(200)] = ""
    unit: Annotated[str, Text(80)] = ""


class PhaseEntryRecord(Record):
    phase: Annotated[Phase, CHOICE]
    started: Date = ""
    basis: Annotated[FactBasis, CHOICE] = FactBasis.STATED
    note: Annotated[str, Text(300)] = ""


class MilestoneRecord(Record):
    date: Date = ""
    label: Annotated[str, Text(300, required=True)]


class FinanceLineRecord(Record):
    year: Year
    kind: Annotated[FinanceKind, CHOICE]
    amount_eur: Amount = None
    note: Annotated[str, Text(300)] = ""
    visibility: Annotated[Visibility, CHOICE] = Visibility.INTERNAL


class PartyRecord(Record):
    organisation: Slug
    role: Annotated[PartyRole, CHOICE] = PartyRole.PARTNER
    note: Annotated[str, Text(300)] = ""


class PlaceUseRecord(Record):
    place: Slug
    note: Annotated[str, Text(300)] = ""


class WebsiteRecord(Record):
    url: Annotated[WebAddress, Field(min_length=1)]
    label: Annotated[str, Text(120)] = ""


class RelationRecord(Record):
    initiative: Slug
    note: Annotated[str, Text(300)] = ""


class SourceRecord(Record):
    title: Annotated[str, Text(200, required=True)]
    location: Annotated[str, Text(300)] = ""


class InitiativeRecord(Record):
    slug: Slug
    title: Annotated[str, Text(200, required=True)]
    aliases: Names = []
    kind: Annotated[InitiativeKind, CHOICE]
    programme_line: ShortSlug | None = None
    parent: Slug | None = None
    themes: Slugs = []
    target_groups: Slugs = []
    target_group_note: Annotated[str, Text(1000)] = ""
    age_min: Age | None = None
    age_max: Age | None = None
    summary: Annotated[str, Text(500, required=True)]
    description: Annotated[str, Text(20_000)] = ""
    intended_result: Annotated[str, Text(5000)] = ""
    monitoring: Annotated[str, Text(5000)] = ""
    phase_bar: Annotated[PhaseBar, CHOICE] = PhaseBar.PROGRAMME
    phase: Annotated[Phase, CHOICE]
    phase_basis: Annotated[FactBasis, CHOICE] = FactBasis.STATED
    phase_note: Annotated[str, Text(300)] = ""
    period_start: Date = ""
    period_end: Date = ""
    period_basis: Annotated[FactBasis, CHOICE] = FactBasis.STATED
    joining: Annotated[str, Text(2000)] = ""
    costs: Annotated[str, Text(300)] = ""
    is_free: bool | None = None
    referral: Annotated[ReferralNeed, CHOICE] = ReferralNeed.UNKNOWN
    accessibility: Annotated[str, Text(1000)] = ""
    evidence_base: Annotated[EvidenceBase, CHOICE] = EvidenceBase.UNKNOWN
    evidence_note: Annotated[str, Text(1000)] = ""
    responsible_municipality: ShortSlug | None = None
    state_as_of: Date = ""
    reach: Slugs = []
    places: Annotated[list[PlaceUseRecord], Field(max_length=MAX_PARTS)] = []
    parties: Annotated[list[PartyRecord], Field(max_length=MAX_PARTS)] = []
    objectives: Annotated[list[ObjectiveRecord], Field(max_length=MAX_PARTS)] = []
    results: Annotated[list[ResultRecord], Field(max_length=MAX_PARTS)] = []
    phase_history: Annotated[list[PhaseEntryRecord], Field(max_length=MAX_PARTS)] = []
    milestones: Annotated[list[MilestoneRecord], Field(max_length=MAX_PARTS)] = []
    finance: Annotated[list[FinanceLineRecord], Field(max_length=MAX_PARTS)] = []
    websites: Annotated[list[WebsiteRecord], Field(max_length=MAX_PARTS)] = []
    related: Annotated[list[RelationRecord], Field(max_length=MAX_PARTS)] = []
    sources: Annotated[list[SourceRecord], Field(max_length=MAX_PARTS)] = []

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError(Reason.AGES_REVERSED)
        return self

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        if self.period_start and self.period_end:
            starts, ends = PartialDate.parse(self.period_start), PartialDate.parse(self.period_end)
            if ends.last_day < starts.first_day:
                raise ValueError(Reason.PERIOD_REVERSED)
        return self

    @model_validator(mode="after")
    def _phase_on_its_bar(self) -> Self:
        if self.phase is not Phase.STOPPED and self.phase not in PHASE_STEPS[self.phase_bar]:
            raise ValueError(Reason.PHASE_NOT_ON_BAR)
        return self

    @model_validator(mode="after")
    def _no_repeated_parts(self) -> Self:
        parties = [(party.organisation, party.role) for party in self.parties]
        lists: tuple[list[object], ...] = (
            list(parties),
            [use.place for use in self.places],
            [relation.initiative for relation in self.related],
            [objective.code for objective in self.objectives if objective.code],
        )
        if any(len(set(values)) != len(values) for values in lists):
            raise ValueError(Reason.REPEATED)
        return self

    @model_validator(mode="after")
    def _codes_exist(self) -> Self:
        codes = {objective.code for objective in self.objectives}
        if any(result.objective_code and result.objective_code not in codes for result in self.results):
            raise ValueError(Reason.UNKNOWN_CODE)
        return self
