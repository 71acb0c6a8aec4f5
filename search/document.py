"""What an engine indexes of one initiative: public facts only, as one frozen value."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from initiatives.area_tree import areas_below_by_parent, serves_all_within
from initiatives.geo.types import Point
from initiatives.models import Area, Initiative, Place, TargetGroup
from initiatives.querysets import InitiativeQuerySet
from search.analysis import words_of
from search.facets import AGE_BANDS, AGE_NOT_NAMED
from search.map_standing import AreaBubble, PlacePoint, standing_of
from search.query import MapStanding

MAX_AGE_YEARS = 120


@dataclass(frozen=True)
class DocumentTexts:
    """The searchable words by what they say; an engine weighs each part (``TEXT_WEIGHTS``)."""

    title: str
    names: str
    subjects: str
    parties: str
    where: str
    summary: str
    body: str


@dataclass(frozen=True)
class SearchDocument:
    """One published initiative.

    ``facets`` maps a facet's parameter to its values, sorted, without duplicates. ``places`` are public places
    with a point; without any, ``standing`` says whether ``bubble`` or the region's bubble holds it. ``sort_title``
    is folded; ``recent_on`` is when its facts were last confirmed or held.
    """

    key: int
    texts: DocumentTexts
    facets: Mapping[str, tuple[str, ...]]
    standing: MapStanding
    places: tuple[PlacePoint, ...]
    bubble: AreaBubble | None
    sort_title: str
    recent_on: datetime.date | None

    @property
    def points(self) -> tuple[Point, ...]:
        """Where it is on the map: its places, else its area's bubble, else nowhere."""
        if self.places:
            return tuple(dict.fromkeys(place.point for place in self.places))
        return (self.bubble.point,) if self.bubble else ()


@dataclass(frozen=True)
class AreaForest:
    """All areas, linked to their parents in memory, so that walking up costs no query; ``below`` leads down."""

    by_id: Mapping[int, Area]
    above_region: frozenset[str]
    below: Mapping[int, Sequence[Area]]

    @classmethod
    def load(cls) -> "AreaForest":
        by_id = {area.pk: area for area in Area.objects.defer("boundary", "note").order_by()}
        for area in by_id.values():
            area.parent = by_id[area.parent_id] if area.parent_id is not None else None
        region = next((area for area in by_id.values() if area.slug == settings.NAVIGATOR_REGION), None)
        above = frozenset(area.slug for area in region.ancestors()) if region else frozenset()
        return cls(by_id, above, areas_below_by_parent(by_id.values()))

    def within(self, area: Area) -> Iterator[Area]:
        """The area and all areas below it, each once."""
        waiting, seen = [area], {area.pk}
        while waiting:
            found = waiting.pop()
            yield found
            below = [child for child in self.below.get(found.pk, ()) if child.pk not in seen]
            seen.update(child.pk for child in below)
            waiting.extend(below)


def documents_for(initiatives: InitiativeQuerySet, *, today: datetime.date | None = None) -> Iterator[SearchDocument]:
    """Documents of a queryset of published initiatives, in a constant number of queries."""
    forest = AreaForest.load()
    rows: Iterable[Initiative] = initiatives.select_related("programme_line").prefetch_related(
        "themes", "target_groups", "objectives", "parties__organisation", "reach", "initiative_places__place"
    )
    for initiative in rows:
        yield document_for(initiative, forest=forest, today=today)


def document_for(
    initiative: Initiative, *, forest: AreaForest | None = None, today: datetime.date | None = None
) -> SearchDocument:
    """The document of one initiative as the public may see it on ``today`` (default: the local date)."""
    forest = forest or AreaForest.load()
    today = today or timezone.localdate()
    reach = [forest.by_id[row.area_id] for row in initiative.reach.all()]
    places = _accepted_places(initiative, forest)
    place_points = tuple(
        PlacePoint(place.pk, point.rounded()) for place in places if (point := place.public_point()) is not None
    )
    standing, bubble = standing_of(place_points, reach, above_region=forest.above_region)
    return SearchDocument(
        key=initiative.pk,
        texts=_texts(initiative, reach, places),
        facets=_facets(initiative, reach, places, forest, today),
        standing=standing,
        places=place_points,
        bubble=bubble,
        sort_title=" ".join(words_of(initiative.title)),
        recent_on=_recent_on(initiative),
    )


