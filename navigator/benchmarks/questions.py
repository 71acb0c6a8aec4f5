"""Questions visitors might ask of a made-up catalogue: its own words and values, never the same twice."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from initiatives.enums import InitiativeKind, Phase
from initiatives.geo.types import BoundingBox
from initiatives.models import Area, Initiative, Place, TargetGroup, Theme
from search.facets import FACETS
from search.query import SearchQuery

SAMPLED_TEXTS = 500
DIFFERENT_TEXTS = 2000
WINDOW_DEGREES = (0.08, 0.05)


@dataclass(frozen=True)
class QuestionMaker:
    chance: random.Random
    words: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    bounds: tuple[float, float, float, float]

    @classmethod
    def from_database(cls, chance: random.Random) -> "QuestionMaker":
        summaries = Initiative.objects.published().values_list("summary", flat=True)[:SAMPLED_TEXTS]
        located = Place.objects.accepted().exclude(latitude=None).values_list("longitude", "latitude")
        longitudes, latitudes = zip(*located, strict=True)
        facets = {
            "thema": tuple(Theme.objects.values_list("slug", flat=True)),
            "doelgroep": tuple(TargetGroup.objects.values_list("slug", flat=True)),
            "gebied": tuple(Area.objects.values_list("slug", flat=True)),
            "fase": tuple(Phase.values),
            "soort": tuple(InitiativeKind.values),
        }
        bounds = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        return cls(chance, tuple(word for text in summaries for word in text.split()), facets, bounds)

    def text(self) -> SearchQuery:
        """One to three words of the catalogue."""
        return SearchQuery(text=self._words())

    def filters(self) -> SearchQuery:
        """A value in each of one to three facets."""
        return SearchQuery(selections=self._selections(1))

    def browse(self) -> SearchQuery:
        """Everything in a window of the map."""
        return SearchQuery(bbox=self._window())

    def mixed(self) -> SearchQuery:
        """One to three words, none to three facets, half the time a window of the map."""
        box = self._window() if self.chance.random() < 0.5 else None
        return SearchQuery(text=self._words(), selections=self._selections(0), bbox=box)

    def _words(self) -> str:
        return " ".join(self.chance.choices(self.words, k=self.chance.randint(1, 3)))

    def _selections(self, fewest: int) -> dict[str, tuple[str, ...]]:
        chosen = set(self.chance.sample(sorted(self.facets), self.chance.randint(fewest, 3)))
        ordered = [facet.parameter for facet in FACETS if facet.parameter in chosen]
        return {name: (self.chance.choice(self.facets[name]),) for name in ordered}

    def _window(self) -> BoundingBox:
        west = round(self.chance.uniform(self.bounds[0], self.bounds[2] - WINDOW_DEGREES[0]), 4)
        south = round(self.chance.uniform(self.bounds[1], self.bounds[3] - WINDOW_DEGREES[1]), 4)
        east, north = round(west + WINDOW_DEGREES[0], 4), round(south + WINDOW_DEGREES[1], 4)
        return BoundingBox(west, south, east, north)

    def as_people_send_them(self, count: int) -> list[SearchQuery]:
        """Mixed questions whose texts are 2,000 in all, the n-th asked n times less often than the first (Zipf)."""
        texts = [self._words() for _ in range(DIFFERENT_TEXTS)]
        shares = [1 / rank for rank in range(1, DIFFERENT_TEXTS + 1)]
        asked = self.chance.choices(texts, weights=shares, k=count)
        return [replace(self.mixed(), text=text) for text in asked]


QUESTIONS: dict[str, Callable[[QuestionMaker], SearchQuery]] = {
    "text, filters, box": QuestionMaker.mixed,
    "text": QuestionMaker.text,
    "filters": QuestionMaker.filters,
    "browse with bbox": QuestionMaker.browse,
}
