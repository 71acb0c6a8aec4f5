"""The directory in a browser's eyes: pages, parts for htmx, redirects, statuses, and a constant number of queries."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from initiatives.models import Initiative
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
Drain = Callable[[], None]
PAGE_QUERIES = 5


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html)
    assert found is not None
    return found.group(1)


def titles(html: str) -> list[str]:
    return re.findall(r'class="initiative-card__title"><a href="[^"]*">([^<]*)<', html)


def test_the_whole_directory_is_listed_and_may_be_indexed(client: Client, search_index: Drain) -> None:
    InitiativeFactory(title="Samen eten")
    InitiativeFactory(title="Concept", draft=True)
    search_index()
    response = client.get("/zoeken/")
    html = response.content.decode()
    assert (response.status_code, heading(html), titles(html)) == (200, "1 initiatief", ["Samen eten"])
    assert '<link rel="canonical" href="http://localhost:8000/zoeken/">' in html
    assert "noindex" not in html
    assert "X-Robots-Tag" not in response


def test_a_filter_narrows_list_and_says_so(client: Client, search_index: Drain) -> None:
    theme = ThemeFactory(name="Bewegen", slug="bewegen")
    InitiativeFactory(title="Wandelclub", themes=[theme])
    InitiativeFactory(title="Taalcafé")
    search_index()
    response = client.get("/zoeken/?thema=bewegen")
    html = response.content.decode()
    assert titles(html) == ["Wandelclub"]
    assert '<meta name="robots" content="noindex, follow">' in html
    assert response["X-Robots-Tag"] == "noindex, follow"
    assert re.search(r'id="f-thema-bewegen"[^>]* checked', html)
    assert 'class="chip chip--active" href="/zoeken/"' in html


def test_htmx_gets_the_part_that_changes(client: Client, search_index: Drain) -> None:
    InitiativeFactory(title="Samen eten")
    search_index()
    response = client.get("/zoeken/?q=eten", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert titles(html) == ["Samen eten"]
    assert re.findall(r'id="([a-z-]+)" hx-swap-oob', html) == ["facets", "map-summary", "filter-count", "announcer"]
    assert ">1 initiatief gevonden</div>" in html
    assert response["HX-Push-Url"] == "/zoeken/?q=eten"
    assert "HX-Request" in response["Vary"]


def test_the_back_button_gets_a_whole_page(client: Client, search_index: Drain) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get("/zoeken/", headers=headers).content


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("thema=wonen&thema=bewegen", "thema=bewegen&thema=wonen"),
        ("q=&thema=bewegen", "thema=bewegen"),
        ("sorteer=relevantie&pagina=1", ""),
        ("nabij=50.86612,6.06123&sorteer=afstand", "nabij=50.87,6.06&sorteer=afstand"),
        ("herkomst=nieuwsbrief", ""),
    ],
)
def test_other_spellings_lead_to_the_canonical_address(
    client: Client, search_index: Drain, given: str, canonical: str
) -> None:
    for slug in ("bewegen", "wonen"):
        ThemeFactory(name=slug, slug=slug)
    response = client.get(f"/zoeken/?{given}")
    assert response.status_code == 301
    assert response["Location"] == ("/zoeken/?" + canonical if canonical else "/zoeken/")


def test_a_typed_place_becomes_a_filter(client: Client, search_index: Drain) -> None:
    AreaFactory(name="Kerkrade", slug="kerkrade")
    response = client.get("/zoeken/?q=eten&plaats=kerkrade")
    assert (response.status_code, response["Location"]) == (302, "/zoeken/?q=eten&gebied=kerkrade")


def test_what_makes_no_sense_is_said_and_the_rest_applies(client: Client, search_index: Drain) -> None:
    theme = ThemeFactory(name="Bewegen", slug="bewegen")
    InitiativeFactory(title="Wandelclub", themes=[theme])
    InitiativeFactory(title="Taalcafé")
    search_index()
    response = client.get("/zoeken/?thema=bewegen&thema=%3Cscript%3E&bbox=NaN,1,2,3")
    html = response.content.decode()
    assert (response.status_code, titles(html)) == (200, ["Wandelclub"])
    assert "“&lt;script&gt;”" in html
    assert "<script>" not in html
    assert html.count("notice--warning") == 2


@pytest.mark.parametrize("page", ["2", "500", "501", "1000000000"])
def test_a_page_that_does_not_exist_is_not_found(client: Client, search_index: Drain, page: str) -> None:
    InitiativeFactory()
    search_index()
    response = client.get(f"/zoeken/?pagina={page}")
    assert response.status_code == 404
    assert "Deze pagina bestaat niet." in response.content.decode()


def test_pages_follow_each_other(client: Client, search_index: Drain) -> None:
    for n in range(21):
        InitiativeFactory(title=f"Initiatief {n:02}")
    search_index()
    first = client.get("/zoeken/?sorteer=titel").content.decode()
    second = client.get("/zoeken/?sorteer=titel&pagina=2").content.decode()
    assert titles(first) == [f"Initiatief {n:02}" for n in range(20)]
    assert titles(second) == ["Initiatief 20"]
    assert 'href="/zoeken/?sorteer=titel&amp;pagina=2"' in first


@pytest.mark.parametrize("address", ["/zoeken/", "/zoeken/kaart/", "/gebieden/grenzen.json"])
def test_only_reading_is_allowed(client: Client, search_index: Drain, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_words_found_are_marked(client: Client, search_index: Drain) -> None:
    InitiativeFactory(title="Buurttafel", summary="Samen <eten> met buren.")
    search_index()
    assert "Samen &lt;<mark>eten</mark>&gt; met buren." in client.get("/zoeken/?q=eten").content.decode()


def test_what_was_unpublished_is_gone_at_once(client: Client, search_index: Drain) -> None:
    initiative = InitiativeFactory(title="Verborgen")
    search_index()
    Initiative.objects.filter(pk=initiative.pk).update(live=False)
    html = client.get("/zoeken/").content.decode()
    assert (heading(html), titles(html)) == ("0 initiatieven", [])


def test_nothing_found_says_what_to_do(client: Client, search_index: Drain) -> None:
    html = client.get("/zoeken/?q=zzzz").content.decode()
    assert "Niets gevonden" in html
    assert 'href="/zoeken/">Toon alles</a>' in html


def _fill(count: int) -> None:
    region = AreaFactory(region=True)
    for _ in range(count):
        organisation = OrganisationFactory()
        initiative = InitiativeFactory(with_place=True, themes=[ThemeFactory()])
        PartyFactory(initiative=initiative, organisation=organisation, lead=True)
        AreaFactory(parent=region)
        PlaceFactory(area=region)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_a_constant_number_of_queries(
    client: Client, search_index: Drain, django_assert_num_queries, count: int
) -> None:
    _fill(count)
    search_index()
    client.get("/zoeken/")
    with django_assert_num_queries(PAGE_QUERIES):
        response = client.get("/zoeken/")
    assert len(titles(response.content.decode())) == count
