"""Facts of an initiative: public only, and the same again after they were text."""

import datetime
import json
from dataclasses import fields

import pytest

from initiatives.enums import PartyRole
from initiatives.facts import (
    InitiativeFacts,
    NamedFacts,
    ParentFacts,
    PartyFacts,
    PlaceFacts,
    UnreadableFactsError,
    facts_from_json,
    facts_of,
    facts_to_json,
)
from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ProgrammeLineFactory,
    ReachFactory,
    TargetGroupFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative() -> Initiative:
    town = AreaFactory(name="Kerkrade", slug="kerkrade", latitude=50.8612345678, longitude=6.06)
    made = InitiativeFactory(
        title="Buurtkamer",
        aliases=["Huiskamer"],
        themes=[ThemeFactory(name="Wonen", slug="wonen", sort_order=3, icon="house")],
        parent=InitiativeFactory(title="Programma", slug="programma"),
        programme_line=ProgrammeLineFactory(name="Jeugd", slug="jeugd"),
        period_start=PartialDate(2022, quarter=3),
        last_confirmed_on=datetime.date(2024, 5, 1),
        age_min=4,
    )
    made.target_groups.set([TargetGroupFactory(name="Ouders")])
    made.save()
    PartyFactory(initiative=made, organisation=OrganisationFactory(name="Impuls", slug="impuls"), role=PartyRole.LEAD)
    PartyFactory(initiative=made, organisation=OrganisationFactory(unaccepted=True))
    ReachFactory(initiative=made, area=town)
    InitiativePlaceFactory(
        initiative=made, place=PlaceFactory(name="Thuis", slug="thuis", home=True, area=town, street_address="Geheim 1")
    )
    InitiativePlaceFactory(initiative=made, place=PlaceFactory(unaccepted=True))
    return Initiative.objects.get(pk=made.pk)


def test_facts_are_public_only(initiative: Initiative) -> None:
    facts = facts_of(initiative)
    assert facts.parties == (PartyFacts("impuls", "Impuls", "regie"),)
    home = PlaceFacts(
        "thuis", "Thuis", "Kerkrade", 50.861235, 6.06, "gemeente", is_approximate=True, area_name="Kerkrade"
    )
    assert facts.places == (home,)
    assert (facts.parent, facts.programme_line) == (ParentFacts("programma", "Programma"), NamedFacts("jeugd", "Jeugd"))
    assert (facts.period_start, facts.last_confirmed_on) == ("2022-Q3", "2024-05-01")


def test_a_draft_above_it_is_not_named(initiative: Initiative) -> None:
    Initiative.objects.filter(slug="programma").update(live=False)
    assert facts_of(Initiative.objects.get(pk=initiative.pk)).parent is None


def test_facts_are_the_same_again_after_they_were_text(initiative: Initiative) -> None:
    facts = facts_of(initiative)
    assert facts_from_json(facts_to_json(facts)) == facts
    assert set(json.loads(facts_to_json(facts))) == {field.name for field in fields(InitiativeFacts)}


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda facts: facts | {"title": 3},
        lambda facts: facts | {"contact": "iemand@voorbeeld.test"},
        lambda facts: {name: value for name, value in facts.items() if name != "slug"},
        lambda facts: facts | {"themes": [{"slug": "wonen", "name": "Wonen"}]},
        lambda facts: [],
    ],
)
def test_what_is_not_exactly_facts_is_refused(initiative: Initiative, spoilt) -> None:
    text = json.dumps(spoilt(json.loads(facts_to_json(facts_of(initiative)))))
    with pytest.raises(UnreadableFactsError):
        facts_from_json(text)


def test_facts_take_no_query_of_their_own(initiative: Initiative, django_assert_num_queries) -> None:
    rows = list(Initiative.objects.published().with_classification())
    with django_assert_num_queries(0):
        facts = {row.pk: facts_of(row) for row in rows}
    assert facts[initiative.pk] == facts_of(initiative)
