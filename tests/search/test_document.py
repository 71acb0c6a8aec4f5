"""What an engine is told about an initiative: public facts, facet values, its standing on the map."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from initiatives.enums import AreaKind, Phase
from initiatives.geo.types import Point
from initiatives.models import Area, Initiative
from initiatives.partial_dates import PartialDate
from search.document import SearchDocument, document_for, documents_for
from search.facets import FACETS
from search.query import MapStanding
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 6, 1)


def document_of(initiative: Initiative) -> SearchDocument:
    return document_for(Initiative.objects.get(pk=initiative.pk), today=TODAY)


def reaching(*areas: Area) -> SearchDocument:
    initiative = factories.InitiativeFactory()
    for area in areas:
        factories.ReachFactory(initiative=initiative, area=area)
    return document_of(initiative)


def test_every_facet_has_values_in_the_document() -> None:
    line = factories.ProgrammeLineFactory(slug="jeugd")
    initiative = factories.InitiativeFactory(
        programme_line=line,
        themes=[factories.ThemeFactory(slug="b"), factories.ThemeFactory(slug="a")],
        target_groups=[factories.TargetGroupFactory(slug="ouderen")],
        phase=Phase.EXECUTION,
    )
    factories.PartyFactory(initiative=initiative, organisation=factories.OrganisationFactory(slug="ggd"))
    factories.PartyFactory(initiative=initiative, organisation=factories.OrganisationFactory(unaccepted=True))
    factories.ReachFactory(initiative=initiative, area=factories.AreaFactory(slug="heerlen"))
    document = document_of(initiative)
    assert document.facets == {
        "thema": ("a", "b"),
        "doelgroep": ("ouderen",),
        "leeftijd": ("niet-genoemd",),
        "gebied": ("heerlen",),
        "fase": ("uitvoering",),
        "actueel": ("onbekend",),
        "soort": ("programma",),
        "lijn": ("jeugd",),
        "organisatie": ("ggd",),
    }
    assert list(document.facets) == [facet.parameter for facet in FACETS]


@pytest.mark.parametrize(
    ("own", "group", "bands"),
    [
        ((None, None), (None, None), ("niet-genoemd",)),
        ((0, 3), (None, None), ("0-3",)),
        ((3, 4), (None, None), ("0-3", "4-12")),
        ((65, None), (None, None), ("55-plus",)),
        ((None, 12), (None, None), ("0-3", "4-12")),
        ((None, None), (13, 17), ("13-17",)),
        ((0, 3), (65, 120), ("0-3", "55-plus")),
    ],
)
def test_age_bands_come_from_own_ages_and_target_groups(
    own: tuple[Any, Any], group: tuple[Any, Any], bands: tuple[str, ...]
) -> None:
    target_group = factories.TargetGroupFactory(age_min=group[0], age_max=group[1])
    initiative = factories.InitiativeFactory(age_min=own[0], age_max=own[1], target_groups=[target_group])
    assert document_of(initiative).facets["leeftijd"] == bands


def test_an_area_brings_those_it_lies_in_also_through_a_place() -> None:
    heerlen = factories.AreaFactory(slug="heerlen", parent=factories.region())
    district = factories.AreaFactory(slug="heerlen-noord", parent=heerlen, district=True)
    initiative = factories.InitiativeFactory()
    factories.ReachFactory(initiative=initiative, area=factories.AreaFactory(slug="kerkrade"))
    factories.InitiativePlaceFactory(initiative=initiative, place=factories.PlaceFactory(area=district))
    assert document_of(initiative).facets["gebied"] == ("heerlen", "heerlen-noord", "kerkrade", "parkstad")


def test_a_home_is_found_by_its_municipality_and_no_closer() -> None:
    heerlen = factories.AreaFactory(slug="heerlen", latitude=50.1, longitude=5.1)
    street = factories.AreaFactory(slug="eigen-straat", parent=heerlen, neighbourhood=True)
    home = factories.PlaceFactory(area=street, home=True, latitude=50.9, longitude=5.9)
    initiative = factories.InitiativeFactory()
    factories.InitiativePlaceFactory(initiative=initiative, place=home)
    document = document_of(initiative)
    assert (document.facets["gebied"], document.points) == (("heerlen",), (Point(50.1, 5.1),))


def test_places_make_the_standing_and_unaccepted_ones_do_not() -> None:
    initiative = factories.InitiativeFactory(with_area=True)
    unaccepted = factories.PlaceFactory(unaccepted=True, name="Geheimplek")
    factories.InitiativePlaceFactory(initiative=initiative, place=unaccepted)
    before = document_of(initiative)
    place = factories.PlaceFactory(latitude=50.8812345678, longitude=5.9)
    factories.InitiativePlaceFactory(initiative=initiative, place=place)
    after = document_of(initiative)
    assert (before.standing, before.places, "Geheimplek" in before.texts.where) == (MapStanding.AREA, (), False)
    assert (after.standing, after.bubble, [found.place_id for found in after.places]) == (
        MapStanding.PLACE,
        None,
        [place.pk],
    )
    assert after.points == (Point(50.881235, 5.9),)


def test_a_place_that_cannot_be_located_leaves_the_bubble() -> None:
    initiative = factories.InitiativeFactory(with_area=True)
    nowhere = factories.PlaceFactory(without_point=True, area=None)
    factories.InitiativePlaceFactory(initiative=initiative, place=nowhere)
    assert document_of(initiative).standing is MapStanding.AREA


def test_the_bubble_is_the_most_specific_area_and_the_first_of_equals() -> None:
    municipality = factories.AreaFactory(slug="heerlen")
    first, second = (factories.AreaFactory(slug=slug, district=True, parent=municipality) for slug in ("z", "a"))
    document = reaching(municipality, first, second)
    assert (document.standing, document.bubble and document.bubble.slug) == (MapStanding.AREA, "z")


def test_an_area_without_a_point_stands_at_the_one_it_lies_in() -> None:
    municipality = factories.AreaFactory(slug="heerlen", latitude=50.5, longitude=5.5)
    document = reaching(factories.AreaFactory(slug="wijk", district=True, without_point=True, parent=municipality))
    assert (document.bubble and document.bubble.slug, document.points) == ("wijk", (Point(50.5, 5.5),))


def region_itself() -> list[Area]:
    return [factories.region()]


def above_the_region() -> list[Area]:
    province = factories.AreaFactory(slug="limburg", kind=AreaKind.PROVINCE)
    region = factories.region()
    region.parent = province
    region.save()
    return [province]


def four_municipalities() -> list[Area]:
    return factories.seven_municipalities()[:4]


def three_municipalities() -> list[Area]:
    return factories.seven_municipalities()[:3]


def four_districts_of_one() -> list[Area]:
    heerlen = factories.AreaFactory(slug="heerlen")
    return [factories.AreaFactory(district=True, parent=heerlen) for _ in range(4)]


def nothing_located() -> list[Area]:
    return [factories.AreaFactory(without_point=True)]


@pytest.mark.parametrize(
    ("areas", "standing"),
    [
        (region_itself, MapStanding.REGION),
        (above_the_region, MapStanding.REGION),
        (four_municipalities, MapStanding.REGION),
        (three_municipalities, MapStanding.AREA),
        (four_districts_of_one, MapStanding.AREA),
        (nothing_located, MapStanding.REGION),
        (list, MapStanding.REGION),
    ],
)
def test_region_wide_means_four_municipalities_or_no_area(
    areas: Callable[[], list[Area]], standing: MapStanding
) -> None:
    assert reaching(*areas()).standing is standing


@pytest.mark.parametrize(
    ("confirmed", "state", "expected"),
    [
        (datetime.date(2024, 3, 2), PartialDate(2023, 1), datetime.date(2024, 3, 2)),
        (None, PartialDate(2023, 1), datetime.date(2023, 1, 31)),
        (None, None, None),
    ],
)
def test_recent_is_when_it_was_confirmed_or_when_its_facts_held(
    confirmed: datetime.date | None, state: PartialDate | None, expected: datetime.date | None
) -> None:
    initiative = factories.InitiativeFactory(last_confirmed_on=confirmed, state_as_of=state)
    assert document_of(initiative).recent_on == expected


def test_nothing_internal_is_in_the_document() -> None:
    initiative = factories.InitiativeFactory(full=True)
    factories.ContactFactory(initiative=initiative, email="geheim@voorbeeld.test", role="Geheimrol")
    factories.FinanceLineFactory(initiative=initiative, note="Geheimbedrag")
    text = repr(document_of(initiative)).lower()
    assert [word for word in ("geheim", "voorbeeld.test", "12500") if word in text] == []


@pytest.mark.parametrize("count", [1, 3])
def test_many_documents_take_a_constant_number_of_queries(
    count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(count):
        factories.InitiativeFactory(full=True)
    with django_assert_num_queries(14):
        assert len(list(documents_for(Initiative.objects.published()))) == count


def test_what_serves_a_municipality_is_found_for_each_area_in_it() -> None:
    kerkrade = factories.AreaFactory(slug="kerkrade", parent=factories.region())
    west = factories.AreaFactory(slug="kerkrade-west", parent=kerkrade, district=True)
    factories.AreaFactory(slug="spekholzerheide", parent=west, neighbourhood=True)
    factories.AreaFactory(slug="heerlen", parent=factories.region())
    assert reaching(kerkrade).facets["gebied"] == ("kerkrade", "kerkrade-west", "parkstad", "spekholzerheide")
    assert reaching(west).facets["gebied"] == ("kerkrade", "kerkrade-west", "parkstad", "spekholzerheide")


def test_what_serves_the_region_is_found_for_the_region_alone() -> None:
    factories.AreaFactory(slug="kerkrade", parent=factories.region())
    assert reaching(factories.region()).facets["gebied"] == ("parkstad",)


def test_a_place_in_a_municipality_is_not_in_each_of_its_neighbourhoods() -> None:
    kerkrade = factories.AreaFactory(slug="kerkrade")
    factories.AreaFactory(slug="kerkrade-west", parent=kerkrade, district=True)
    initiative = factories.InitiativeFactory()
    factories.InitiativePlaceFactory(initiative=initiative, place=factories.PlaceFactory(area=kerkrade))
    assert document_of(initiative).facets["gebied"] == ("kerkrade",)


def test_areas_in_a_loop_come_to_an_end() -> None:
    first = factories.AreaFactory(slug="een")
    second = factories.AreaFactory(slug="twee", parent=first)
    Area.objects.filter(pk=first.pk).update(parent=second)
    assert reaching(first).facets["gebied"] == ("een", "twee")
