"""What a visitor asks: one frozen value that list, map, facets, counts, export and API are all made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from initiatives.geo.types import BoundingBox, Point

MAX_TEXT_LENGTH = 200
MAX_WORDS = 40
MAX_TERMS = 12  # of its words: those that tell something
DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_REACHABLE_HITS = 10_000
RADII_KM = (1, 2, 5, 10, 25)
NO_SELECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Sort(StrEnum):
    """Order of the hits; the values are those of the parameter ``sorteer``."""

    RELEVANCE = "relevantie"
    TITLE = "titel"
    RECENT = "recent"
    DISTANCE = "afstand"


class MapStanding(StrEnum):
    """The one way an initiative is on the map; the values are those of the parameter ``plek``."""

    PLACE = "plek"
    AREA = "gebied"
    REGION = "regio"
    NO_PLACE = "zonder"  # asks for AREA or REGION


@dataclass(frozen=True)
class SearchQuery:
    """A valid, normalised question.

    ``selections`` maps a facet's parameter to the chosen values (OR within one facet, AND between facets), in the
    facet table's order, each tuple sorted and without duplicates. ``near`` orders by distance when ``sort`` says so.
    ``radius_km`` (one of ``RADII_KM``) keeps what has a point about that near to ``near``. ``bubble`` is the slug of an
    area: only what the map holds in that area's bubble. ``uses_meaning`` is false when only the words may find
    (``betekenis=0``). ``page`` counts from 1.
    """

    text: str = ""
    selections: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_SELECTIONS)
    bbox: BoundingBox | None = None
    near: Point | None = None
    radius_km: int | None = None
    standing: MapStanding | None = None
    bubble: str = ""
    uses_meaning: bool = True
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE

    def selected(self, parameter: str) -> tuple[str, ...]:
        return self.selections.get(parameter, ())

    @property
    def first_hit(self) -> int:
        """Offset of the page's first hit, from 0."""
        return (self.page - 1) * self.page_size
