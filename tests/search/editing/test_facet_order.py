"""The order of the filters is a setting; addresses keep theirs."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from search.editing.models import FacetOrder, FacetPosition
from search.facets import FACETS, ordered_facets
from search.query import SearchQuery
from search.query_string import query_string
from search.vocabulary import load_vocabulary
from tests.factories import AreaFactory, InitiativeFactory, ThemeFactory

USUAL = [facet.parameter for facet in FACETS]
REVERSED = USUAL[::-1]


def shown() -> list[str]:
    return [facet.parameter for facet in load_vocabulary().facets]


def editor_address() -> str:
    return reverse("wagtailsettings:edit", args=["search", "facetorder", FacetOrder.load().pk])


def form_of(parameters: list[str]) -> dict[str, str]:
    rows = list(FacetPosition.objects.order_by("sort_order"))
    fields = {
        "positions-TOTAL_FORMS": str(len(parameters)),
        "positions-INITIAL_FORMS": str(min(len(rows), len(parameters))),
        "positions-MIN_NUM_FORMS": "1",
        "positions-MAX_NUM_FORMS": str(len(USUAL)),
    }
    for number, parameter in enumerate(parameters):
        fields |= {
            f"positions-{number}-id": str(rows[number].pk) if number < len(rows) else "",
            f"positions-{number}-parameter": parameter,
            f"positions-{number}-ORDER": str(number + 1),
            f"positions-{number}-DELETE": "",
        }
    return fields


@pytest.mark.parametrize(
    ("saved", "expected"),
    [
        ([], USUAL),
        (REVERSED, REVERSED),
        (["gebied"], ["gebied", *(name for name in USUAL if name != "gebied")]),
        (["weg", "gebied", "weg"], ["gebied", *(name for name in USUAL if name != "gebied")]),
        (["fase", "fase", "thema"], ["fase", "thema", *(name for name in USUAL if name not in {"fase", "thema"})]),
    ],
)
def test_any_saved_order_gives_every_facet_once(saved: list[str], expected: list[str]) -> None:
    assert [facet.parameter for facet in ordered_facets(saved)] == expected


@pytest.mark.django_db
def test_a_new_site_has_the_usual_order() -> None:
    assert list(FacetPosition.objects.order_by("sort_order").values_list("parameter", flat=True)) == USUAL
    assert shown() == USUAL


@pytest.mark.django_db
def test_an_editor_turns_the_order_round(moderator_client: Client) -> None:
    address = editor_address()
    assert moderator_client.get(address).status_code == 200
    answer = moderator_client.post(address, form_of(REVERSED))
    assert answer.status_code == 302, answer.context["form"].errors
    assert shown() == REVERSED


@pytest.mark.django_db
def test_a_filter_can_stand_there_only_once(moderator_client: Client) -> None:
    answer = moderator_client.post(editor_address(), form_of(["gebied", "gebied", *USUAL[2:]]))
    assert answer.context["form"].non_field_errors() == [str(_("Each filter can stand here only once."))]
    assert shown() == USUAL


@pytest.mark.django_db
def test_two_filters_can_change_places(moderator_client: Client) -> None:
    swapped = [USUAL[1], USUAL[0], *USUAL[2:]]
    assert moderator_client.post(editor_address(), form_of(swapped)).status_code == 302
    assert shown() == swapped


@pytest.mark.django_db
def test_a_filter_taken_out_comes_last(moderator_client: Client) -> None:
    without_first = form_of(USUAL) | {"positions-0-DELETE": "on"}
    assert moderator_client.post(editor_address(), without_first).status_code == 302
    assert shown() == [*USUAL[1:], USUAL[0]]


@pytest.mark.django_db
def test_the_page_follows_and_addresses_do_not(client: Client, search_index) -> None:
    InitiativeFactory(themes=[ThemeFactory(slug="eenzaamheid")], with_area=True)
    AreaFactory(slug="heerlen")
    search_index()
    query = SearchQuery(selections={"gebied": ("heerlen",), "thema": ("eenzaamheid",)})
    before, address = client.get("/zoeken/").content.decode(), query_string(query)
    for number, parameter in enumerate(REVERSED):
        FacetPosition.objects.filter(parameter=parameter).update(sort_order=number)
    after = client.get("/zoeken/").content.decode()
    assert before.index('name="thema"') < before.index('name="gebied"')
    assert after.index('name="gebied"') < after.index('name="thema"')
    assert query_string(query) == address == "thema=eenzaamheid&gebied=heerlen"


@pytest.mark.django_db
def test_the_description_of_the_api_follows(client: Client) -> None:
    for number, parameter in enumerate(REVERSED):
        FacetPosition.objects.filter(parameter=parameter).update(sort_order=number)
    described = client.get("/api/v1/openapi.json").json()["paths"]["/initiatieven"]["get"]["parameters"]
    names = [parameter["name"] for parameter in described]
    assert [name for name in names if name in USUAL] == REVERSED
    assert names[0] == "q"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [("redacteur", 302), ("moderator", 200), ("beheerder", 200)])
def test_who_may_change_the_order(name: str, status: int, request) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert client.get(editor_address()).status_code == status
