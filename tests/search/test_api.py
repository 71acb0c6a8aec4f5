"""The list of initiatives as data: what it gives, what it refuses, and what it costs."""

import datetime
import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.enums import PartyRole, Phase
from initiatives.partial_dates import PartialDate
from search.facets import FACETS
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
LIST = "/api/v1/initiatieven"


def get(query: str = "", **headers: str):
    return Client().get(f"{LIST}?{query}", headers=headers)


def errors_of(response) -> dict[str, str]:
    return {error["parameter"]: error["detail"] for error in response.json()["errors"]}


@pytest.fixture
def three(search_index):
    """Three initiatives, two of them about money."""
    money = ThemeFactory(name="Geld", slug="geld")
    for title, themes in (("Budgetmaatjes", [money]), ("Schuldhulp", [money]), ("Wandelclub", [])):
        InitiativeFactory(title=title, themes=themes)
    search_index()


@pytest.mark.usefixtures("three")
def test_the_list_gives_number_page_results_facets_and_map():
    answer = get().json()
    assert set(answer) == {
        "aantal", "pagina", "paginaGrootte", "resultaten", "facetten", "kaart", "wordtBijgewerkt",
        "bedoeldeU", "betekenis", "hulplijnen",
    }  # fmt: skip
    assert (answer["aantal"], answer["pagina"], answer["paginaGrootte"]) == (3, 1, 20)
    assert {entry["slug"] for entry in answer["resultaten"]} == {"budgetmaatjes", "schuldhulp", "wandelclub"}
    assert set(answer["facetten"]) == {facet.parameter for facet in FACETS}
    assert answer["facetten"]["thema"] == {"geld": 2}
    assert answer["wordtBijgewerkt"] is False


@pytest.mark.usefixtures("three")
def test_filters_pages_and_text_apply():
    assert get("thema=geld").json()["aantal"] == 2
    assert [entry["titel"] for entry in get("q=wandelclub").json()["resultaten"]] == ["Wandelclub"]
    second = get("sorteer=titel&paginaGrootte=2&pagina=2").json()
    assert (second["aantal"], [entry["titel"] for entry in second["resultaten"]]) == (3, ["Wandelclub"])
    assert get("pagina=9").json()["resultaten"] == []


def test_an_entry_has_exactly_the_public_fields(search_index):
    region = AreaFactory(region=True)
    town = AreaFactory(name="Heerlen", slug="heerlen", parent=region)
    made = InitiativeFactory(
        title="Buurtkamer", aliases=["Huiskamer"], phase=Phase.EXECUTION, period_start=PartialDate(2022, 5)
    )
    PartyFactory(initiative=made, organisation=OrganisationFactory(name="Alcander"), role=PartyRole.LEAD)
    InitiativePlaceFactory(
        initiative=made, place=PlaceFactory(name="Wijkhuis", area=town, latitude=50.9, longitude=6.0)
    )
    ReachFactory(initiative=made, area=town)
    search_index()
    entry = get("nabij=50.9,6.0&sorteer=afstand").json()["resultaten"][0]
    assert entry == {
        "slug": "buurtkamer",
        "titel": "Buurtkamer",
        "ookBekendAls": ["Huiskamer"],
        "url": "http://testserver/initiatieven/buurtkamer/",
        "soort": "programma",
        "samenvatting": "Een initiatief voor gezondheid en vitaliteit.",
        "fase": "uitvoering",
        "faseAfgeleid": False,
        "actueel": "onbekend",
        "periode": {"van": "2022-05", "tot": None, "afgeleid": False},
        "lijn": None,
        "onderdeelVan": None,
        "themas": [],
        "doelgroepen": [],
        "leeftijdVan": None,
        "leeftijdTotEnMet": None,
        "gebieden": [{"slug": "heerlen", "naam": "Heerlen", "soort": "gemeente"}],
        "partijen": [{"slug": "alcander", "naam": "Alcander", "rol": "regie"}],
        "locaties": [
            {
                "slug": "wijkhuis",
                "naam": "Wijkhuis",
                "adres": "",
                "breedtegraad": 50.9,
                "lengtegraad": 6.0,
                "precisie": "exact",
                "bijBenadering": False,
                "url": "http://testserver/locaties/wijkhuis/",
            }
        ],
        "standPer": "2023-01",
        "laatstBevestigdOp": None,
        "afstandMeter": 0,
        "gevondenOp": None,
    }


def test_a_home_is_given_as_its_municipality(search_index):
    town = AreaFactory(name="Kerkrade", slug="kerkrade", latitude=50.86, longitude=6.06)
    home = PlaceFactory(home=True, area=town, street_address="Geheimstraat 1", latitude=50.1, longitude=5.1)
    InitiativePlaceFactory(initiative=InitiativeFactory(), place=home)
    search_index()
    place = get().json()["resultaten"][0]["locaties"][0]
    assert (place["adres"], place["breedtegraad"], place["lengtegraad"]) == ("Kerkrade", 50.86, 6.06)
    assert (place["precisie"], place["bijBenadering"]) == ("gemeente", True)


def test_unaccepted_parties_places_and_draft_parents_are_left_out(search_index):
    made = InitiativeFactory(parent=InitiativeFactory(draft=True))
    PartyFactory(initiative=made, organisation=OrganisationFactory(unaccepted=True))
    InitiativePlaceFactory(initiative=made, place=PlaceFactory(unaccepted=True))
    search_index()
    entry = get().json()["resultaten"][0]
    assert (entry["partijen"], entry["locaties"], entry["onderdeelVan"]) == ([], [], None)


