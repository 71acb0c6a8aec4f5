"""The frame of every page, its components and the pages for what goes wrong."""

import dataclasses

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

from initiatives.presentation.card import InitiativeCard
from navigator.error_pages import error_page, server_error
from navigator.templatetags.cards import initiative_card, lead_names

CARD = InitiativeCard(
    id=7,
    title="Samen <eten>",
    url="/initiatieven/samen-eten/",
    theme_icon="theme-gezonde-voeding",
    theme_name="Gezonde voeding",
    lead_names=("A", "B", "C", "D", "E"),
    summary="",
    phase_label="Uitvoering",
    phase_state="runs",
    where_label="",
    audience_label="",
    freshness_label="",
)


def _rendered(component: str, **context: object) -> str:
    """The component's markup with single spaces, in Dutch."""
    with translation.override("nl"):
        return " ".join(render_to_string(f"components/{component}.html", context).split())


@pytest.mark.django_db
def test_style_guide_asks_search_engines_to_stay_away(client: Client) -> None:
    response = client.get("/stijlgids/")
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


@pytest.mark.django_db
def test_style_guide_refuses_to_be_posted_to(client: Client) -> None:
    assert client.post("/stijlgids/").status_code == 405


@pytest.mark.django_db
def test_theme_stylesheet_comes_after_the_tokens(client: Client) -> None:
    with override_settings(NAVIGATOR_THEME_STYLESHEET="/static/gemeente.css"):
        page = client.get("/stijlgids/").content.decode()
    assert page.index("css/tokens") < page.index("/static/gemeente.css") < page.index("css/base")


@pytest.mark.django_db
def test_menu_marks_the_page_one_is_on(client: Client) -> None:
    page = client.get("/themas/").content.decode()
    assert page.count('href="/themas/" aria-current="page"') == 2  # the bar, and the menu of a phone
    assert 'href="/gebieden/" aria-current' not in page


def test_card_escapes_its_title_and_leaves_out_what_is_unknown() -> None:
    card = _rendered("initiative_card", card=CARD)
    assert '<h3 class="initiative-card__title"><a href="/initiatieven/samen-eten/">Samen &lt;eten&gt;</a></h3>' in card
    assert "initiative-card__summary" not in card
    assert "Waar:" not in card


def test_card_names_three_leads_and_counts_the_rest() -> None:
    assert lead_names(CARD.lead_names) == '<p class="initiative-card__lead">A, B, C en nog 2 andere</p>'
    assert lead_names(("<A>",)) == '<p class="initiative-card__lead">&lt;A&gt;</p>'
    assert lead_names(()) == ""


def test_no_value_of_a_card_is_written_unescaped() -> None:
    texts = [field.name for field in dataclasses.fields(CARD) if field.name not in ("id", "lead_names")]
    card = dataclasses.replace(CARD, lead_names=("<b>",), **dict.fromkeys(texts, '"<b>'))
    html = initiative_card(card, None, "<b>", "<b>", is_by_meaning=True)
    assert ("<b>" in html, '"&quot;' in html, html.count("&lt;b&gt;")) == (False, True, 12)


def test_icon_with_a_label_is_an_image_and_without_one_decoration() -> None:
    assert 'role="img" aria-label="Kaart"' in _rendered("icon", name="map", label="Kaart")
    assert 'aria-hidden="true"' in _rendered("icon", name="map")


def test_bar_has_the_length_of_its_share_with_a_point_in_dutch() -> None:
    row = {"label": "Geld", "url": "/themas/geld/", "count": 3, "share_percent": 37.5}
    assert '<rect width="37.5" height="8"' in _rendered("bar_list", items=[row])


def test_pagination_is_left_out_of_a_single_page() -> None:
    assert _rendered("pagination", page={"previous_url": None, "next_url": None}) == ""


def test_search_band_keeps_what_was_typed() -> None:
    band = _rendered("search_band", text='"><b>', hidden_fields=[("gebied", "kerkrade")])
    assert 'name="q" value="&quot;&gt;&lt;b&gt;"' in band
    assert '<input type="hidden" name="gebied" value="kerkrade">' in band


def test_server_error_page_needs_no_database() -> None:
    with translation.override("nl"):
        response = server_error(HttpRequest())
    assert response.status_code == 500
    assert "<h1>Er ging iets mis</h1>" in response.content.decode()


@pytest.mark.parametrize("status", [400, 403, 405, 413, 414, 429])
def test_error_page_says_its_status_and_the_way_on(status: int) -> None:
    with translation.override("nl"):
        response = error_page(HttpRequest(), status)
    assert response.status_code == status
    page = response.content.decode()
    assert f"Code van deze melding: {status}" in page
    assert "Naar de voorpagina" in page


@pytest.mark.django_db
def test_missing_page_offers_search_and_overviews(client: Client) -> None:
    response = client.get("/bestaat-echt-niet/")
    assert response.status_code == 404
    page = response.content.decode()
    assert '<form action="/zoeken/" method="get" role="search">' in page
    assert '<a class="button button--outline" href="/gebieden/">' in page