def _accepted_places(initiative: Initiative, forest: AreaForest) -> list[Place]:
    places = [row.place for row in initiative.initiative_places.all() if row.place.is_accepted]
    for place in places:
        place.area = forest.by_id[place.area_id] if place.area_id is not None else None
    return places


def _public_area(place: Place) -> Area | None:
    """The area a place may be found by: no more precise than the municipality for a home."""
    return place.municipality() if place.is_home else place.area


def _recent_on(initiative: Initiative) -> datetime.date | None:
    if initiative.last_confirmed_on is not None:
        return initiative.last_confirmed_on
    return initiative.state_as_of.last_day if initiative.state_as_of else None


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _texts(initiative: Initiative, reach: list[Area], places: list[Place]) -> DocumentTexts:
    terms = [*initiative.themes.all(), *initiative.target_groups.all()]
    line = initiative.programme_line
    parties = [row.organisation for row in initiative.parties.all() if row.organisation.is_accepted]
    located: list[Area | Place] = [*reach, *places]
    return DocumentTexts(
        title=initiative.title,
        names=_joined(*initiative.aliases),
        subjects=_joined(line.name if line else "", *(term.name for term in terms)),
        parties=_joined(*(_joined(party.name, *party.aliases) for party in parties)),
        where=_joined(*(_joined(item.name, *item.aliases) for item in located)),
        summary=initiative.summary,
        body=_joined(
            initiative.target_group_note,
            initiative.intended_result,
            initiative.description,
            initiative.monitoring,
            initiative.joining,
            *(_joined(objective.text, objective.indicator) for objective in initiative.objectives.all()),
        ),
    )


def _facets(
    initiative: Initiative, reach: list[Area], places: list[Place], forest: AreaForest, today: datetime.date
) -> dict[str, tuple[str, ...]]:
    groups = list(initiative.target_groups.all())
    line = initiative.programme_line
    values: dict[str, Iterable[str]] = {
        "thema": (theme.slug for theme in initiative.themes.all()),
        "doelgroep": (group.slug for group in groups),
        "leeftijd": _age_bands(initiative, groups),
        "gebied": _area_slugs(reach, [area for place in places if (area := _public_area(place)) is not None], forest),
        "fase": [initiative.phase],
        "actueel": [initiative.currency(today).value],
        "soort": [initiative.kind],
        "lijn": [line.slug] if line else [],
        "organisatie": (row.organisation.slug for row in initiative.parties.all() if row.organisation.is_accepted),
    }
    return {parameter: tuple(sorted({value for value in found if value})) for parameter, found in values.items()}


def _area_slugs(reach: Iterable[Area], of_places: Iterable[Area], forest: AreaForest) -> set[str]:
    """The areas and everything they lie in, so that asking for an area includes what is inside it.

    What serves all of a municipality, or of something smaller, serves each area in it too.
    """
    served = [area for own in reach if serves_all_within(own) for area in forest.within(own)]
    around = [area for own in (*reach, *of_places) for area in [own, *own.ancestors()]]
    return {area.slug for area in (*served, *around)}


def _age_bands(initiative: Initiative, groups: list[TargetGroup]) -> list[str]:
    ranges = [(initiative.age_min, initiative.age_max), *((group.age_min, group.age_max) for group in groups)]
    named = [
        (youngest or 0, MAX_AGE_YEARS if oldest is None else oldest)
        for youngest, oldest in ranges
        if youngest is not None or oldest is not None
    ]
    bands = [
        band.value
        for band in AGE_BANDS
        if any(youngest <= band.oldest_years and oldest >= band.youngest_years for youngest, oldest in named)
    ]
    return bands or [AGE_NOT_NAMED]
