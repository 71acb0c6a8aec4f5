"""All models of the domain."""

from initiatives.models.area import Area
from initiatives.models.catalogue import LoadedRecord
from initiatives.models.contact import Contact
from initiatives.models.geocode import GeocodeAnswer
from initiatives.models.initiative import Initiative
from initiatives.models.initiative_parts import (
    FinanceLine,
    InitiativePlace,
    Milestone,
    Objective,
    Party,
    PhaseRecord,
    Reach,
    RelatedInitiative,
    Result,
    SourceReference,
    Website,
)
from initiatives.models.organisation import Organisation
from initiatives.models.place import Place
from initiatives.models.taxonomy import ProgrammeLine, TargetGroup, Theme

__all__ = [
    "Area",
    "Contact",
    "FinanceLine",
    "GeocodeAnswer",
    "Initiative",
    "InitiativePlace",
    "LoadedRecord",
    "Milestone",
    "Objective",
    "Organisation",
    "Party",
    "PhaseRecord",
    "Place",
    "ProgrammeLine",
    "Reach",
    "RelatedInitiative",
    "Result",
    "SourceReference",
    "TargetGroup",
    "Theme",
    "Website",
]
