"""Everything but the map works without JavaScript; a list of places stands in for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.fixtures import PHONE, take_screenshots
from tests.e2e.test_find import asked, heading_count, option, promised_count

pytestmark = pytest.mark.browser


@pytest.fixture
def plain_page(open_page) -> Page:
    return open_page(java_script_enabled=False)


def test_searches_filters_pages_and_reads(plain_page: Page) -> None:
    plain_page.goto("/")
    search = plain_page.get_by_role("search")
    search.locator('input[name="q"]').fill("bewegen")
    search.locator('button[type="submit"]').click()
    promised = promised_count(plain_page, "thema", "bewegen-en-sport")
    option(plain_page, "thema", "bewegen-en-sport").check()
    plain_page.locator("#filters [data-apply]").click()
    assert heading_count(plain_page) == promised > 0
    assert asked(plain_page) == {"q": ["bewegen"], "thema": ["bewegen-en-sport"]}
    take_screenshots(plain_page, "zonder-javascript")
    link = plain_page.locator("#results ol a").first
    title = link.inner_text()
    link.click()
    expect(plain_page.locator("h1")).to_have_text(title)


def test_a_list_of_places_takes_the_place_of_the_map(plain_page: Page) -> None:
    plain_page.goto("/zoeken/")
    expect(plain_page.locator("[data-map-canvas]")).to_be_hidden()
    places = plain_page.locator("#places-list a")
    expect(places.first).to_be_visible()
    with plain_page.expect_navigation():
        places.first.click()
    expect(plain_page.locator("h1")).to_be_visible()


def test_the_next_page_goes_on_where_this_one_ends(plain_page: Page) -> None:
    plain_page.goto("/zoeken/?sorteer=titel")
    first = plain_page.locator("#results ol h2").all_inner_texts()
    plain_page.locator('nav a[rel~="next"]').click()
    second = plain_page.locator("#results ol h2").all_inner_texts()
    assert (len(first), len(second), set(first) & set(second)) == (20, 20, set())


def test_the_menu_opens_on_a_phone(open_page) -> None:
    page = open_page(size=PHONE, java_script_enabled=False)
    page.goto("/")
    page.locator(".site-menu__summary").click()
    page.locator(".site-menu a", has_text="Gebieden").click()
    page.wait_for_url("**/gebieden/")
