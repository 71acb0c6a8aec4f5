"""What synthetic initiatives refer to: the catalogue's terms and areas, and made-up organisations and places."""

from dataclasses import dataclass

import numpy as np
from django.utils.text import slugify

from initiatives.enums import AreaKind, OrganisationKind, PlacePrecision
from initiatives.models import Area, Organisation, Place, ProgrammeLine, TargetGroup, Theme
from initiatives.synthetic.vocabulary import Vocabulary

ORGANISATIONS_PER_INITIATIVE = 0.2
PLACES_PER_INITIATIVE = 0.3
SPREAD_DEGREES = 0.006  # standard deviation around a centre, some 500 m
SOURCE = "Gegenereerd voor proeven"
_LEGAL_FORMS = ("Stichting", "Vereniging", "Coöperatie", "Netwerk", "Werkgroep")
_PLACE_KINDS = ("gebouw", "buurthuis", "school", "gezondheidscentrum", "sporthal", "park", "bibliotheek")
_BATCH = 2000


@dataclass(frozen=True)
class Surroundings:
    """Rows to refer to; ``municipalities`` and ``quarters`` lie in the region."""

    themes: list[Theme]
    target_groups: list[TargetGroup]
    programme_lines: list[ProgrammeLine]
    municipalities: list[Area]
    quarters: list[Area]
    organisations: list[Organisation]
    places: list[Place]


def make_surroundings(count: int, vocabulary: Vocabulary, rng: np.random.Generator) -> Surroundings:
    """Make organisations and places in proportion to ``count`` initiatives, and gather the rest."""
    municipalities = list(Area.objects.filter(kind=AreaKind.MUNICIPALITY, parent__slug="parkstad").order_by("pk"))
    quarters = [
        area
        for area in Area.objects.filter(kind__in=[AreaKind.NEIGHBOURHOOD, AreaKind.CITY_DISTRICT, AreaKind.VILLAGE])
        .select_related("parent__parent")
        .order_by("pk")
        if any(ancestor in municipalities for ancestor in area.ancestors())
    ]
    _make_organisations(max(10, round(count * ORGANISATIONS_PER_INITIATIVE)), municipalities, vocabulary, rng)
    _make_places(max(10, round(count * PLACES_PER_INITIATIVE)), [*municipalities, *quarters], vocabulary, rng)
    return Surroundings(
        themes=list(Theme.objects.all()),
        target_groups=list(TargetGroup.objects.all()),
        programme_lines=list(ProgrammeLine.objects.all()),
        municipalities=municipalities,
        quarters=quarters,
        organisations=list(Organisation.objects.order_by("pk")),
        places=list(Place.objects.order_by("pk")),
    )


def _make_organisations(count: int, areas: list[Area], vocabulary: Vocabulary, rng: np.random.Generator) -> None:
    kinds = rng.choice(np.array(OrganisationKind.values), size=count)
    names = rng.choice(vocabulary.compounds, size=count)
    forms = rng.choice(np.array(_LEGAL_FORMS), size=count)
    homes = rng.integers(0, len(areas), size=count)
    Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"{forms[number]} {names[number].capitalize()}",
                slug=f"{slugify(names[number])[:150]}-org-{number + 1}",
                kind=str(kinds[number]),
                municipality=areas[homes[number]],
            )
            for number in range(count)
        ],
        batch_size=_BATCH,
    )


def _make_places(count: int, areas: list[Area], vocabulary: Vocabulary, rng: np.random.Generator) -> None:
    centres = [(area, point) for area in areas if (point := area.point)]
    names = rng.choice(vocabulary.compounds, size=count)
    kinds = rng.choice(np.array(_PLACE_KINDS), size=count)
    chosen = rng.integers(0, len(centres), size=count)
    shifts = rng.normal(0.0, SPREAD_DEGREES, size=(count, 2))
    places = []
    for number in range(count):
        area, centre = centres[chosen[number]]
        places.append(
            Place(
                name=f"{names[number].capitalize()} {area.name}"[:200],
                slug=f"{slugify(names[number])[:150]}-plek-{number + 1}",
                kind=str(kinds[number]),
                area=area,
                latitude=round(centre.latitude + float(shifts[number][0]), 6),
                longitude=round(centre.longitude + float(shifts[number][1]) * 1.5, 6),
                precision=PlacePrecision.EXACT,
                coordinate_source=SOURCE,
            )
        )
    Place.objects.bulk_create(places, batch_size=_BATCH)
