"""The kinds of record a catalogue has, in the order they are loaded: what is referred to comes first."""

from dataclasses import dataclass

from django.db.models import Model

from initiatives.catalogue.initiative_records import InitiativeRecord
from initiatives.catalogue.record_types import Record
from initiatives.catalogue.records import (
    AreaRecord,
    OrganisationRecord,
    PlaceRecord,
    ProgrammeLineRecord,
    TargetGroupRecord,
    ThemeRecord,
)
from initiatives.models import Area, Initiative, Organisation, Place, ProgrammeLine, TargetGroup, Theme


@dataclass(frozen=True)
class CatalogueKind:
    """``references`` names the fields that hold a slug of another kind; ``ordered`` kinds keep the file's order."""

    name: str
    file: str
    record: type[Record]
    model: type[Model]
    references: tuple[tuple[str, str], ...] = ()
    ordered: bool = False


KINDS = (
    CatalogueKind("theme", "themes.json", ThemeRecord, Theme, ordered=True),
    CatalogueKind("target_group", "target_groups.json", TargetGroupRecord, TargetGroup, ordered=True),
    CatalogueKind("programme_line", "programme_lines.json", ProgrammeLineRecord, ProgrammeLine, ordered=True),
    CatalogueKind("area", "areas.json", AreaRecord, Area, (("parent", "area"),)),
    CatalogueKind("organisation", "organisations.json", OrganisationRecord, Organisation, (("municipality", "area"),)),
    CatalogueKind("place", "places.json", PlaceRecord, Place, (("area", "area"),)),
    CatalogueKind("initiative", "initiatives.json", InitiativeRecord, Initiative),
)
INITIATIVE = KINDS[-1]
