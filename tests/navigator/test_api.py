"""One initiative's record, and the description of the API under the NLGov REST API Design Rules."""

from decimal import Decimal

import pytest
from django.test import Client

from navigator.api import api
from tests.factories import (
    FinanceLineFactory,
    InitiativeFactory,
    ObjectiveFactory,
    OrganisationFactory,
    ResultFactory,
)

pytestmark = pytest.mark.django_db


def record_of(slug: str):
    return Client().get(f"/api/v1/initiatieven/{slug}").json()


def test_a_record_holds_its_parts():
    made = InitiativeFactory(full=True, slug="buurtkamer", last_confirmed_by=OrganisationFactory(name="Alcander"))
    made.objectives.all().delete()
    ObjectiveFactory(initiative=made, text="Meer leden", code="meer", target=Decimal("450.000"), unit="leden")
    record = record_of("buurtkamer")
    assert record["beschrijving"] == "Samen bewegen en elkaar ontmoeten."
    assert record["laatstBevestigdDoor"] == {"slug": "alcander", "naam": "Alcander"}
    assert [(goal["tekst"], goal["streefwaarde"], goal["eenheid"]) for goal in record["doelen"]] == [
        ("Meer leden", 450.0, "leden")
    ]
    assert len(record["resultaten"]) == len(record["fasen"]) == len(record["mijlpalen"]) == 1
    assert record["gratis"] is True
    assert "afstandMeter" in record


def test_only_public_money_is_given():
    made = InitiativeFactory(slug="geld")
    FinanceLineFactory(initiative=made, public=True, year=2023)
    FinanceLineFactory(initiative=made, year=2024)
    assert [line["jaar"] for line in record_of("geld")["financien"]] == [2023]


def test_contacts_and_unpublished_relatives_are_never_given():
    made = InitiativeFactory(full=True, slug="open")
    InitiativeFactory(draft=True, parent=made)
    made.related_links.create(related=InitiativeFactory(draft=True))
    shown = InitiativeFactory(parent=made, slug="deel")
    record = record_of("open")
    assert [part["slug"] for part in record["onderdelen"]] == [shown.slug]
    assert record["verwant"] == []
    assert not {key for key in record if "contact" in key.lower()}


@pytest.mark.parametrize("slug", ["concept", "bestaat-niet", "a" * 300, "%22", "%F0%9F%92%9A", "..%2f"])
def test_drafts_and_unknown_slugs_are_not_found(slug):
    InitiativeFactory(draft=True, slug="concept")
    response = Client().get(f"/api/v1/initiatieven/{slug}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_figures_keep_their_bounds():
    made = InitiativeFactory(slug="meting")
    ResultFactory(initiative=made, value=Decimal("12.5"), value_bound="minimum", unit="procent")
    result = record_of("meting")["resultaten"][0]
    assert (result["waarde"], result["waardeIs"], result["eenheid"]) == (12.5, "minimum", "procent")


@pytest.fixture
def description():
    return Client().get("/api/v1/openapi.json").json()


def test_the_description_names_version_contact_and_server(description, settings):
    assert description["openapi"].startswith("3.")
    assert description["info"]["version"] == "1.0.0"
    assert set(description["info"]["contact"]) >= {"name", "url"}
    assert description["servers"] == [{"url": f"{settings.BASE_URL}/api/v1"}]
    assert set(description["paths"]) == {"/initiatieven", "/initiatieven/{slug}", "/suggesties"}


def test_operations_are_unique_tagged_and_explain_their_errors(description):
    operations = [operation for item in description["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) == 3
    for operation in operations:
        assert operation["tags"] == ["initiatieven"]
        assert operation["summary"]
        for status, answer in operation["responses"].items():
            expected = {"application/json"} if status == "200" else {"application/problem+json"}
            assert set(answer["content"]) == expected
            assert "API-Version" in answer["headers"]
        assert "400" in operation["responses"]


def test_the_description_lists_every_parameter_once(description):
    names = [parameter["name"] for parameter in description["paths"]["/initiatieven"]["get"]["parameters"]]
    assert names == [
        "q", "betekenis", "thema", "doelgroep", "leeftijd", "gebied", "fase", "actueel", "soort", "lijn", "organisatie",
        "bbox", "nabij", "straal", "plek", "kring", "sorteer", "pagina", "paginaGrootte",
    ]  # fmt: skip


def test_what_is_given_is_what_is_described(description):
    InitiativeFactory(full=True, slug="buurtkamer")
    described = set(description["components"]["schemas"]["InitiativeRecord"]["properties"])
    assert set(record_of("buurtkamer")) == described


def test_there_is_no_documentation_page_with_foreign_scripts():
    assert api.docs_url is None
