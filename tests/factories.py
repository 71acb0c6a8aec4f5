"""One factory per model; traits name the states that tests are about.

``InitiativeFactory()`` is live and public. Parts of an initiative have factories of their own
(``PartyFactory(initiative=...)``); the traits ``with_place``, ``region_wide`` and ``full`` add the usual ones.
"""

import datetime
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from initiatives import models
from initiatives.enums import (
    AreaKind,
    FinanceKind,
    InitiativeKind,
    OrganisationKind,
    PartyRole,
    Phase,
    PlacePrecision,
    Visibility,
)
from initiatives.partial_dates import PartialDate
from navigator.accounts.models import User

SEVEN_MUNICIPALITIES = (
    "beekdaelen",
    "brunssum",
    "heerlen",
    "kerkrade",
    "landgraaf",
    "simpelveld",
    "voerendaal",
)
PASSWORD = "een-lang-wachtwoord"


def slug_of(attribute: str) -> factory.LazyAttribute:
    return factory.LazyAttribute(lambda made: slugify(getattr(made, attribute)))


def member_of(name: str) -> factory.PostGeneration:
    """A trait's plain list would never reach ``in_groups``: only a declaration that acts after the row is made does."""
    return factory.PostGeneration(lambda user, create, *_, **__: user.groups.add(Group.objects.get(name=name)))


