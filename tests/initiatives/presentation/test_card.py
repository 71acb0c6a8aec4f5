"""One initiative as a card."""

import pytest
from django.utils import translation

from initiatives.enums import AreaKind, Phase
from initiatives.models import Initiative
from initiatives.presentation.card import cards_for
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ReachFactory,
    TargetGroupFactory,
    ThemeFactory,
    seven_municipalities,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def card_of(initiative: Initiative):
    return cards_for(Initiative.objects.published().with_classification().filter(pk=initiative.pk))[0]


def test_a_card_says_what_the_database_holds() -> None:
    theme = ThemeFactory(name="Eenzaamheid")
    initiative = InitiativeFactory(
        title="Koffietafel", themes=[theme], target_groups=[TargetGroupFactory(name="Ouderen")]
    )
    PartyFactory(initiative=initiative, lead=True, organisation__name="Impuls")
    PartyFactory(initiative=initiative, organisation__name="Ouderenfonds")
    ReachFactory(initiative=initiative, area=AreaFactory(name="Kerkrade"))
    card = card_of(initiative)
    assert (card.title, card.url, card.theme_icon, card.theme_name) == (
        "Koffietafel",
        "/initiatieven/koffietafel/",
        "theme-eenzaamheid",
        "Eenzaamheid",
    )
    assert (card.lead_names, card.where_label, card.audience_label) == (("Impuls",), "Kerkrade", "Ouderen")
    assert (card.phase_label, card.phase_state) == ("Uitvoering", "runs")
    assert card.freshness_label == "Stand januari 2023, nog niet bevestigd"


def test_an_unaccepted_organisation_leads_nothing_in_public() -> None:
    initiative = InitiativeFactory()
    PartyFactory(initiative=initiative, lead=True, organisation=OrganisationFactory(unaccepted=True))
    assert card_of(initiative).lead_names == ()


@pytest.mark.parametrize(
    ("phase", "state"),
    [(Phase.ORIENTATION, "prepares"), (Phase.EVALUATION, "runs"), (Phase.STOPPED, "ended"), (Phase.DELIVERED, "ended")],
)
def test_the_phase_is_one_of_three_states(phase: Phase, state: str) -> None:
    assert card_of(InitiativeFactory(phase=phase)).phase_state == state


def reaching(*areas) -> str:
    initiative = InitiativeFactory()
    for area in areas:
        ReachFactory(initiative=initiative, area=area)
    return card_of(initiative).where_label


def test_where_goes_from_the_neighbourhood_to_the_whole_region() -> None:
    municipalities = seven_municipalities()
    heerlen, kerkrade = municipalities[2:4]
    rolduckerveld = AreaFactory(name="Rolduckerveld", kind=AreaKind.NEIGHBOURHOOD, parent=kerkrade)
    assert reaching(kerkrade) == "Kerkrade"
    assert reaching(heerlen, kerkrade) == "Heerlen en Kerkrade"
    assert reaching(rolduckerveld) == "Rolduckerveld"
    assert reaching(kerkrade, rolduckerveld) == "Rolduckerveld (Kerkrade)"
    assert reaching(*municipalities[:3]) == "Beekdaelen, Brunssum en Heerlen"
    assert reaching(*municipalities[:4]) == "Heel Parkstad"
    assert reaching(kerkrade.parent) == "Heel Parkstad"


def test_without_reach_the_places_say_where_and_a_home_says_no_more_than_its_municipality() -> None:
    kerkrade = AreaFactory(name="Kerkrade")
    heilust = AreaFactory(name="Heilust", kind=AreaKind.NEIGHBOURHOOD, parent=kerkrade)
    at_school, at_home, hidden = InitiativeFactory(), InitiativeFactory(), InitiativeFactory()
    InitiativePlaceFactory(initiative=at_school, place=PlaceFactory(area=heilust))
    InitiativePlaceFactory(initiative=at_home, place=PlaceFactory(area=heilust, home=True))
    InitiativePlaceFactory(initiative=hidden, place=PlaceFactory(area=heilust, unaccepted=True))
    assert [card_of(one).where_label for one in (at_school, at_home, hidden)] == ["Heilust", "", ""]


@pytest.mark.parametrize("count", [1, 3])
def test_cards_cost_the_same_queries_however_many(count: int, django_assert_num_queries) -> None:
    InitiativeFactory.create_batch(count, full=True)
    with django_assert_num_queries(6):
        cards = cards_for(Initiative.objects.published().with_classification())
    assert len(cards) == count
