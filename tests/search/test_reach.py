"""What a hit says of an area that was asked for: it is there, or it serves all of an area around it."""

import pytest

from initiatives.facts import facts_of
from initiatives.models import Area, Initiative
from search.reach import serves_all_of
from search.vocabulary import load_vocabulary
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerkrade() -> Area:
    made = factories.AreaFactory(name="Kerkrade", slug="kerkrade", parent=factories.region())
    west = factories.AreaFactory(name="Kerkrade-West", slug="kerkrade-west", parent=made, district=True)
    factories.AreaFactory(name="Spekholzerheide", slug="spekholzerheide", parent=west, neighbourhood=True)
    return made


def label_for(initiative: Initiative, *chosen: str) -> str | None:
    found = serves_all_of(facts_of(Initiative.objects.get(pk=initiative.pk)), chosen, load_vocabulary())
    return found.name if found else None


def serving(*slugs: str) -> Initiative:
    made = factories.InitiativeFactory()
    for slug in slugs:
        factories.ReachFactory(initiative=made, area=Area.objects.get(slug=slug))
    return made


@pytest.mark.usefixtures("kerkrade")
@pytest.mark.parametrize(
    ("served", "chosen", "label"),
    [
        (["kerkrade"], ["kerkrade-west"], "Kerkrade"),
        (["kerkrade"], ["spekholzerheide"], "Kerkrade"),
        (["kerkrade", "kerkrade-west"], ["spekholzerheide"], "Kerkrade-West"),
        (["kerkrade", "spekholzerheide"], ["kerkrade-west"], None),
        (["kerkrade"], ["kerkrade"], None),
        (["kerkrade"], ["parkstad"], None),
        (["parkstad"], ["kerkrade"], None),
        (["kerkrade"], [], None),
        (["kerkrade"], ["bestaat-niet"], None),
    ],
)
def test_the_smallest_area_around_the_chosen_one_is_named(served: list[str], chosen: list[str], label: str) -> None:
    assert label_for(serving(*served), *chosen) == label


@pytest.mark.usefixtures("kerkrade")
def test_a_place_in_the_chosen_area_is_reason_enough() -> None:
    made = serving("kerkrade")
    place = factories.PlaceFactory(area=Area.objects.get(slug="spekholzerheide"))
    factories.InitiativePlaceFactory(initiative=made, place=place)
    assert label_for(made, "kerkrade-west") is None
    assert label_for(serving("kerkrade"), "kerkrade-west") == "Kerkrade"
