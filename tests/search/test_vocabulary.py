"""The values of each facet: from the database, in order, accepted only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.enums import AreaKind
from search.vocabulary import FacetValue, known_organisations, load_vocabulary
from tests.factories import AreaFactory, OrganisationFactory, TargetGroupFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_themes_keep_the_editors_order() -> None:
    ThemeFactory(name="Wonen", slug="wonen", sort_order=2)
    ThemeFactory(name="Bewegen", slug="bewegen", sort_order=1)
    assert load_vocabulary().values["thema"] == (FacetValue("bewegen", "Bewegen"), FacetValue("wonen", "Wonen"))


def test_the_regions_municipalities_come_first_with_what_lies_in_them() -> None:
    province = AreaFactory(name="Limburg", kind=AreaKind.PROVINCE)
    region = AreaFactory(region=True, parent=province)
    kerkrade = AreaFactory(name="Kerkrade", parent=region)
    heilust = AreaFactory(
        name="Heilust", neighbourhood=True, parent=AreaFactory(name="West", district=True, parent=kerkrade)
    )
    AreaFactory(name="Almere")
    vocabulary = load_vocabulary()
    assert [(value.value, value.depth) for value in vocabulary.values["gebied"]] == [
        ("kerkrade", 0),
        ("west", 1),
        ("heilust", 2),
        ("almere", 0),
        ("limburg", 0),
        ("parkstad", 1),
    ]
    assert [area.name for area in vocabulary.areas[heilust.slug].ancestors()] == [
        "West",
        "Kerkrade",
        "Parkstad",
        "Limburg",
    ]


def test_areas_that_contain_each_other_do_not_hang_it() -> None:
    one = AreaFactory(name="Een")
    other = AreaFactory(name="Ander", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=other)
    assert load_vocabulary().values["gebied"] == ()


def test_only_accepted_organisations_are_known() -> None:
    OrganisationFactory(name="Impuls", slug="impuls")
    OrganisationFactory(name="Geheim", slug="geheim", unaccepted=True)
    assert known_organisations(["impuls", "geheim", "bestaat-niet"]) == (FacetValue("impuls", "Impuls"),)


def test_labels_of_fixed_values() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.label("leeftijd", "55-plus") == "55 jaar en ouder"
    assert vocabulary.label("leeftijd", "niet-genoemd") == "Leeftijd niet genoemd"
    assert vocabulary.label("fase", "toveren") is None


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_four_queries_however_much_there_is(count: int) -> None:
    ThemeFactory.create_batch(count)
    TargetGroupFactory.create_batch(count)
    parent = AreaFactory(region=True)
    for _ in range(count):
        parent = AreaFactory(parent=parent)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        load_vocabulary()
    assert len(queries) == 4
