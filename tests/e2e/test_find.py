"""A visitor finds an initiative by words, filters and map, and reads it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.fixtures import PHONE, take_screenshots

pytestmark = pytest.mark.browser


def heading_count(page: Page) -> int:
    return int(re.match(r"\d+", page.locator("#results-title").inner_text()).group())


def option(page: Page, facet: str, value: str):
    return page.locator(f'#filters input[name="{facet}"][value="{value}"]')


def promised_count(page: Page, facet: str, value: str) -> int:
    label = page.locator(f'label:has(input[name="{facet}"][value="{value}"])')
    return int(re.search(r"\d+", label.locator(".facet__count").inner_text()).group())


def asked(page: Page) -> dict[str, list[str]]:
    """The question in the address, whether or not meaning came too late for it on a busy machine, as links then say."""
    parameters = parse_qs(urlsplit(page.url).query)
    return {name: values for name, values in parameters.items() if name != "betekenis"}


def test_finds_by_filter_and_map(page: Page) -> None:
    page.goto("/")
    page.get_by_role("search").locator('input[name="q"]').fill("eenzaamheid")
    page.get_by_role("search").locator('button[type="submit"]').click()
    found_by_words = heading_count(page)

    promised = promised_count(page, "thema", "eenzaamheid-en-ontmoeting")
    option(page, "thema", "eenzaamheid-en-ontmoeting").check()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^{promised} "))
    assert 0 < promised <= found_by_words
    assert asked(page) == {"q": ["eenzaamheid"], "thema": ["eenzaamheid-en-ontmoeting"]}

    page.locator(".map-marker--area").first.click()
    expect(page.locator(".map-popup")).to_be_visible()
    take_screenshots(page, "zoeken-gefilterd")
    page.locator(".map-popup a").first.click()
    expect(page.locator("#results-title, article.initiative h1")).to_be_visible()


def test_a_result_opens_its_page_and_the_back_button_returns(page: Page) -> None:
    page.goto("/zoeken/?thema=eenzaamheid-en-ontmoeting")
    found = heading_count(page)
    link = page.locator("#results ol a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    take_screenshots(page, "initiatief", full_page=True)
    page.go_back()
    assert (heading_count(page), asked(page)) == (found, {"thema": ["eenzaamheid-en-ontmoeting"]})


def test_a_filter_is_a_state_the_back_button_undoes(page: Page) -> None:
    page.goto("/zoeken/")
    all_of_them = heading_count(page)
    option(page, "thema", "bewegen-en-sport").check()
    expect(page.locator("#results .chips")).to_be_visible()
    fewer = heading_count(page)
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^{all_of_them} "))
    page.wait_for_load_state("networkidle")
    page.go_forward()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^{fewer} "))


def test_a_chip_takes_its_filter_off(page: Page) -> None:
    page.goto("/zoeken/?thema=bewegen-en-sport&gebied=kerkrade")
    page.locator("#results .chips a").first.click()
    expect(page.locator("#results .chips li")).to_have_count(2)  # one filter, and "clear all"
    assert len(asked(page)) == 1


def test_searches_in_the_part_of_the_map_that_is_shown(page: Page) -> None:
    page.goto("/zoeken/")
    expect(page.locator(".map-marker").first).to_be_visible()
    expect(page.locator("[data-search-here]")).to_be_hidden()
    page.locator(".leaflet-control-zoom-in").click()
    page.locator("[data-search-here]").click()
    page.wait_for_url("**bbox=**")
    expect(page.locator("#results .chips")).to_be_visible()
    assert heading_count(page) < 108


def test_the_map_accounts_for_every_result(page: Page) -> None:
    """Cells, places, areas and the region together are the number above the list."""
    with page.expect_response(re.compile("venster=")) as answered:
        page.goto("/zoeken/")
    data = answered.value.json()
    assert answered.value.status == 200
    assert sum(marker["count"] for marker in data["markers"]) + data["region"]["count"] >= heading_count(page) == 108


def test_near_me_asks_on_a_click_only_and_sends_a_rounded_position(open_page) -> None:
    page = open_page(geolocation={"latitude": 50.888123, "longitude": 5.979456}, permissions=["geolocation"])
    page.goto("/zoeken/")
    assert "nabij" not in page.url
    page.locator("[data-near-me]").click()
    page.wait_for_url("**nabij=**")
    assert (asked(page)["nabij"], asked(page)["sorteer"]) == (["50.89,5.98"], ["afstand"])


def test_on_a_phone_the_list_comes_first_and_the_map_is_one_touch_away(open_page) -> None:
    page = open_page(size=PHONE)
    page.goto("/zoeken/")
    expect(page.locator("#results")).to_be_visible()
    expect(page.locator("[data-map-canvas]")).to_be_hidden()
    page.locator('[data-open-sheet="map"]').click()
    expect(page.locator("[data-map-canvas]")).to_be_visible()
    expect(page.locator(".map-marker").first).to_be_visible()
    page.screenshot(path="artefacts/screenshots/kaart-360.png")
    page.keyboard.press("Escape")
    expect(page.locator('[data-open-sheet="map"]')).to_be_focused()
    page.locator('[data-open-sheet="filters"]').click()
    option(page, "thema", "bewegen-en-sport").check()
    page.locator("#filters [data-apply]").click()
    expect(page.locator("#results .chips")).to_be_visible()


def test_no_page_is_wider_than_a_small_phone(open_page) -> None:
    page = open_page(size={"width": 320, "height": 640})
    for path in ("/", "/zoeken/", "/initiatieven/eenzaamheid/", "/gebieden/kerkrade/", "/organisaties/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
