"""The values of each facet: from the database, in order, accepted only."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from initiatives.enums import AreaKind
from initiatives.models import Area, TargetGroup, Theme
from search.models import VocabularyVersion
from search.vocabulary import FacetValue, _read_vocabulary, known_organisations, load_vocabulary
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    ProgrammeLineFactory,
    TargetGroupFactory,
    ThemeFactory,
)

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
def test_it_takes_five_queries_once_and_then_one(count: int) -> None:
    ThemeFactory.create_batch(count)
    TargetGroupFactory.create_batch(count)
    parent = AreaFactory(region=True)
    for _ in range(count):
        parent = AreaFactory(parent=parent)
    taken = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            load_vocabulary()
        taken.append(len(queries))
    assert taken == [7, 1]


VOCABULARY_CHANGES: dict[str, Callable[[], object]] = {
    "add theme": lambda: ThemeFactory(name="Wonen"),
    "rename theme": lambda: Theme.objects.update(name="Anders"),
    "remove theme": lambda: Theme.objects.all().delete(),
    "rename target group": lambda: TargetGroup.objects.update(name="Anders"),
    "rename area": lambda: Area.objects.update(name="Anders"),
    "move area": lambda: Area.objects.filter(slug="kerkrade").update(parent=AreaFactory(region=True)),
    "raw SQL": lambda: connection.cursor().execute("UPDATE initiatives_programmeline SET name = 'Anders'"),
}


@pytest.mark.parametrize("change", VOCABULARY_CHANGES)
def test_what_is_kept_is_never_older_than_the_database(change: str) -> None:
    ThemeFactory()
    TargetGroupFactory()
    ProgrammeLineFactory()
    AreaFactory(name="Kerkrade", slug="kerkrade")
    before = load_vocabulary()
    VOCABULARY_CHANGES[change]()
    after = load_vocabulary()
    assert after is not before
    assert after == _read_vocabulary()
    assert after.values != before.values


def test_a_change_that_is_undone_leaves_nothing_behind() -> None:
    ThemeFactory(name="Bewegen")
    before = load_vocabulary()
    with transaction.atomic():
        Theme.objects.update(name="Spook")
        assert [value.label for value in load_vocabulary().values["thema"]] == ["Spook"]
        transaction.set_rollback(True)
    Theme.objects.update(name="Wonen")
    assert [value.label for value in before.values["thema"]] == ["Bewegen"]
    assert [value.label for value in load_vocabulary().values["thema"]] == ["Wonen"]


def test_each_language_has_its_own_words() -> None:
    ThemeFactory()
    labels = []
    for language in ("nl", "en", "nl"):
        with override(language):
            labels.append(load_vocabulary().label("leeftijd", "niet-genoemd"))
    assert labels == ["Leeftijd niet genoemd", "Age not named", "Leeftijd niet genoemd"]


def test_without_a_name_for_its_state_nothing_is_kept() -> None:
    ThemeFactory()
    VocabularyVersion.objects.all().delete()
    assert load_vocabulary() is not load_vocabulary()