def test_what_the_index_still_holds_but_is_no_longer_public_is_not_given(search_index):
    made = InitiativeFactory()
    search_index()
    made.live = False
    made.save()
    answer = get().json()
    assert (answer["aantal"], answer["resultaten"]) == (0, [])


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("thema=bestaat-niet", {"thema"}),
        ("thema=bestaat-niet&fase=niets&kleur=groen", {"thema", "fase", "kleur"}),
        ("pagina=0", {"pagina"}),
        ("pagina=-1", {"pagina"}),
        ("pagina=abc", {"pagina"}),
        ("pagina=1000000000", {"pagina"}),
        ("pagina=99999999999999999999999", {"pagina"}),
        ("paginaGrootte=101", {"paginaGrootte"}),
        ("pagina=1&pagina=2", {"pagina"}),
        ("bbox=NaN,50,6,51", {"bbox"}),
        ("bbox=a,b,c,d", {"bbox"}),
        ("bbox=6,51,5,50", {"bbox"}),
        ("bbox=500,50,600,51", {"bbox"}),
        ("bbox=5,50,6", {"bbox"}),
        ("nabij=inf,6", {"nabij"}),
        ("sorteer=afstand", {"sorteer"}),
        ("plek=maan", {"plek"}),
        (f"q={'a' * 201}", {"q"}),
    ],
)
def test_every_wrong_parameter_is_named(query, parameters):
    response = get(query)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert set(errors_of(response)) == parameters
    assert all(errors_of(response).values())


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_wrong_parameter_is_explained_in_dutch_whatever_the_client_prefers(language):
    assert errors_of(get("kleur=groen", **{"accept-language": language}))["kleur"] == "Deze parameter bestaat niet."


def test_the_number_of_database_queries_does_not_grow(search_index):
    counts = []
    for number in (1, 12):
        for _ in range(number):
            InitiativeFactory(full=True)
        search_index()
        get()
        with CaptureQueriesContext(connection) as queries:
            assert get("paginaGrootte=100").status_code == 200
        counts.append(len(queries))
    assert counts == [3, 3]


def test_answers_keep_to_the_schema_that_is_published(search_index):
    theme = ThemeFactory()
    town = AreaFactory(region=True)
    made = InitiativeFactory(
        full=True, themes=[theme], parent=InitiativeFactory(), programme_line=ProgrammeLineFactory(), age_min=4,
        period_start=PartialDate(2022), last_confirmed_on=datetime.date(2024, 5, 1),
    )  # fmt: skip
    made.target_groups.set([TargetGroupFactory()])
    made.save()
    PartyFactory(initiative=made)
    ReachFactory(initiative=made, area=town)
    InitiativePlaceFactory(initiative=made, place=PlaceFactory(home=True, area=town))
    search_index()
    components = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]
    answer, record = get("nabij=50.9,6.0").json(), Client().get(f"{LIST}/{made.slug}").json()
    assert list(differences(answer, components["InitiativeList"], components)) == []
    assert list(differences(record, components["InitiativeRecord"], components)) == []
    assert list(differences({**record, "fase": 3}, components["InitiativeRecord"], components)) != []
    assert list(differences({}, components["Term"], components)) != []


def differences(value: object, schema: dict, components: dict, path: str = "$") -> Iterator[str]:
    """Where a JSON value is not what an OpenAPI schema says; knows the words that this description uses."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        if all(list(differences(value, option, components, path)) for option in schema["anyOf"]):
            yield f"{path}: fits none"
        return
    kinds = {
        "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
        "number": (int, float),
    }  # fmt: skip
    if not isinstance(value, kinds[schema["type"]]) or (schema["type"] != "boolean" and isinstance(value, bool)):
        yield f"{path}: {value!r} is no {schema['type']}"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from differences(item, schema["items"], components, f"{path}[{index}]")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{path}.{name}: missing" for name in known if name not in value)
        for name, item in value.items():
            of_item = known.get(name) or schema.get("additionalProperties")
            if of_item:
                yield from differences(item, of_item, components, f"{path}.{name}")
            else:
                yield f"{path}.{name}: unknown"


@pytest.mark.usefixtures("three")
def test_rules_for_every_response():
    response = get()
    assert response["Content-Type"] == "application/json"
    assert response["API-Version"] == "1.0.0"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.usefixtures("three")
def test_head_answers_as_get_without_body():
    response = Client().head(LIST)
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Type"] == "application/json"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", LIST, 405),
        ("put", f"{LIST}/budgetmaatjes", 405),
        ("delete", f"{LIST}/budgetmaatjes", 405),
        ("get", f"{LIST}/", 404),
        ("get", f"{LIST}/bestaat-niet", 404),
        ("get", f"{LIST}/budgetmaatjes/", 404),
        ("get", "/api/v1/", 404),
        ("get", "/api/v1", 404),
        ("get", "/api", 404),
        ("get", "/api/", 404),
        ("get", "/api/v2/initiatieven", 404),
        ("get", f"{LIST}?q=%00", 400),
        ("get", f"{LIST}?q={'a' * 9000}", 414),
    ],
)
def test_errors_are_problem_documents(method, path, status):
    response = getattr(Client(), method)(path)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert response["API-Version"] == "1.0.0"
