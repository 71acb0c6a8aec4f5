"""Who reaches which screen of the CMS."""

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.models import Organisation
from tests.factories import (
    AreaFactory,
    ContactFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ProgrammeLineFactory,
    TargetGroupFactory,
    ThemeFactory,
)

SNIPPET = "wagtailsnippets_initiatives_initiative"
LISTS = [
    f"{SNIPPET}:list",
    "organisation:index",
    "place:index",
    "area:index",
    "theme:index",
    "targetgroup:index",
    "programmeline:index",
    "contact:index",
]
FOR_EVERYONE = {f"{SNIPPET}:list", "organisation:index", "place:index", "contact:index"}
FACTORIES = {
    SNIPPET: InitiativeFactory,
    "organisation": OrganisationFactory,
    "place": PlaceFactory,
    "area": AreaFactory,
    "theme": ThemeFactory,
    "targetgroup": TargetGroupFactory,
    "programmeline": ProgrammeLineFactory,
    "contact": ContactFactory,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_who_may_edit_them(name, redacteur_client, moderator_client, beheerder_client):
    address = reverse(name)

    assert redacteur_client.get(address).status_code == (200 if name in FOR_EVERYONE else 302)
    assert moderator_client.get(address).status_code == 200
    assert beheerder_client.get(address).status_code == 200
    assert Client().get(address).url.startswith("/beheer/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("namespace", list(FACTORIES))
def test_editors_and_forms_open(namespace, moderator_client):
    record = FACTORIES[namespace]()

    assert moderator_client.get(reverse(f"{namespace}:edit", args=[record.pk])).status_code == 200
    assert moderator_client.get(reverse(f"{namespace}:add")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("namespace", "factory"), [("organisation", OrganisationFactory), ("place", PlaceFactory)])
def test_an_editor_changes_only_records_the_public_cannot_see(namespace, factory, redacteur_client):
    accepted, waiting = factory(), factory(unaccepted=True)

    assert redacteur_client.get(reverse(f"{namespace}:edit", args=[accepted.pk])).status_code == 302
    assert redacteur_client.get(reverse(f"{namespace}:edit", args=[waiting.pk])).status_code == 200


@pytest.mark.django_db
def test_what_an_editor_adds_waits_for_a_moderator(redacteur_client):
    answer = redacteur_client.post(
        reverse("organisation:add"),
        {"name": "Wandelclub De Berg", "slug": "", "kind": "vereniging", "aliases": "", "is_accepted": "on"},
    )

    assert answer.status_code == 302
    made = Organisation.objects.get()
    assert (made.slug, made.is_accepted) == ("wandelclub-de-berg", False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("client_name", "status"), [("redacteur_client", 200), ("moderator_client", 200), ("client", 302)]
)
def test_only_editors_ask_the_geocoder(client_name, status, request, settings):
    settings.NAVIGATOR_GEOCODER_URL = ""

    answer = request.getfixturevalue(client_name).get(reverse("geocode"), {"q": "heerlen"})

    assert answer.status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("namespace", ["choose_organisation", "choose_place", "choose_area"])
@pytest.mark.parametrize("question", ["", "Heer", '"', "%", "😀"])
def test_choosers_search_by_name(namespace, question, moderator_client):
    AreaFactory(name="Heerlen", slug="heerlen")

    answer = moderator_client.get(reverse(f"{namespace}:choose_results"), {"q": question})

    assert answer.status_code == 200


@pytest.mark.django_db
def test_deleting_what_is_in_use_explains_itself(beheerder_client):
    organisation = OrganisationFactory(name="Stichting In Gebruik")
    PartyFactory(initiative=InitiativeFactory(title="Samen koken"), organisation=organisation)

    answer = beheerder_client.post(reverse("organisation:delete", args=[organisation.pk]), follow=True)

    expected = (
        "\u2018Stichting In Gebruik\u2019 kan niet worden verwijderd, want het is nog in gebruik bij: Samen koken."
    )
    assert [str(message).strip() for message in answer.context["messages"]] == [expected]
    assert Organisation.objects.filter(pk=organisation.pk).exists()