class UserFactory(factory.django.DjangoModelFactory):
    """Someone with an account; ``UserFactory(redacteur=True)`` can log in at /beheer/ with ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        redacteur = factory.Trait(in_groups=member_of("redacteur"))
        moderator = factory.Trait(in_groups=member_of("moderator"))
        beheerder = factory.Trait(in_groups=member_of("beheerder"))
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence(lambda n: f"medewerker-{n}")
    email = factory.LazyAttribute(lambda made: f"{made.username}@voorbeeld.test")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def in_groups(self: User, create: bool, names: list[str] | None, **_: Any) -> None:
        if create and names:
            self.groups.set(Group.objects.get(name=name) for name in names)


class AreaFactory(factory.django.DjangoModelFactory):
    """A municipality with a centroid of its own, unless said otherwise."""

    class Meta:
        model = models.Area

    class Params:
        region = factory.Trait(name="Parkstad", slug="parkstad", kind=AreaKind.REGION)
        district = factory.Trait(kind=AreaKind.DISTRICT)
        neighbourhood = factory.Trait(kind=AreaKind.NEIGHBOURHOOD)
        without_point = factory.Trait(latitude=None, longitude=None)
        with_boundary = factory.Trait(
            boundary=factory.LazyAttribute(lambda made: square_around(made.latitude, made.longitude)),
            boundary_source="Kadaster",
        )

    name = factory.Sequence(lambda n: f"Gebied {n}")
    slug = slug_of("name")
    kind = AreaKind.MUNICIPALITY
    latitude = 50.8882
    longitude = 5.9795
    coordinate_source = "GeoNames"


def square_around(latitude: float, longitude: float, *, half_side_degrees: float = 0.02) -> dict[str, Any]:
    """A GeoJSON polygon: a small square, counter-clockwise, closed."""
    west, east = longitude - half_side_degrees, longitude + half_side_degrees
    south, north = latitude - half_side_degrees, latitude + half_side_degrees
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Organisation

    class Params:
        unaccepted = factory.Trait(is_accepted=False)

    name = factory.Sequence(lambda n: f"Stichting Welzijn {n}")
    slug = slug_of("name")
    kind = OrganisationKind.WELFARE


class PlaceFactory(factory.django.DjangoModelFactory):
    """An accepted place, exactly located in Heerlen."""

    class Meta:
        model = models.Place

    class Params:
        unaccepted = factory.Trait(is_accepted=False)
        home = factory.Trait(is_home=True)
        approximate = factory.Trait(precision=PlacePrecision.NEIGHBOURHOOD)
        without_point = factory.Trait(latitude=None, longitude=None, precision=PlacePrecision.MUNICIPALITY)

    name = factory.Sequence(lambda n: f"Buurthuis {n}")
    slug = slug_of("name")
    kind = "buurthuis"
    area = factory.SubFactory(AreaFactory)
    latitude = factory.Sequence(lambda n: round(50.88 + (n % 50) * 0.001, 6))
    longitude = factory.Sequence(lambda n: round(5.97 + (n % 70) * 0.001, 6))
    precision = PlacePrecision.EXACT
    coordinate_source = "GeoNames"


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Theme

    name = factory.Sequence(lambda n: f"Thema {n}")
    slug = slug_of("name")


class TargetGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.TargetGroup

    class Params:
        older_people = factory.Trait(name="Ouderen", age_min=65, age_max=120)
        youth = factory.Trait(name="Jongeren", age_min=13, age_max=17)

    name = factory.Sequence(lambda n: f"Doelgroep {n}")
    slug = slug_of("name")


class ProgrammeLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ProgrammeLine

    name = factory.Sequence(lambda n: f"Lijn {n}")
    slug = slug_of("name")


class InitiativeFactory(factory.django.DjangoModelFactory):
    """A live programme in execution. ``themes`` and ``target_groups`` take lists; places and reach come by trait."""

    class Meta:
        model = models.Initiative
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(live=False, has_unpublished_changes=True, first_published_at=None, last_published_at=None)
        confirmed = factory.Trait(last_confirmed_on=factory.LazyFunction(lambda: timezone.localdate()))
        ended = factory.Trait(phase=Phase.STOPPED, period_start=PartialDate(2019), period_end=PartialDate(2021, 12))
        product = factory.Trait(kind=InitiativeKind.PRODUCT, phase_bar="product", phase=Phase.DELIVERED)
        with_place = factory.Trait(
            place_part=factory.RelatedFactory("tests.factories.InitiativePlaceFactory", "initiative")
        )
        with_area = factory.Trait(reach_part=factory.RelatedFactory("tests.factories.ReachFactory", "initiative"))
        region_wide = factory.Trait(
            reach_part=factory.RelatedFactory(
                "tests.factories.ReachFactory", "initiative", area=factory.LazyFunction(lambda: region())
            )
        )
        full = factory.Trait(
            description="Samen bewegen en elkaar ontmoeten.",
            intended_result="Mensen voelen zich gezonder.",
            monitoring="Twee keer per jaar een meting.",
            joining="Loop gewoon binnen.",
            costs="Gratis",
            is_free=True,
            theme_part=factory.PostGeneration(lambda made, create, _: add_themes(made, [ThemeFactory()])),
            place_part=factory.RelatedFactory("tests.factories.InitiativePlaceFactory", "initiative"),
            reach_part=factory.RelatedFactory("tests.factories.ReachFactory", "initiative"),
            party_part=factory.RelatedFactory("tests.factories.PartyFactory", "initiative", lead=True),
            objective_part=factory.RelatedFactory("tests.factories.ObjectiveFactory", "initiative", code="leden"),
            result_part=factory.RelatedFactory("tests.factories.ResultFactory", "initiative", objective_code="leden"),
            phase_part=factory.RelatedFactory("tests.factories.PhaseRecordFactory", "initiative"),
            milestone_part=factory.RelatedFactory("tests.factories.MilestoneFactory", "initiative"),
            website_part=factory.RelatedFactory("tests.factories.WebsiteFactory", "initiative"),
            source_part=factory.RelatedFactory("tests.factories.SourceReferenceFactory", "initiative"),
            public_money_part=factory.RelatedFactory("tests.factories.FinanceLineFactory", "initiative", public=True),
            internal_money_part=factory.RelatedFactory("tests.factories.FinanceLineFactory", "initiative"),
            contact_part=factory.RelatedFactory("tests.factories.ContactFactory", "initiative"),
        )

    title = factory.Sequence(lambda n: f"Initiatief {n}")
    slug = slug_of("title")
    kind = InitiativeKind.PROGRAMME
    phase = Phase.EXECUTION
    summary = "Een initiatief voor gezondheid en vitaliteit."
    state_as_of = PartialDate(2023, 1)
    live = True
    first_published_at = factory.LazyFunction(lambda: timezone.now())
    last_published_at = factory.LazyFunction(lambda: timezone.now())

    @factory.post_generation
    def themes(self: models.Initiative, create: bool, themes: list[models.Theme] | None, **_: Any) -> None:
        if create and themes:
            add_themes(self, themes)

    @factory.post_generation
    def target_groups(self: models.Initiative, create: bool, groups: list[models.TargetGroup] | None, **_: Any) -> None:
        if create and groups:
            self.target_groups.set(groups)
            self.save()  # a parental many-to-many relation is written when its owner is saved


def add_themes(initiative: models.Initiative, themes: list[models.Theme]) -> None:
    initiative.themes.set([*initiative.themes.all(), *themes])
    initiative.save()  # a parental many-to-many relation is written when its owner is saved


def region() -> models.Area:
    """The region the directory is about, made when it isn't there."""
    return models.Area.objects.filter(slug="parkstad").first() or AreaFactory(region=True)


