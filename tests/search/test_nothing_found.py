"""Nothing found: the nearest questions that do have results, most first, for a bounded price."""
# ruff: noqa: RUF001 -- Dutch quotation marks

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.geo.types import BoundingBox, Point
from initiatives.models import Initiative
from search.asking import MeaningUse
from search.presentation.facets import facet_groups, option_labels
from search.presentation.map_summary import CountedLink
from search.presentation.nothing_found import MAX_TRIED, NothingFound, nothing_found
from search.query import MapStanding, SearchQuery, Sort
from search.visible import VisibleAnswer, answer_visible
from search.vocabulary import load_vocabulary
from search.words.plan import Correction
from tests.factories import AreaFactory, InitiativeFactory, ReachFactory, TargetGroupFactory, ThemeFactory

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]


def offered(answer: VisibleAnswer) -> NothingFound:
    vocabulary = load_vocabulary()
    facets = facet_groups(answer.query, answer.results, vocabulary)
    return nothing_found(answer, facets, option_labels(facets), vocabulary)


@pytest.fixture
def some(search_index: Drain) -> None:
    """Three about eating, one of them for the elderly; two about money."""
    eating, money = ThemeFactory(name="Eten", slug="eten"), ThemeFactory(name="Geld", slug="geld")
    group = TargetGroupFactory(name="Ouderen", slug="ouderen")
    TargetGroupFactory(name="Jongeren", slug="jongeren")
    for title, theme in (("Soep", eating), ("Brood", eating), ("Kaas", eating), ("Schuld", money), ("Kas", money)):
        InitiativeFactory(title=title, themes=[theme])
    made = InitiativeFactory(title="Soep voor later", themes=[eating])
    made.target_groups.add(group)
    made.save()
    search_index()


@pytest.mark.usefixtures("some")
def test_each_filter_is_left_out_alone_and_counted() -> None:
    query = SearchQuery(text="soep", selections={"thema": ("geld",), "doelgroep": ("ouderen",)})
    assert offered(answer_visible(query)).nearest == (
        CountedLink("‘soep’ zonder filters", 2, "/zoeken/?q=soep"),
        CountedLink("Zonder ‘Geld’", 1, "/zoeken/?q=soep&doelgroep=ouderen"),
    )


@pytest.mark.usefixtures("some")
def test_themes_and_other_values_are_there_with_their_counts() -> None:
    found = offered(answer_visible(SearchQuery(text="soep", selections={"thema": ("geld",)})))
    assert found.themes == (
        CountedLink("Eten", 4, "/zoeken/?thema=eten"),
        CountedLink("Geld", 2, "/zoeken/?thema=geld"),
    )
    assert found.other_values == (CountedLink("Eten", 2, "/zoeken/?q=soep&thema=eten"),)


@pytest.mark.usefixtures("some")
def test_what_is_no_facet_is_left_out_too() -> None:
    query = SearchQuery(
        text="soep",
        bbox=BoundingBox(5.9, 50.8, 6.0, 51.0),
        near=Point(50.9, 6.0),
        radius_km=5,
        sort=Sort.DISTANCE,
    )
    assert offered(VisibleAnswer(answer_visible(query).results, query)).nearest[0] == CountedLink(
        "‘soep’ zonder filters", 2, "/zoeken/?q=soep"
    )
    query = SearchQuery(text="soep", standing=MapStanding.PLACE)
    assert offered(answer_visible(query)).nearest == (
        CountedLink("Zonder ‘Met een plek op de kaart’", 2, "/zoeken/?q=soep"),
    )


@pytest.mark.usefixtures("some")
def test_corrections_and_meaning_are_offered(near_in_meaning: Callable[..., None]) -> None:
    query = SearchQuery(text="soeo", uses_meaning=False, selections={"thema": ("geld",)})
    answer = replace(answer_visible(query), meaning=MeaningUse.OFF, corrections=(Correction("soeo", "soep"),))
    assert offered(answer).nearest == (
        CountedLink("Zoek op ‘soep’", 2, "/zoeken/?q=soep&betekenis=0"),
        CountedLink("Zonder ‘Geld’", 2, "/zoeken/?q=soeo&betekenis=0"),
    )
    near_in_meaning(Initiative.objects.get(title="Kas").pk)
    assert offered(answer).nearest[-1] == CountedLink("Zoek ook op betekenis", 1, "/zoeken/?q=soeo&thema=geld")


def test_no_more_than_eight_searches_are_made(search_index: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[SearchQuery] = []
    monkeypatch.setattr(
        "search.presentation.nothing_found.visible_totals",
        lambda queries: [tried.append(query) or 0 for query in queries],
    )
    chosen = ("thema", "doelgroep", "leeftijd", "gebied", "fase", "actueel", "soort", "lijn", "organisatie")
    query = SearchQuery(text="x", selections=dict.fromkeys(chosen, ("a",)), bbox=BoundingBox(5, 50, 6, 51))
    nothing_found(VisibleAnswer(answer_visible(query).results, query), (), {}, load_vocabulary())
    assert (len(tried), MAX_TRIED) == (7, 7)


@pytest.mark.usefixtures("some")
def test_the_page_says_so_honestly_and_costs_little(client: Client) -> None:
    client.get("/zoeken/?q=soep&thema=geld")
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/zoeken/?q=soep&thema=geld").content.decode()
    assert len(queries) == 5
    assert "Geen initiatief past bij deze vraag én al deze filters." in html
    assert '<a class="chip" href="/zoeken/?q=soep">Zonder ‘Geld’ <span class="soft">2</span></a>' in html


def test_what_serves_a_whole_town_is_labelled_so_for_its_parts(client: Client, search_index: Drain) -> None:
    town = AreaFactory(name="Kerkrade", slug="kerkrade")
    AreaFactory(name="Heilust", slug="heilust", neighbourhood=True, parent=town)
    ReachFactory(initiative=InitiativeFactory(title="Soep"), area=town)
    search_index()
    assert "Voor heel Kerkrade" in client.get("/zoeken/?gebied=heilust").content.decode()
    assert "Voor heel Kerkrade" not in client.get("/zoeken/?gebied=kerkrade").content.decode()
