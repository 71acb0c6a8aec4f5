"""What an engine indexes of one initiative: public facts only, as one frozen value."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone

from initiatives.area_tree import areas_below_by_parent, serves_all_within
from initiatives.content import ContentTables, InitiativeContent, content_of
from initiatives.currency import currency_of
from initiatives.enums import Currency, Phase
from initiatives.geo.types import Point
from initiatives.models import Area, Initiative, Place, TargetGroup, Theme
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


NO_TEXTS = DocumentTexts("", "", "", "", "", "", "")


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

    def without_texts(self) -> "SearchDocument":
        """What is left to know once the texts were analysed."""
        return replace(self, texts=NO_TEXTS)

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
    _served: dict[int, frozenset[str]] = field(default_factory=dict)  # slugs found before, by key
    _around: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "AreaForest":
        by_id = {area.pk: area for area in Area.objects.defer("boundary", "note").order_by()}
        for area in by_id.values():
            area.parent = by_id[area.parent_id] if area.parent_id is not None else None
        region = next((area for area in by_id.values() if area.slug == settings.NAVIGATOR_REGION), None)
        above = frozenset(area.slug for area in region.ancestors()) if region else frozenset()
        return cls(by_id, above, areas_below_by_parent(by_id.values()))

    def slugs_served(self, area: Area) -> frozenset[str]:
        """The areas where what serves this one is found."""
        if area.pk not in self._served:
            within = self.within(area) if serves_all_within(area) else ()
            self._served[area.pk] = self.slugs_around(area).union(below.slug for below in within)
        return self._served[area.pk]

    def slugs_around(self, area: Area) -> frozenset[str]:
        """The area, and all that it lies in."""
        if area.pk not in self._around:
            self._around[area.pk] = frozenset(found.slug for found in [area, *area.ancestors()])
        return self._around[area.pk]

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
    keys = list(initiatives.values_list("pk", flat=True))
    tables = ContentTables(keys)
    forest = AreaForest.load()
    tables.load_terms(forest.by_id)
    for key in keys:
        yield document_of(tables.content(key), forest=forest, today=today)


def document_for(initiative: Initiative, *, today: datetime.date | None = None) -> SearchDocument:
    """The document of one initiative as the public may see it on ``today`` (default: the local date)."""
    return document_of(content_of(initiative), forest=AreaForest.load(), today=today)


def document_of(
    content: InitiativeContent, *, forest: AreaForest, today: datetime.date | None = None
) -> SearchDocument:
    """The document that says this content."""
    place_points = tuple(
        [PlacePoint(place.pk, point.rounded()) for place in content.places if (point := place.public_point())]
    )
    standing, bubble = standing_of(place_points, content.reach, above_region=forest.above_region)
    return SearchDocument(
        key=content.pk,
        texts=_texts(content),
        facets=_facets(content, forest, today or timezone.localdate()),
        standing=standing,
        places=place_points,
        bubble=bubble,
        sort_title=" ".join(words_of(content.title)),
        recent_on=_recent_on(content),
    )


def _public_area(place: Place) -> Area | None:
    """The area a place may be found by: no more precise than the municipality for a home."""
    return place.municipality() if place.is_home else place.area


def _recent_on(content: InitiativeContent) -> datetime.date | None:
    if content.last_confirmed_on is not None:
        return content.last_confirmed_on
    return content.state_as_of.last_day if content.state_as_of else None


def _joined(*parts: str) -> str:
    return "\n".join([part for part in parts if part])


def _texts(content: InitiativeContent) -> DocumentTexts:
    line = content.programme_line
    terms: list[Theme | TargetGroup] = [*content.themes, *content.target_groups]
    located: list[Area | Place] = [*content.reach, *content.places]
    return DocumentTexts(
        title=content.title,
        names=_joined(*content.aliases),
        subjects=_joined(line.name if line else "", *[term.name for term in terms]),
        parties=_joined(*[_joined(party.name, *party.aliases) for party, _ in content.parties]),
        where=_joined(*[_joined(item.name, *item.aliases) for item in located]),
        summary=content.summary,
        body=_joined(
            content.target_group_note,
            content.intended_result,
            content.description,
            content.monitoring,
            content.joining,
            *[_joined(text, indicator) for text, indicator in content.objectives],
        ),
    )


def _facets(content: InitiativeContent, forest: AreaForest, today: datetime.date) -> dict[str, tuple[str, ...]]:
    line = content.programme_line
    values: dict[str, Iterable[str]] = {
        "thema": [theme.slug for theme in content.themes],
        "doelgroep": [group.slug for group in content.target_groups],
        "leeftijd": _age_bands(content),
        "gebied": _area_slugs(content, forest),
        "fase": [content.phase],
        "actueel": [_currency(content, today).value],
        "soort": [content.kind],
        "lijn": [line.slug] if line else [],
        "organisatie": [party.slug for party, _ in content.parties],
    }
    return {parameter: tuple(sorted({value for value in found if value})) for parameter, found in values.items()}


def _currency(content: InitiativeContent, today: datetime.date) -> Currency:
    return currency_of(
        phase=Phase(content.phase),
        starts=content.period_start,
        ends=content.period_end,
        confirmed_on=content.last_confirmed_on,
        today=today,
    )


def _area_slugs(content: InitiativeContent, forest: AreaForest) -> set[str]:
    """The areas and everything they lie in, so that asking for an area includes what is inside it.

    What serves all of a municipality, or of something smaller, serves each area in it too.
    """
    of_places = [area for place in content.places if (area := _public_area(place)) is not None]
    served = [forest.slugs_served(area) for area in content.reach]
    return set().union(*served, *[forest.slugs_around(area) for area in of_places])


def _age_bands(content: InitiativeContent) -> list[str]:
    ranges = [(content.age_min, content.age_max), *[(group.age_min, group.age_max) for group in content.target_groups]]
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
