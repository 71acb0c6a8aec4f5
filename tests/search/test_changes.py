"""What is read table by table says the same as each initiative by itself."""

import datetime

import pytest

from initiatives.catalogue.loading import PARKSTAD, load_catalogue
from initiatives.content import content_of
from initiatives.facts import facts_of, facts_to_json
from initiatives.models import Initiative
from search.changes import changes_for
from search.document import AreaForest, document_of
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 6, 1)


@pytest.fixture
def keys() -> list[int]:
    """The catalogue, and what it may not hold: parties and places that are not accepted, a home, a draft above."""
    load_catalogue(PARKSTAD)
    odd = factories.InitiativeFactory(full=True, parent=factories.InitiativeFactory(draft=True), aliases=["Thuis"])
    area = factories.AreaFactory(parent=factories.AreaFactory(kind="gemeente"), kind="buurt")
    factories.PartyFactory(initiative=odd, organisation=factories.OrganisationFactory(unaccepted=True))
    factories.InitiativePlaceFactory(initiative=odd, place=factories.PlaceFactory(unaccepted=True))
    factories.InitiativePlaceFactory(initiative=odd, place=factories.PlaceFactory(home=True, area=area))
    return list(Initiative.objects.values_list("pk", flat=True))


def test_both_ways_to_read_an_initiative_say_the_same(keys: list[int]) -> None:
    reading = changes_for(dict.fromkeys(keys, 1), index="none", today=TODAY)
    forest = AreaForest.load()
    by_itself = list(Initiative.objects.published())
    documents = {row.pk: document_of(content_of(row), forest=forest, today=TODAY) for row in by_itself}
    assert {change.key: change.document for change in reading.changes} == dict.fromkeys(keys) | documents
    assert reading.records == {row.pk: facts_to_json(facts_of(row)) for row in by_itself}
    assert len(documents) > len(keys) / 2


def test_reading_some_gives_what_reading_all_gives(keys: list[int]) -> None:
    """Keys close together are read as a range, others by name; no other comes along."""
    whole = changes_for(dict.fromkeys(keys, 1), index="none", today=TODAY)
    documents = {change.key: change.document for change in whole.changes}
    for some in (keys[:5], keys[::2], keys[::7], [keys[0], keys[-1]], [max(keys) + 1], []):
        reading = changes_for(dict.fromkeys(some, 1), index="none", today=TODAY)
        assert {change.key: change.document for change in reading.changes} == {key: documents.get(key) for key in some}
        assert reading.records == {key: whole.records[key] for key in some if key in whole.records}