class PartFactory(factory.django.DjangoModelFactory):
    """What belongs to one initiative."""

    class Meta:
        abstract = True

    initiative = factory.SubFactory(InitiativeFactory)


class ObjectiveFactory(PartFactory):
    class Meta:
        model = models.Objective

    text = "Meer mensen doen mee."
    indicator = "deelnemers"
    unit = "deelnemers"
    baseline = Decimal(100)
    baseline_date = PartialDate(2021)
    target = Decimal(250)
    target_date = PartialDate(2025)


class ResultFactory(PartFactory):
    class Meta:
        model = models.Result

    label = "Aantal deelnemers"
    date = PartialDate(2023)
    value = Decimal(180)
    unit = "deelnemers"


class PhaseRecordFactory(PartFactory):
    class Meta:
        model = models.PhaseRecord

    phase = Phase.EXECUTION
    started = PartialDate(2022)


class MilestoneFactory(PartFactory):
    class Meta:
        model = models.Milestone

    date = PartialDate(2022, 9)
    label = "Eerste bijeenkomst"


class FinanceLineFactory(PartFactory):
    """Internal, unless ``public=True``."""

    class Meta:
        model = models.FinanceLine

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)

    year = 2022
    kind = FinanceKind.BUDGET
    amount_eur = Decimal("12500.00")
    visibility = Visibility.INTERNAL


class PartyFactory(PartFactory):
    class Meta:
        model = models.Party

    class Params:
        lead = factory.Trait(role=PartyRole.LEAD)

    organisation = factory.SubFactory(OrganisationFactory)
    role = PartyRole.PARTNER


class ReachFactory(PartFactory):
    class Meta:
        model = models.Reach

    area = factory.SubFactory(AreaFactory)


class InitiativePlaceFactory(PartFactory):
    class Meta:
        model = models.InitiativePlace

    place = factory.SubFactory(PlaceFactory)


class WebsiteFactory(PartFactory):
    class Meta:
        model = models.Website

    url = "https://voorbeeld.test/"
    label = "Website"


class RelatedInitiativeFactory(PartFactory):
    class Meta:
        model = models.RelatedInitiative

    related = factory.SubFactory(InitiativeFactory)


class SourceReferenceFactory(PartFactory):
    class Meta:
        model = models.SourceReference

    title = "Jaarverslag 2022"
    location = "bladzijde 4"


class ContactFactory(PartFactory):
    """Internal, unless ``public=True``."""

    class Meta:
        model = models.Contact

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC, email="balie@voorbeeld.test")

    organisation = factory.SubFactory(OrganisationFactory)
    role = "Balie"
    email = "intern@voorbeeld.test"
    visibility = Visibility.INTERNAL


class LoadedRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LoadedRecord

    kind = "initiatives"
    slug = factory.Sequence(lambda n: f"initiatief-{n}")
    source_hash = "0" * 64
    state_hash = "0" * 64


class GeocodeAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GeocodeAnswer

    question = factory.Sequence(lambda n: f"vraag {n}")
    candidates = factory.LazyFunction(lambda: [{"address": "Raadhuisplein 1, Heerlen"}])


def seven_municipalities() -> list[models.Area]:
    """Parkstad and the seven municipalities under it; returns the seven."""
    parkstad = region()
    return [
        AreaFactory(
            name=slug.capitalize(), slug=slug, parent=parkstad, latitude=50.80 + n * 0.02, longitude=5.90 + n * 0.02
        )
        for n, slug in enumerate(SEVEN_MUNICIPALITIES)
    ]


def days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)
