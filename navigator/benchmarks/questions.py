"""Questions visitors might ask of a made-up catalogue: its own words and values, never the same twice."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from initiatives.enums import InitiativeKind, Phase
from initiatives.geo.types import BoundingBox
from initiatives.models import Area, Initiative, Place, TargetGroup, Theme
from search.facets import FACETS
from search.query import SearchQuery

SAMPLED_TEXTS = 500
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
        return SearchQuery(text=" ".join(self.chance.choices(self.words, k=self.chance.randint(1, 3))))

    def filters(self) -> SearchQuery:
        """A value in each of one to three facets."""
        chosen = set(self.chance.sample(sorted(self.facets), self.chance.randint(1, 3)))
        ordered = [facet.parameter for facet in FACETS if facet.parameter in chosen]
        return SearchQuery(selections={name: (self.chance.choice(self.facets[name]),) for name in ordered})

    def browse(self) -> SearchQuery:
        """Everything in a window of the map."""
        west = round(self.chance.uniform(self.bounds[0], self.bounds[2] - WINDOW_DEGREES[0]), 4)
        south = round(self.chance.uniform(self.bounds[1], self.bounds[3] - WINDOW_DEGREES[1]), 4)
        east, north = round(west + WINDOW_DEGREES[0], 4), round(south + WINDOW_DEGREES[1], 4)
        return SearchQuery(bbox=BoundingBox(west, south, east, north))


QUESTIONS: dict[str, Callable[[QuestionMaker], SearchQuery]] = {
    "text": QuestionMaker.text,
    "filters": QuestionMaker.filters,
    "browse with bbox": QuestionMaker.browse,
}
