"""Suggestions as data: what is given, what is refused, and that it keeps to its description."""

import pytest
from django.test import Client

from navigator.security.limits import limit_for
from tests.factories import InitiativeFactory, OrganisationFactory
from tests.search.test_api import differences

pytestmark = pytest.mark.django_db
PATH = "/api/v1/suggesties"


def test_suggestions_are_given_as_they_are_shown(search_index) -> None:
    InitiativeFactory(title="Samen eten", slug="samen-eten")
    OrganisationFactory(name="Samenwerk", slug="samenwerk")
    search_index()
    answer = Client().get(f"{PATH}?q=sam")
    assert answer.json() == {
        "suggesties": [
            {
                "soort": "initiatief",
                "tekst": "Samen eten",
                "toelichting": "",
                "url": "http://testserver/initiatieven/samen-eten/",
            },
            {
                "soort": "organisatie",
                "tekst": "Samenwerk",
                "toelichting": "",
                "url": "http://testserver/organisaties/samenwerk/",
            },
        ]
    }
    components = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert list(differences(answer.json(), components["SuggestionList"], components)) == []
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("no-store", "*")


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("", {"q"}),
        ("q=", {"q"}),
        ("q=+", {"q"}),
        ("q=a&q=b", {"q"}),
        (f"q={'a' * 201}", {"q"}),
        ("q=%E2%80%AE", {"q"}),
        ("q=a&aantal=3", {"aantal"}),
        ("kleur=groen", {"q", "kleur"}),
    ],
)
def test_what_cannot_be_meant_is_refused(query: str, parameters: set[str]) -> None:
    response = Client().get(f"{PATH}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert {error["parameter"] for error in response.json()["errors"]} == parameters


@pytest.mark.usefixtures("search_index")
def test_reading_is_all_one_can_do() -> None:
    assert Client().head(f"{PATH}?q=a").status_code == 200
    assert Client().post(f"{PATH}?q=a").status_code == 405
    assert Client().get(f"{PATH}/?q=a").status_code == 404


def test_typing_does_not_use_up_what_others_may_ask_of_the_api(rf) -> None:
    typing, asking = limit_for(rf.get(f"{PATH}?q=a")), limit_for(rf.get("/api/v1/initiatieven"))
    assert (typing.name, typing.per_minute, asking.name) == ("suggestions", 300, "api")
