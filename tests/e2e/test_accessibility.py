"""axe finds nothing on any kind of public page: on a phone and a desk, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.fixtures import DESK, PHONE, take_screenshots

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "zoeken": "/zoeken/",
    "zoeken-met-filters": "/zoeken/?q=eenzaamheid&thema=eenzaamheid-en-ontmoeting&gebied=kerkrade",
    "niets-gevonden": "/zoeken/?q=xyzzyplugh",
    "initiatieven": "/initiatieven/",
    "initiatief": "/initiatieven/eenzaamheid/",
    "organisaties": "/organisaties/",
    "organisatie": "/organisaties/gemeente-kerkrade/",
    "locaties": "/locaties/",
    "locatie": "/locaties/basisschool-de-schakel/",
    "gebieden": "/gebieden/",
    "gebied": "/gebieden/kerkrade/",
    "themas": "/themas/",
    "thema": "/themas/eenzaamheid-en-ontmoeting/",
    "inhoud": "/over/",
    "nieuws": "/nieuws/",
    "toegankelijkheid": "/toegankelijkheid/",
    "privacy": "/privacy/",
    "stijlgids": "/stijlgids/",
    "niet-gevonden": "/bestaat-niet/",
    "inloggen": "/beheer/login/",
}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']} ({one['help']})" for one in found]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    take_screenshots(page, f"pagina-{name}")
    found = {}
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[size["width"], scheme] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_with_a_marker_open(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")  # else axe may measure colours that are still fading in
    page.goto("/zoeken/")
    page.locator(".map-marker--area").first.click()
    expect(page.locator(".map-popup")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("sheet", ["map", "filters"])
def test_axe_finds_nothing_on_a_sheet_of_a_phone(open_page, sheet: str) -> None:
    page = open_page(size=PHONE)
    page.goto("/zoeken/")
    page.locator(f'[data-open-sheet="{sheet}"]').click()
    expect(page.locator(f'[data-sheet="{sheet}"]')).to_be_visible()
    assert violations(page) == []
