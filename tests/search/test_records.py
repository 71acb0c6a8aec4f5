"""The read model: what is kept of each initiative is shown only while it is exactly what the database says."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from initiatives.content import InitiativeContent
from initiatives.enums import PartyRole
from initiatives.facts import InitiativeFacts, facts_of
from initiatives.models import Area, Initiative, InitiativePlace, Organisation, Place, TargetGroup, Theme
from search import ledger, records
from search.indexing import drain, rebuild
from search.models import PublicRecord
from search.records import facts_for
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/api/v1/initiatieven"


@pytest.fixture
def initiative(search_index: Callable[[], int]) -> Initiative:
    """In the index, and kept."""
    town = factories.AreaFactory(name="Heerlen", slug="heerlen")
    made = factories.InitiativeFactory(
        title="Buurtkamer", themes=[factories.ThemeFactory(name="Wonen", slug="wonen")],
        parent=factories.InitiativeFactory(title="Programma", slug="programma"),
    )  # fmt: skip
    made.target_groups.set([factories.TargetGroupFactory(name="Ouders")])
    made.save()
    party = factories.OrganisationFactory(name="Impuls", slug="impuls")
    factories.PartyFactory(initiative=made, organisation=party, role=PartyRole.LEAD)
    factories.ReachFactory(initiative=made, area=town)
    factories.InitiativePlaceFactory(initiative=made, place=factories.PlaceFactory(name="Wijkhuis", area=town))
    search_index()
    return Initiative.objects.get(pk=made.pk)


def from_tables(key: int) -> object:
    return facts_of(Initiative.objects.get(pk=key))


def entry_of(key: int) -> dict:
    slug = Initiative.objects.get(pk=key).slug
    return next(entry for entry in Client().get(LIST).json()["resultaten"] if entry["slug"] == slug)


def page() -> str:
    return Client().get("/zoeken/").content.decode()


def test_what_is_kept_costs_one_query_and_is_what_the_tables_say(
    initiative: Initiative, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        kept = facts_for([initiative.pk])
    assert kept == [from_tables(initiative.pk)]


CHANGES: dict[str, Callable[[Initiative], object]] = {
    "title": lambda made: Initiative.objects.filter(pk=made.pk).update(title="Anders"),
    "theme": lambda made: Theme.objects.update(name="Anders"),
    "group": lambda made: TargetGroup.objects.update(name="Anders"),
    "organisation": lambda made: Organisation.objects.update(name="Anders"),
    "refused organisation": lambda made: Organisation.objects.update(is_accepted=False),
    "place": lambda made: Place.objects.update(name="Anders"),
    "refused place": lambda made: Place.objects.update(is_accepted=False),
    "a home": lambda made: Place.objects.update(is_home=True),
    "removed place": lambda made: InitiativePlace.objects.all().delete(),
    "area": lambda made: Area.objects.update(name="Anders"),
    "programme above": lambda made: Initiative.objects.filter(slug="programma").update(title="Anders"),
    "programme above withdrawn": lambda made: Initiative.objects.filter(slug="programma").update(live=False),
    "programme above removed": lambda made: Initiative.objects.get(slug="programma").delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_before_the_indexer_ran(initiative: Initiative, change: str) -> None:
    before = facts_for([initiative.pk])
    CHANGES[change](initiative)
    after = facts_for([initiative.pk])
    assert after == [from_tables(initiative.pk)]
    assert after != before


def test_page_and_api_show_the_new_truth_at_once(initiative: Initiative) -> None:
    assert entry_of(initiative.pk)["partijen"] == [{"slug": "impuls", "naam": "Impuls", "rol": "regie"}]
    assert "Impuls</p>" in page()
    Organisation.objects.update(is_accepted=False)
    Theme.objects.update(name="Huisvesting")
    Initiative.objects.filter(pk=initiative.pk).update(title="Ontmoetingskamer")
    entry, html = entry_of(initiative.pk), page()
    assert (entry["titel"], entry["partijen"]) == ("Ontmoetingskamer", [])
    assert entry["themas"] == [{"slug": "wonen", "naam": "Huisvesting"}]
    assert ("Ontmoetingskamer" in html, "Buurtkamer" in html, "Impuls" in html) == (True, False, False)


def test_what_is_not_public_any_more_is_not_given_though_it_is_kept(initiative: Initiative) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(live=False)
    assert PublicRecord.objects.filter(key=initiative.pk).exists()
    assert facts_for([initiative.pk]) == []
    drain()
    assert not PublicRecord.objects.filter(key=initiative.pk).exists()


def test_a_removed_initiative_leaves_no_record(initiative: Initiative) -> None:
    key = initiative.pk
    initiative.delete()
    drain()
    assert not PublicRecord.objects.filter(key=key).exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": 1}', '{"title": "Verzonnen"}'])
def test_a_spoilt_record_is_passed_over_and_told(
    initiative: Initiative, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    PublicRecord.objects.filter(key=initiative.pk).update(content=content)
    with caplog.at_level(logging.WARNING, "search.records"):
        assert facts_for([initiative.pk]) == [from_tables(initiative.pk)]
    assert f"the record of initiative {initiative.pk} is passed over" in caplog.text


def test_a_record_of_another_initiative_is_passed_over(initiative: Initiative) -> None:
    other = Initiative.objects.get(slug="programma")
    content = PublicRecord.objects.get(key=other.pk).content
    PublicRecord.objects.filter(key=initiative.pk).update(content=content)
    assert facts_for([initiative.pk]) == [from_tables(initiative.pk)]


def test_a_record_of_an_older_or_newer_version_is_passed_over(initiative: Initiative) -> None:
    kept = PublicRecord.objects.filter(key=initiative.pk)
    right = kept.get()
    for version in (right.version - 1, right.version + 1):
        kept.update(version=version, content=right.content.replace("Buurtkamer", "Oudekamer"))
        assert [facts.title for facts in facts_for([initiative.pk])] == ["Buurtkamer"]


def test_a_rebuild_keeps_what_is_public_and_nothing_else(initiative: Initiative) -> None:
    hidden = factories.InitiativeFactory()
    drain()
    Initiative.objects.filter(pk=hidden.pk).update(live=False)
    PublicRecord.objects.exclude(key=hidden.pk).delete()
    PublicRecord.objects.create(key=10**9, version=1, content="{}")
    rebuild()
    kept = dict(PublicRecord.objects.values_list("key", "version"))
    wanted = ledger.wanted_versions()
    assert kept == {key: wanted[key] for key in Initiative.objects.published().values_list("pk", flat=True)}


def test_one_that_cannot_be_read_does_not_keep_the_others_out(
    initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = factories.InitiativeFactory()
    read = records.facts_of_content

    def fail_for_one(content: InitiativeContent) -> InitiativeFacts:
        if content.pk == initiative.pk:
            raise ValueError("cannot be read")
        return read(content)

    monkeypatch.setattr(records, "facts_of_content", fail_for_one)
    Initiative.objects.filter(pk__in=[initiative.pk, whole.pk]).update(title="Anders")
    drain()
    kept = PublicRecord.objects.filter(key__in=[initiative.pk, whole.pk])
    assert list(kept.values_list("key", flat=True)) == [whole.pk]


def test_nothing_is_asked_for_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert facts_for([]) == []
